import { onBeforeUnmount, onMounted } from 'vue'
import { useI18n } from 'vue-i18n'
import { readClip } from './clipboard'
import type { RouteEditor } from './context'
import { moveNodes, targetOf } from './document'
import { neighbour } from './flow'
import { cutWire } from './list_menus'
import type { Translate } from '~/rules/types'
import { START, isNote } from './types'

interface Doing {
  save: () => void
  help: () => void
  close: () => void
  isCanvas: () => boolean
}

const ARROWS = { ArrowLeft: 'left', ArrowRight: 'right', ArrowUp: 'up', ArrowDown: 'down' } as const
const DIRECTIONS = {
  left: { x: -1, y: 0 },
  right: { x: 1, y: 0 },
  up: { x: 0, y: -1 },
  down: { x: 0, y: 1 },
}
const GRID_STEP = 8
const LARGE_STEP = 64

/** Everything that can be done, by keyboard. Keys in fields and dialogs are theirs. */
export function useKeys(editor: RouteEditor, doing: Doing) {
  const { t } = useI18n({ useScope: 'global' })
  const nodes = () =>
    editor.selection.value.filter((id) => Object.hasOwn(editor.document.value.route.nodes, id))

  function wander(to: keyof typeof DIRECTIONS) {
    const from = editor.cursor.value
    const next = editor.selection.value.length
      ? neighbour(editor.document.value, editor.places.value, from, to)
      : from
    if (!next) return
    editor.select([next])
    editor.view.value?.focus(next)
  }
  function move(to: keyof typeof DIRECTIONS, step: number) {
    const ids = editor.selection.value.filter((id) => id !== START)
    if (!ids.length) return
    const { x, y } = DIRECTIONS[to]
    const notes = editor.document.value.route.canvas?.notes ?? {}
    const moved = Object.fromEntries(
      ids.map((id) => {
        const at = isNote(id) ? notes[id.slice(5)] : editor.places.value[id]
        return [id, { x: at.x + x * step, y: at.y + y * step }]
      })
    )
    const n = ids.length
    const label = t('canvas.step.move', { n, name: editor.nameOf(ids[0]) }, n)
    editor.change(label, (doc) => moveNodes(doc, moved, editor.places.value), `move:${ids.join()}`)
    editor.view.value?.reveal(ids)
  }
  function remove() {
    const wire = editor.wire.value
    if (wire && !editor.selection.value.length) {
      const [from, port] = wire.split(':')
      cutWire(editor, from, port, t as Translate)
    } else
      void editor
        .remove(editor.selection.value)
        .then(() => editor.view.value?.focus(editor.cursor.value))
  }
  /** The way out that is asked about: the first open one, else the first. */
  function lead() {
    const [id] = editor.selection.value
    if (!id || isNote(id)) return
    if (id === START) editor.pick.value = { for: 'port', from: START, port: 'out' }
    const ports = editor.shownPortsOf(id).filter(({ stray }) => !stray)
    const port = ports.find(({ name }) => !targetOf(editor.document.value, id, name)) ?? ports[0]
    if (port) editor.pick.value = { for: 'port', from: id, port: port.name }
  }
  function add() {
    const wire = editor.wire.value
    const [from, port] = wire?.split(':') ?? []
    if (from) editor.pick.value = { for: 'edge', from, port }
    else if (editor.selection.value.length === 1 && !isNote(editor.cursor.value) && hasPorts())
      lead()
    else editor.pick.value = { for: 'add', at: null }
  }
  const hasPorts = () =>
    editor.cursor.value === START || editor.shownPortsOf(editor.cursor.value).length > 0
  function all() {
    const notes = Object.keys(editor.document.value.route.canvas?.notes ?? {})
    editor.select([
      ...Object.keys(editor.document.value.route.nodes),
      ...notes.map((key) => `note:${key}`),
    ])
  }
  function duplicate() {
    const clip = editor.copy(editor.selection.value)
    const place = editor.places.value[nodes()[0] ?? '']
    if (clip) editor.paste(clip, place && { x: place.x + 32, y: place.y + 32 })
  }
  function escape() {
    if (editor.selection.value.length || editor.wire.value) editor.select([])
    else doing.close()
  }

  const withControl: Record<string, () => void> = {
    z: () => editor.undo(),
    y: () => editor.redo(),
    a: all,
    d: duplicate,
    f: () => (editor.pick.value = { for: 'find' }),
  }
  const plain: Record<string, () => void> = {
    '/': add,
    'n': add,
    'c': lead,
    'f': () => (editor.pick.value = { for: 'find' }),
    '?': doing.help,
    'Delete': remove,
    'Backspace': remove,
    'Escape': escape,
    '+': () => editor.view.value?.zoom(1),
    '=': () => editor.view.value?.zoom(1),
    '-': () => editor.view.value?.zoom(-1),
    '0': () => editor.view.value?.zoom('actual'),
    '1': () => editor.view.value?.fit(),
    't': () => editor.readonly.value || editor.tidy(),
    'm': () => editor.addNote(null),
  }
  const CHANGES = new Set(['/', 'n', 'c', 'Delete', 'Backspace', 'm'])

  function run(event: KeyboardEvent): boolean {
    const key = event.key.length === 1 ? event.key.toLowerCase() : event.key
    if (event.ctrlKey || event.metaKey) {
      const act = key === 'z' && event.shiftKey ? () => editor.redo() : withControl[key]
      if (!act) return false
      act()
      return true
    }
    const arrow = ARROWS[event.key as keyof typeof ARROWS]
    if (arrow) {
      if (!doing.isCanvas()) return false
      if (event.altKey) move(arrow, event.shiftKey ? LARGE_STEP : GRID_STEP)
      else wander(arrow)
      return true
    }
    if (event.altKey) return false
    if (key === 'Enter') {
      if (isButton(event.target) || !editor.selection.value.length) return false
      editor.panel.value = 'node'
      void focusPanel()
      return true
    }
    const act = plain[key]
    if (!act || (editor.readonly.value && CHANGES.has(key))) return false
    act()
    return true
  }
  async function focusPanel() {
    await new Promise((resolve) => setTimeout(resolve, 60))
    const panel = document.getElementById('panel-node')
    const field = panel?.querySelector<HTMLElement>(
      'input:not([type=hidden]):not(:disabled), textarea:not(:disabled), button:not(:disabled), [tabindex="0"]'
    )
    ;(field ?? panel)?.focus()
  }

  function onKey(event: KeyboardEvent) {
    if (event.defaultPrevented || event.isComposing) return
    // Wherever one is: the browser would save the page else.
    if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === 's') {
      event.preventDefault()
      return doing.save()
    }
    if (inDialog(event.target)) return
    if (isField(event.target)) {
      if (event.key === 'Escape') backToCanvas(event)
      return
    }
    if (isElsewhere(event.target)) return
    // Beside the canvas single keys belong to what stands there.
    if (inPanel(event.target) && !(event.ctrlKey || event.metaKey || event.key === 'Escape')) return
    if (event.key === 'Escape' && inPanel(event.target) && doing.isCanvas())
      return editor.view.value?.focus(editor.cursor.value)
    if (run(event)) event.preventDefault()
  }
  /** Out of the panel's fields, back to the card they are about. */
  function backToCanvas(event: KeyboardEvent) {
    if (!inPanel(event.target) || !doing.isCanvas()) return
    editor.view.value?.focus(editor.cursor.value)
  }

  function onCopy(event: ClipboardEvent) {
    if (isField(event.target) || inDialog(event.target) || getSelection()?.type === 'Range') return
    const clip = editor.copy(editor.selection.value)
    if (!clip) return
    event.clipboardData?.setData('text/plain', JSON.stringify(clip, null, 2))
    event.preventDefault()
    const n = Object.keys(clip.nodes).length + clip.notes.length
    editor.say(t('canvas.said.copied', { n }, n))
    if (event.type === 'cut') void editor.remove(editor.selection.value)
  }
  function onPaste(event: ClipboardEvent) {
    if (isField(event.target) || inDialog(event.target)) return
    const clip = readClip(event.clipboardData?.getData('text/plain') ?? '')
    if (!clip) return
    event.preventDefault()
    editor.paste(clip)
  }

  onMounted(() => {
    addEventListener('keydown', onKey)
    document.addEventListener('copy', onCopy)
    document.addEventListener('cut', onCopy)
    document.addEventListener('paste', onPaste)
  })
  onBeforeUnmount(() => {
    removeEventListener('keydown', onKey)
    document.removeEventListener('copy', onCopy)
    document.removeEventListener('cut', onCopy)
    document.removeEventListener('paste', onPaste)
  })
}

const isElement = (target: EventTarget | null): target is HTMLElement =>
  target instanceof HTMLElement
const isField = (target: EventTarget | null): boolean =>
  isElement(target) &&
  (target.isContentEditable ||
    /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName) ||
    target.closest('.cm-editor') !== null)
const isButton = (target: EventTarget | null): boolean =>
  isElement(target) && target.closest('button, a, summary, [role=tab], [role=combobox]') !== null
const EDITOR = '[data-route-editor]'
/** Something on the page beside the editor; what is around it has the focus when nothing in it has. */
const isElsewhere = (target: EventTarget | null): boolean =>
  isElement(target) && target.closest(EDITOR) === null && target.querySelector(EDITOR) === null
const inPanel = (target: EventTarget | null): boolean =>
  isElement(target) && target.closest('[role=tabpanel]') !== null
const inDialog = (target: EventTarget | null): boolean =>
  isElement(target) &&
  target.closest('[role=dialog], [role=alertdialog], [role=menu], [role=listbox]') !== null
