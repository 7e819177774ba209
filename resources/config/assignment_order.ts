/* The order assignments are asked in: by priority, those without one at its default, then as they are written. */
export const DEFAULT_PRIORITY = 100

interface Placed {
  priority?: number
}

/** Places in the list, in the order of asking. */
export function askingOrder(assignments: readonly Placed[]): number[] {
  const priority = (place: number) => assignments[place].priority ?? DEFAULT_PRIORITY
  return assignments.map((_, place) => place).sort((a, b) => priority(a) - priority(b) || a - b)
}

/**
 * The list in asking order with one entry moved to another place of it. Priorities are written anew where somebody used
 * them; a list without any stays without.
 */
export function moveAssignment<T extends Placed>(
  assignments: readonly T[],
  from: number,
  to: number
): T[] {
  const sorted = askingOrder(assignments).map((place) => assignments[place])
  const [moved] = sorted.splice(from, 1)
  sorted.splice(to, 0, moved)
  if (!assignments.some(({ priority }) => priority !== undefined)) return sorted
  return sorted.map((one, i) => ({ ...one, priority: i + 1 }))
}
