import { type ComputedRef, computed, provide, ref, shallowRef, watch } from 'vue'
import { useI18n } from 'vue-i18n'
import type { Around, Words } from '~/config/describe_changes'
import type { Edit } from '~/edit'
import type { FormContext } from '~/forms/form_context'
import { aboutPlugin, nameOfPlugin } from '~/plugins'
import type { RuleField } from '~/rules/types'
import {
  type CanvasView,
  type EditorSubject,
  type PanelName,
  type Pick,
  ROUTE_EDITOR,
  type RouteEditor,
} from './context'
import type { FieldProblem } from './problems'
import {
  type EditorDocument,
  type EditorPlugin,
  type Overlay,
  type RouteNode,
  START,
} from './types'
import { useActions } from './use_actions'
import { useDocument } from './use_document'
import { useDraftCheck } from './use_draft_check'
import { useGeometry } from './use_geometry'

/** What is edited, and what is known of it. */
export interface EditorSource {
  /** What is told apart of the subject needs the document. */
  subject: (document: Readonly<ComputedRef<EditorDocument>>) => EditorSubject
  edit: Edit<EditorDocument>
  readonly: ComputedRef<boolean>
  words: Words
  around: ComputedRef<Around & { fields: readonly RuleField[] }>
  check: {
    url: () => string
    body: (doc: EditorDocument) => object
    /** A problem as the canvas draws it. */
    asDrawn: (problem: FieldProblem, doc: EditorDocument) => FieldProblem
  }
  formContext: (doc: EditorDocument) => FormContext
  meaningOf: (
    id: string,
    node: RouteNode,
    doc: EditorDocument,
    portName: (port: string) => string
  ) => string
}

/** The editor of a source, provided to all below the page. */
export function provideEditor(source: EditorSource): RouteEditor {
  const { t, te, locale } = useI18n({ useScope: 'global' })
  const { edit, readonly, words, around } = source
  const { document, change: record, undo, redo, ...labels } = useDocument(edit)
  const subject = source.subject(document)
  const { plugins } = subject
  const check = useDraftCheck(document, { ...source.check, active: !readonly.value })

  const geometry = useGeometry(document, plugins, check.ports)

  const named = (list: readonly EditorPlugin[], id: string) => {
    const plugin = list.find((one) => one.id === id)
    return plugin ? nameOfPlugin(plugin, locale.value) : id
  }
  const aboutNode = (type: string) => {
    const plugin = plugins.value.nodes.find(({ id }) => id === type)
    return plugin ? aboutPlugin(plugin, locale.value) : ''
  }
  const typeName = (type: string) =>
    te(`canvas.type.${type}`, 'en') ? t(`canvas.type.${type}`) : named(plugins.value.nodes, type)
  const typeText = (type: string) =>
    te(`canvas.about.${type}`, 'en') ? t(`canvas.about.${type}`) : aboutNode(type)
  const portName = (port: string) =>
    te(`canvas.port.${port}`, 'en') ? t(`canvas.port.${port}`) : port.replaceAll('_', ' ')
  function nameOf(id: string): string {
    if (id === START) return subject.startLook.title
    const title = document.value.route.canvas?.nodes?.[id]?.title
    if (title) return title
    const type = document.value.route.nodes[id]?.type
    const own = type && id.startsWith(type) ? /^(?:[_-](\d+))?$/.exec(id.slice(type.length)) : null
    if (own && type) return own[1] ? `${typeName(type)} ${own[1]}` : typeName(type)
    const plain = id.replaceAll(/[_-]+/g, ' ').trim()
    return plain.charAt(0).toUpperCase() + plain.slice(1)
  }
  const selection = ref<string[]>([])
  const wire = ref<string | null>(null)
  const panel = ref<PanelName | null>(null)
  const assignment = ref<string | null>(null)
  const pick = shallowRef<Pick | null>(null)
  const view = shallowRef<CanvasView | null>(null)
  const said = ref('')
  function say(text: string) {
    said.value = ''
    // The same sentence again is news again.
    queueMicrotask(() => (said.value = text))
  }
  function select(ids: string[], { open, reveal }: { open?: PanelName; reveal?: boolean } = {}) {
    wire.value = null
    if (ids.join('\n') !== selection.value.join('\n')) {
      selection.value = ids
      assignment.value = null
    }
    if (open) panel.value = open
    if (reveal) view.value?.reveal(ids)
  }
  /** What comes back is what one looks for. */
  function backOrForth(step: () => void) {
    const before = document.value.route.nodes
    step()
    const back = Object.keys(document.value.route.nodes).filter((id) => !Object.hasOwn(before, id))
    if (back.length > 0) select(back, { reveal: true })
  }
  // What was undone may have taken what is selected with it.
  watch(document, ({ route }) => {
    const there = (id: string) =>
      id === START ||
      Object.hasOwn(route.nodes, id) ||
      Object.hasOwn(route.canvas?.notes ?? {}, id.slice(5))
    if (!selection.value.every(there)) selection.value = selection.value.filter(there)
    const [from, port] = wire.value?.split(':') ?? []
    if (from && from !== START && !route.nodes[from]?.ports?.[port]) wire.value = null
  })

  const base = {
    ...subject,
    fields: computed(() => around.value.fields),
    around,
    words,
    formContext: computed(() => source.formContext(document.value)),
    readonly,
    document,
    change: (...args: Parameters<typeof record>) => void (readonly.value || record(...args)),
    undo: () => backOrForth(undo),
    redo: () => backOrForth(redo),
    ...labels,
    edit,
    selection,
    cursor: computed(() => selection.value.at(-1) ?? (document.value.route.start || START)),
    select,
    wire,
    panel,
    assignment,
    overlay: shallowRef<Overlay | null>(null),
    pick,
    problems: check.problems,
    errors: check.errors,
    problemCount: check.problemCount,
    checking: check.checking,
    ...geometry.sizes,
    typeText,
    nameOf,
    typeName,
    portName,
    meaningOf: (id: string) => {
      const node = document.value.route.nodes[id]
      return node ? source.meaningOf(id, node, document.value, portName) : ''
    },
    say,
    said,
    view,
  }
  const editor: RouteEditor = { ...base, ...useActions(base, geometry.around) }
  provide(ROUTE_EDITOR, editor)
  return editor
}

/** What is only looked at. */
export const still = (value: EditorDocument): Edit<EditorDocument> => ({
  value,
  dirty: false,
  errors: {},
  saving: false,
  restored: null,
  save: () => Promise.resolve(false),
  discard() {},
})
