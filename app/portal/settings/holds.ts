import type { Wish } from '#portal/settings/wishes'

/** Whether what was agreed to is how leads come now. `now`: the price and the filter of the place; absent: it is gone. */
export function holds(
  { kind, wish, basis }: { kind: Wish['kind']; wish: string; basis: string | null },
  now: { price: string; filter: string } | undefined
): boolean {
  if (!now) return false
  return kind === 'price'
    ? Number(now.price) === Number(wish)
    : basis !== null && now.filter !== basis
}
