import fc from 'fast-check'
import { addBehind } from '../../../resources/editor/arrange.js'
import { copyNodes, pasteNodes } from '../../../resources/editor/clipboard.js'
import * as edit from '../../../resources/editor/document.js'
import { placesOf } from '../../../resources/editor/layout.js'
import { portsOf } from '../../../resources/editor/ports.js'
import { cardHeight } from '../../../resources/editor/sizes.js'
import { type EditorDocument, START } from '../../../resources/editor/types.js'

export const STATIC: Record<string, string[]> = {
  condition: ['yes', 'no'],
  offer: ['sold', 'unsold'],
  schedule: ['open', 'closed'],
  transform: ['out'],
  stop: [],
}
const TYPES = [...Object.keys(STATIC), 'switch', 'split']
const plugin = (type: string) =>
  ({ ports: STATIC[type]?.map((name) => ({ name, required: true })) ?? null }) as never

export const portNames = (doc: EditorDocument, id: string): string[] => {
  const node = doc.route.nodes[id]
  return (portsOf(node, plugin(node.type)) ?? []).map(({ name }) => name)
}
export const heightOf = (doc: EditorDocument) => (id: string) =>
  cardHeight(portNames(doc, id).length)
export const placed = (doc: EditorDocument) => placesOf(doc.route, heightOf(doc))

export const EMPTY: EditorDocument = { route: { start: '', nodes: {} }, assignments: [] }

/** One edit of a person, whatever the document is like by then. `pick` chooses from what there is. */
export interface Edit {
  kind: (typeof KINDS)[number]
  type: string
  pick: [number, number, number]
  point: { x: number; y: number }
}
const KINDS = [
  ...['add', 'behind', 'behind', 'connect', 'connect', 'disconnect', 'remove', 'removeMany'],
  ...['move', 'rename', 'title', 'start', 'note', 'paste', 'config', 'tidy', 'assign', 'unassign'],
] as const

export const anyEdit: fc.Arbitrary<Edit> = fc.record({
  kind: fc.constantFrom(...KINDS),
  type: fc.constantFrom(...TYPES),
  pick: fc.tuple(fc.nat(), fc.nat(), fc.nat()),
  point: fc.record({
    x: fc.integer({ min: -900, max: 900 }),
    y: fc.integer({ min: -900, max: 900 }),
  }),
})

const of = <T>(list: readonly T[], n: number): T => list[n % list.length]

export function apply(doc: EditorDocument, { kind, type, pick, point }: Edit): EditorDocument {
  const ids = Object.keys(doc.route.nodes)
  const places = placed(doc)
  const around = {
    places,
    heightOf: heightOf(doc),
    portsOf: (node: { type: string }) => portsOf(node, plugin(node.type)),
    heightFor: (ports: number) => cardHeight(ports),
  }
  if (ids.length === 0 || kind === 'add') {
    const id = edit.freeId(doc.route.nodes, type)
    return edit.addNode(doc, id, { type }, point, places)
  }
  const id = of(ids, pick[0])
  const other = of(ids, pick[1])
  const ports = portNames(doc, id)
  const port = ports.length > 0 ? of(ports, pick[2]) : null
  switch (kind) {
    case 'behind':
      return port ? addBehind(doc, type, { from: id, port }, around).document : doc
    case 'connect':
      return port ? edit.connect(doc, id, port, other) : edit.connect(doc, START, 'out', id)
    case 'disconnect':
      return port ? edit.disconnect(doc, id, port) : edit.disconnect(doc, START, 'out')
    case 'remove':
      return edit.removeNodes(doc, [id])
    case 'removeMany':
      return edit.removeNodes(doc, [id, other, of(ids, pick[2]), 'note:note'])
    case 'move':
      return edit.moveNodes(doc, { [id]: point, 'note:note': point }, places)
    case 'rename':
      return edit.renameNode(doc, id, `n${pick[1] % 50}`)
    case 'title':
      return edit.setTitle(doc, id, pick[1] % 3 ? `Title ${pick[1] % 9}` : '', places)
    case 'start':
      return edit.setStart(doc, id)
    case 'note':
      return edit.setNote(doc, 'note', { ...point, width: 160, height: 80, text: 'why' })
    case 'paste': {
      const clip = copyNodes(doc, [id, other, 'note:note'], places)
      return clip ? pasteNodes(doc, clip, edit.snapped(point), places).document : doc
    }
    case 'config':
      return edit.setConfig(doc, id, { note: pick[1] % 5 })
    case 'tidy':
      return edit.layOut(doc, places)
    case 'assign': {
      const key = `a${pick[1] % 4}`
      const offer = doc.route.nodes[id].type === 'offer' ? id : null
      return edit.addAssignment(doc, { key, partner: 'p', delivery: { use: 'portal' } }, offer)
    }
    case 'unassign':
      return edit.removeAssignment(doc, `a${pick[1] % 4}`)
    default:
      return doc
  }
}
