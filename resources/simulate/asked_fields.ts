/*
 * The fields a route asks for: what is worth filling in of a lead that is typed by hand.
 */
interface Asking {
  filter?: unknown
  route: { nodes: Record<string, unknown> }
  assignments: readonly { filter?: unknown }[]
}

/** Keys in the order they are met: the profile's filter, the nodes, then the assignments' filters. */
export function askedFields({ filter, route, assignments }: Asking): string[] {
  const found = new Set<string>()
  const visit = (value: unknown) => {
    if (Array.isArray(value)) value.forEach(visit)
    else if (typeof value === 'object' && value !== null) {
      const { field, operator } = value as Record<string, unknown>
      if (typeof field === 'string' && typeof operator === 'string') found.add(field)
      else Object.values(value).forEach(visit)
    }
  }
  visit(filter)
  Object.values(route.nodes).forEach(visit)
  for (const one of assignments) visit(one.filter)
  return [...found]
}
