/** How many rows an update or delete of the query builder touched, which answers a number or a list of one. */
export const changes = (result: unknown): number => Number([result].flat()[0] ?? 0)

export const changed = (result: unknown): boolean => changes(result) > 0
