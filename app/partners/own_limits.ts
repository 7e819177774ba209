import { parseAmount } from '#shared/money'
import type { Caps, OwnLimits, Partner, SetBy } from '#partners/types'

/**
 * A partner as leads meet it: what it set for itself counts beside what the team configured, the stricter of both. The
 * configuration itself stays as it was written.
 */
export function withOwnLimits(partner: Partner, currency: string): Partner {
  const { own } = partner
  if (!own || (!own.paused && !own.caps)) return partner
  return {
    ...partner,
    paused: partner.paused || own.paused === true,
    pausedByTeam: partner.paused,
    caps: strictest(partner.caps, own.caps ?? {}, currency),
  }
}

/** Of each window the lower limit. Spend is compared as money; a text that is none limits nothing. */
export function strictest(one: Caps, other: Caps, currency: string): Caps {
  const caps: Record<string, number | string> = { ...one } as never
  for (const [window, limit] of Object.entries(other) as [keyof Caps, number | string][]) {
    const known = one[window]
    if (limit === undefined) continue
    if (known === undefined || minor(limit, currency) < minor(known, currency)) caps[window] = limit
  }
  return caps as Caps
}

const minor = (limit: number | string, currency: string): number => {
  if (typeof limit === 'number') return limit
  const read = parseAmount(limit, currency)
  return read.ok ? read.value : Infinity
}

/** Nothing set is nothing stored. */
export const tidyLimits = (own: OwnLimits): OwnLimits => ({
  ...(own.paused && { paused: true, ...(own.paused_by && { paused_by: own.paused_by }) }),
  ...(own.caps &&
    Object.keys(own.caps).length > 0 && {
      caps: own.caps,
      ...(own.caps_by && { caps_by: own.caps_by }),
    }),
})

/** What is set after a wish, with who set what of it is new. */
export function changeLimits(before: OwnLimits, wish: OwnLimits, by: SetBy): OwnLimits {
  const sameCaps = JSON.stringify(before.caps ?? {}) === JSON.stringify(wish.caps ?? {})
  return tidyLimits({
    ...before,
    ...wish,
    ...(wish.paused && !before.paused && { paused_by: by }),
    ...(wish.caps && !sameCaps && { caps_by: by }),
  })
}

/** Without who set it, which whoever writes it down says already. */
export const plainLimits = ({ paused, caps }: OwnLimits) => tidyLimits({ paused, caps })
