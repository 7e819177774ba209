/*
 * The assignments of one offer of a route: which it asks, in which order, and who else of the profile it could.
 */
import { askingOrder, moveAssignment } from '../config/assignment_order.js'
import type { EditorDocument } from '../editor/types.js'
import type { AssignmentForm } from '../profiles.js'

export interface Listed {
  assignment: AssignmentForm
  /** Where it stands in the profile's list: problems are told by that. */
  place: number
}

/** Named assignments alone, or null: all of the profile, also those to come. */
export const namesOf = ({ route }: EditorDocument, offer: string): readonly string[] | null =>
  route.nodes[offer]?.assignments ?? null

/** All of the profile in the order of asking, split by whether this offer asks them. */
export function offerList(
  doc: EditorDocument,
  offer: string
): { asked: Listed[]; others: Listed[] } {
  const names = namesOf(doc, offer)
  const all = askingOrder(doc.assignments).map((place) => ({
    assignment: doc.assignments[place],
    place,
  }))
  const isAsked = ({ assignment }: Listed) => names === null || names.includes(assignment.key)
  return { asked: all.filter(isAsked), others: all.filter((one) => !isAsked(one)) }
}

/** Offers of the route besides this one that ask an assignment: its order is theirs, too. */
export const otherOffersOf = (doc: EditorDocument, offer: string, key: string): string[] =>
  Object.entries(doc.route.nodes).flatMap(([id, { type, assignments }]) =>
    type === 'offer' && id !== offer && (!assignments || assignments.includes(key)) ? [id] : []
  )

/** Which assignments an offer asks; null: all of the profile. */
export function setNames(
  doc: EditorDocument,
  offer: string,
  names: readonly string[] | null
): EditorDocument {
  const { assignments: before, ...node } = doc.route.nodes[offer]
  if (JSON.stringify(before ?? null) === JSON.stringify(names)) return doc
  const next = { ...node, ...(names && { assignments: [...names] }) } as typeof node & {
    type: string
  }
  return { ...doc, route: { ...doc.route, nodes: { ...doc.route.nodes, [offer]: next } } }
}

/** One of an offer's list asked earlier or later: the order of the profile, so that priorities say it. */
export function moveAsked(
  doc: EditorDocument,
  offer: string,
  from: number,
  to: number
): EditorDocument {
  const { asked } = offerList(doc, offer)
  const order = askingOrder(doc.assignments)
  const at = (i: number) => order.indexOf(asked[i].place)
  return { ...doc, assignments: moveAssignment(doc.assignments, at(from), at(to)) }
}
