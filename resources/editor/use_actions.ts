import { useI18n } from 'vue-i18n'
import { confirm } from '~/confirm'
import { type Around, type Added, addAt, addBehind } from './arrange'
import { type Clip, copyNodes, pasteNodes } from './clipboard'
import type { Pick, RouteEditor } from './context'
import {
  connect,
  freeId,
  layOut,
  removal,
  setNote,
  settled,
  snapped,
  targetOf,
  whyNot,
} from './document'
import { layoutOf } from './layout'
import { NOTE, type Point, START, isNote } from './types'

type Base = Omit<RouteEditor, 'add' | 'connect' | 'remove' | 'copy' | 'paste' | 'tidy' | 'addNote'>

const NOTE_SIZE = { width: 240, height: 96 }
const PASTE_OFFSET = 32

/** What people do to a route, each one undo step: by mouse, by keyboard, in the list. */
export function useActions(base: Base, around: () => Around) {
  const { t } = useI18n({ useScope: 'global' })
  const { document, change, select, say, nameOf, portName } = base

  /** Behind the one node that is selected, where it has an open way; else at a point of its own. */
  function wayFor(where: Pick | null): Extract<Pick, { for: 'add' | 'port' | 'edge' }> {
    if (where && where.for !== 'find' && (where.for !== 'add' || where.at)) return where
    const [id] = base.selection.value
    if (base.selection.value.length === 1 && !isNote(id)) {
      const open = openPort(id)
      if (open) return { for: 'port', from: id, port: open }
    }
    if (!document.value.route.start) return { for: 'port', from: START, port: 'out' }
    return { for: 'add', at: null }
  }
  function openPort(id: string): string | null {
    if (id === START) return document.value.route.start ? null : 'out'
    const open = base.shownPortsOf(id).filter(({ name }) => !targetOf(document.value, id, name))
    return (open.find(({ required }) => required) ?? open[0])?.name ?? null
  }

  function add(type: string, where: Pick | null = null): string | null {
    if (base.readonly.value) return null
    const way = wayFor(where)
    let made: Added | null = null
    change(t('canvas.step.add', { name: base.typeName(type) }), (doc) => {
      made =
        way.for === 'add'
          ? addAt(doc, type, way.at ?? middle(), around())
          : addBehind(doc, type, way, around())
      return made.document
    })
    const { id } = made! as Added
    select([id], { open: 'node', reveal: true })
    say(t('canvas.said.added', { name: nameOf(id) }))
    return id
  }
  /** The middle of what is seen; without a canvas below everything. */
  function middle(): Point {
    const view = base.view.value
    if (view) return snapped(view.centre())
    const all = Object.entries(base.places.value)
    if (all.length === 0) return { x: 0, y: 0 }
    return {
      x: Math.min(...all.map(([, { x }]) => x)),
      y: Math.max(...all.map(([id, { y }]) => y + base.heightOf(id))) + PASTE_OFFSET,
    }
  }

  function connectTo(from: string, port: string, to: string): boolean {
    if (base.readonly.value) return false
    const no = whyNot(document.value, from, to)
    if (no) {
      say(
        no.reason === 'cycle'
          ? t(no.ring.length === 1 ? 'canvas.refused.self' : 'canvas.refused.cycle', {
              name: nameOf(from),
              to: nameOf(to),
              ring: [...no.ring, to].map(nameOf).join(' → '),
            })
          : t('canvas.refused.missing')
      )
      return false
    }
    const values = { from: nameOf(from), port: portName(port), to: nameOf(to) }
    change(t('canvas.step.connect', values), (doc) =>
      connect(settled(doc, base.places.value), from, port, to)
    )
    say(t('canvas.said.connected', values))
    return true
  }

  /** Asks first where more goes than one can see at a glance. One step, whole or not at all. */
  async function remove(ids: string[]): Promise<boolean> {
    if (base.readonly.value || ids.length === 0) return false
    const nodes = ids.filter((id) => !isNote(id) && id !== START)
    const there = [...nodes, ...ids.filter(isNote)]
    if (there.length === 0) return false
    const what = () => removal(settled(document.value, base.places.value), there)
    const { opened } = what()
    if (nodes.length > 1 || opened.length > 0) {
      const list = opened.slice(0, 4).map(({ from, port }) => `${nameOf(from)} · ${portName(port)}`)
      const yes = await confirm({
        title: t('canvas.remove.title', { n: nodes.length, name: nameOf(nodes[0]) }, nodes.length),
        body:
          opened.length > 0
            ? t('canvas.remove.opens', { n: opened.length, ports: list.join(', ') }, opened.length)
            : t('canvas.remove.undo'),
        action: t('common.action.delete'),
        danger: true,
      })
      if (!yes) return false
    }
    const names =
      there.length === 1 ? (isNote(there[0]) ? t('canvas.note.one') : nameOf(there[0])) : ''
    const before = nodes.flatMap((id) => parentOf(id) ?? []).find((id) => !there.includes(id))
    const done = what()
    change(
      t('canvas.step.remove', { n: there.length, name: names }, there.length),
      () => done.document
    )
    select(before ? [before] : [])
    const healed = done.healed[0]
    say(
      healed && nodes.length === 1
        ? t('canvas.said.healed', {
            name: names,
            from: nameOf(healed.from),
            port: portName(healed.port),
            to: nameOf(healed.to),
          })
        : t('canvas.said.removed', { n: there.length, name: names }, there.length)
    )
    return true
  }
  function parentOf(id: string): string | undefined {
    const { route } = document.value
    if (route.start === id) return START
    return Object.keys(route.nodes).find((from) =>
      Object.values(route.nodes[from].ports ?? {}).includes(id)
    )
  }

  const copy = (ids: string[]): Clip | null => copyNodes(document.value, ids, base.places.value)

  function paste(clip: Clip, at: Point | null = null) {
    if (base.readonly.value) return
    let ids: string[] = []
    const n = Object.keys(clip.nodes).length + clip.notes.length
    change(t('canvas.step.paste', { n }, n), (doc) => {
      const done = pasteNodes(doc, clip, snapped(at ?? middle()), base.places.value)
      ids = done.ids
      return done.document
    })
    select(ids, { reveal: true })
    say(t('canvas.said.pasted', { n }, n))
  }

  function tidy() {
    change(t('canvas.step.tidy'), (doc) => layOut(doc, layoutOf(doc.route, base.heightOf)))
    base.view.value?.fit()
  }

  function addNote(at: Point | null) {
    if (base.readonly.value) return
    const key = freeId(document.value.route.canvas?.notes ?? {}, 'note')
    const place = snapped(at ?? middle())
    change(t('canvas.step.note'), (doc) =>
      setNote(settled(doc, base.places.value), key, { ...place, ...NOTE_SIZE, text: '' })
    )
    select([`${NOTE}${key}`], { reveal: true })
  }

  return { add, connect: connectTo, remove, copy, paste, tidy, addNote }
}
