/* How long things are kept, as the page edits it. */
export interface KeepPreview {
  entity: string | null
  kind: string
  count: number
  exact: boolean
  oldest: string | null
  held: number
}

export type KeepDays = Record<string, number | null>

export interface Keeping {
  hour: number
  account: KeepDays
  entities: Record<string, KeepDays>
}

const onlySet = (days: KeepDays) =>
  Object.fromEntries(Object.entries(days).filter(([, n]) => n !== null))

/** As the server takes it: what is kept for good is absent. */
export const toWish = ({ hour, account, entities }: Keeping) => ({
  hour,
  account: onlySet(account),
  entities: Object.fromEntries(Object.entries(entities).map(([key, days]) => [key, onlySet(days)])),
})

export const hasRules = ({ account, entities }: Keeping): boolean =>
  [account, ...Object.values(entities)].some((days) => Object.values(days).some((n) => n !== null))

/** Every kind has a place, set or not, so that forms and comparisons see all of them. */
export const withAll = (kinds: readonly string[], days: Record<string, number>): KeepDays =>
  Object.fromEntries(kinds.map((kind) => [kind, days[kind] ?? null]))
