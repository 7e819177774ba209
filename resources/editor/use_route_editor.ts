import { computed, provide, ref, shallowRef, watch } from 'vue'
import { usePage } from '@inertiajs/vue3'
import { useI18n } from 'vue-i18n'
import { useAround, useProfileEdit } from '~/config/profile_edit'
import { useWords } from '~/config/words'
import type { Edit } from '~/edit'
import { aboutPlugin, nameOfPlugin } from '~/plugins'
import type { AssignmentState, PartnerChoice, ProfilePage } from '~/profiles'
import { nameOf as partnerNameOf } from '~/profiles'
import type { SharedProps } from '~/types'
import {
  type CanvasView,
  type PanelName,
  type Pick,
  ROUTE_EDITOR,
  type RouteEditor,
} from './context'
import { meaningOf } from './meaning'
import { byUse } from './node_look'
import { readForm, writeForm } from './read_form'
import { type EditorDocument, type EditorPlugin, type Overlay, START } from './types'
import { useActions } from './use_actions'
import { useDocument } from './use_document'
import { useDraftCheck } from './use_draft_check'
import { useGeometry } from './use_geometry'

export interface RouteProps {
  profile: ProfilePage
  partners: PartnerChoice[]
  plugins: EditorPlugin[]
  secrets: string[]
  states: Record<string, AssignmentState>
}

/** The editor of a profile's route, provided to all below the page. `shown`: another document, to look at only. */
export function useRouteEditor(props: RouteProps, shown?: EditorDocument): RouteEditor {
  const { t, te, locale } = useI18n({ useScope: 'global' })
  const page = usePage<SharedProps>()
  const words = useWords()
  const profile = computed(() => props.profile)
  const around = useAround(
    () => props.profile,
    () => props.partners
  )
  const readonly = computed(() => shown !== undefined || !page.props.can?.configure)
  const edit = shown ? still(shown) : useRouteEdit(props)
  const { document, change: record, undo, redo, ...labels } = useDocument(edit)
  const path = () => `/profiles/${props.profile.form.key}`
  const check = useDraftCheck(document, {
    path,
    body: (doc) => writeForm(doc, props.profile.form),
    active: !readonly.value,
  })

  const plugins = computed(() => ({
    nodes: byUse(props.plugins.filter(({ kind }) => kind === 'node')),
    strategies: props.plugins.filter(({ kind }) => kind === 'strategy'),
    channels: props.plugins.filter(({ kind }) => kind === 'channel'),
  }))
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
    if (id === START) return t('canvas.start.title')
    const title = document.value.route.canvas?.nodes?.[id]?.title
    if (title) return title
    const type = document.value.route.nodes[id]?.type
    const own = type && id.startsWith(type) ? /^(?:[_-](\d+))?$/.exec(id.slice(type.length)) : null
    if (own && type) return own[1] ? `${typeName(type)} ${own[1]}` : typeName(type)
    const plain = id.replaceAll(/[_-]+/g, ' ').trim()
    return plain.charAt(0).toUpperCase() + plain.slice(1)
  }
  const meaning = computed(() => ({
    words,
    fields: around.value.fields,
    partnerName: (key: string) => partnerNameOf(props.partners, key),
    strategyName: (id: string) => named(plugins.value.strategies, id),
    portName,
  }))

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
    profile,
    entity: computed(() => props.profile.entity),
    partners: computed(() => props.partners),
    plugins,
    secrets: computed(() => props.secrets),
    states: computed(() => props.states),
    fields: computed(() => around.value.fields),
    around,
    words,
    formContext: computed(() => ({
      entity: props.profile.entity,
      secrets: props.secrets,
      strategies: plugins.value.strategies,
      assignments: document.value.assignments.map(({ key, partner }) => ({
        key,
        name: `${partnerNameOf(props.partners, partner)} (${key})`,
      })),
    })),
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
      return node ? meaningOf(id, node, document.value, meaning.value) : ''
    },
    say,
    said,
    view,
  }
  const editor: RouteEditor = { ...base, ...useActions(base, geometry.around) }
  provide(ROUTE_EDITOR, editor)
  return editor
}

const useRouteEdit = (props: RouteProps): Edit<EditorDocument> =>
  useProfileEdit<EditorDocument>(
    () => props.profile,
    () => props.partners,
    'route',
    readForm,
    (doc) => writeForm(doc, props.profile.form)
  )

/** What is only looked at. */
const still = (value: EditorDocument): Edit<EditorDocument> => ({
  value,
  dirty: false,
  errors: {},
  saving: false,
  restored: null,
  save: () => Promise.resolve(false),
  discard() {},
})
