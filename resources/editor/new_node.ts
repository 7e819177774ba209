/*
 * What a node is when it is added: as little as possible, so that what still has to be said is asked for.
 */
import type { EditorDocument, NodeDraft } from './types.js'

export function newNode(type: string, doc: EditorDocument): NodeDraft {
  switch (type) {
    case 'condition':
      return { type, rule: { all: [] } }
    case 'switch':
      return { type, cases: [{ port: 'case_1', rule: { all: [] } }] }
    case 'split':
      return { type, shares: { a: 50, b: 50 } }
    case 'schedule':
      return { type, schedule: { hours: { 'mon-fri': ['09:00-17:00'] } } }
    case 'transform':
      return { type, code: 'export default (lead) => ({ ...lead })\n' }
    case 'offer':
      return { type, strategy: { use: 'first_match' }, ...namesOf(doc) }
    case 'stop':
      return { type, status: 'unsold' }
    default:
      return { type }
  }
}

/** The only offer of a profile asks all its partners; a further one those it is given. */
function namesOf({ route, assignments }: EditorDocument): { assignments?: string[] } {
  const alone = !Object.values(route.nodes).some((node) => node.type === 'offer')
  return alone && assignments.length === 0 ? {} : { assignments: [] }
}

/** The way out that leads on when a node is put between two others: the quieter one. */
const THROUGH: Record<string, string> = {
  condition: 'no',
  switch: 'otherwise',
  schedule: 'open',
  offer: 'unsold',
  transform: 'out',
}
export function wayOn(type: string, ports: readonly { name: string }[] | null): string | null {
  const names = (ports ?? []).map(({ name }) => name)
  const wish = THROUGH[type]
  if (wish && (names.includes(wish) || ports === null)) return wish
  return names[0] ?? null
}
