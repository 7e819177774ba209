import { type Ref, computed } from 'vue'
import { useI18n } from 'vue-i18n'
import type { Pick, RouteEditor } from './context'
import { targetOf, whyNot } from './document'
import { readingOrder } from './graph'
import { iconOf } from './node_look'
import { START } from './types'

export interface PickEntry {
  id: string
  icon: string
  label: string
  text: string
  /** Why it cannot be taken. */
  no?: string
  run: () => void
}
export interface PickGroup {
  label: string
  entries: PickEntry[]
}

/** What the pick dialog offers, by what is typed: node types, and the nodes there are. */
export function usePickEntries(editor: RouteEditor, query: Readonly<Ref<string>>) {
  const { t } = useI18n({ useScope: 'global' })
  const { document } = editor

  const fits = (...texts: string[]) => {
    const words = query.value.trim().toLowerCase().split(/\s+/)
    const all = texts.join(' ').toLowerCase()
    return words.every((word) => all.includes(word))
  }

  const types = (pick: Pick): PickEntry[] =>
    editor.plugins.value.nodes.flatMap((plugin) => {
      const label = editor.typeName(plugin.id)
      const text = editor.typeText(plugin.id)
      if (!fits(label, plugin.id, text)) return []
      const no = plugin.status === 'quarantined' ? t('canvas.pick.quarantined') : undefined
      const run = () => void editor.add(plugin.id, pick)
      return [{ id: `new:${plugin.id}`, icon: iconOf(plugin.id), label, text, no, run }]
    })

  const note = (pick: Pick): PickEntry[] =>
    pick.for === 'add' && fits(t('canvas.note.one'), 'note')
      ? [
          {
            id: 'note',
            icon: 'i-lucide-sticky-note',
            label: t('canvas.note.one'),
            text: t('canvas.note.about'),
            run: () => editor.addNote(pick.at),
          },
        ]
      : []

  function nodes(run: (id: string) => void, no: (id: string) => string | undefined): PickEntry[] {
    return readingOrder(document.value.route).flatMap((id) => {
      const label = editor.nameOf(id)
      const text = editor.meaningOf(id)
      if (!fits(label, id, text, editor.typeName(document.value.route.nodes[id].type))) return []
      const icon = iconOf(document.value.route.nodes[id].type)
      return [{ id, icon, label, text, no: no(id), run: () => run(id) }]
    })
  }
  function targets({ from, port }: { from: string; port: string }): PickEntry[] {
    const refused = (id: string) => {
      if (targetOf(document.value, from, port) === id) return t('canvas.pick.there')
      return whyNot(document.value, from, id) ? t('canvas.pick.round') : undefined
    }
    return nodes((id) => void editor.connect(from, port, id), refused)
  }

  return computed((): PickGroup[] => {
    const pick = editor.pick.value
    if (!pick) return []
    const groups: PickGroup[] = []
    const add = (label: string, entries: PickEntry[]) =>
      entries.length > 0 && groups.push({ label, entries })
    if (pick.for === 'find')
      add(
        t('canvas.pick.nodes'),
        nodes(
          (id) => {
            editor.select([id], { reveal: true })
            editor.view.value?.focus(id)
          },
          () => undefined
        )
      )
    else {
      add(t('canvas.pick.new'), [...types(pick), ...note(pick)])
      if (pick.for === 'port') add(t('canvas.pick.nodes'), targets(pick))
    }
    return groups
  })
}

/** What the dialog asks. */
export function usePickTitle(editor: RouteEditor) {
  const { t } = useI18n({ useScope: 'global' })
  return computed(() => {
    const pick = editor.pick.value
    if (pick?.for === 'find') return t('canvas.pick.find')
    if (pick?.for === 'port' || pick?.for === 'edge') {
      const target = targetOf(editor.document.value, pick.from, pick.port)
      const values = { name: editor.nameOf(pick.from), port: editor.portName(pick.port) }
      if (pick.for === 'edge' && target)
        return t('canvas.pick.between', { ...values, to: editor.nameOf(target) })
      return pick.from === START ? t('canvas.pick.first') : t('canvas.pick.behind', values)
    }
    return t('canvas.pick.add')
  })
}
