import { type CapKey, isSpend, periodAt, spanOf } from '#routing/cap_windows'
import type { CapTrace } from '#routing/types'
import { store } from '#store/store'
import type { AccountConfig } from '#distribution/account_config'
import { measureCap } from '#distribution/measure_cap'
import type { Claimant } from '#distribution/reserve_wave'
import { claimantOf } from '#distribution/run_context'
import type { JudgedRun } from '#distribution/story/judged_run'

/**
 * What the caps of an assignment that was never asked held at that moment: nobody measured them then, so they are counted
 * from the deliveries that had a place and had not given it back.
 */
export async function capsThen(
  config: AccountConfig,
  { profile, version, at }: JudgedRun,
  assignment: string
): Promise<CapTrace[]> {
  if (!version.compiled.byKey.has(assignment)) return []
  const claimant = claimantOf({ config, profile, version }, assignment, at)
  if (!claimant) return []
  const { currency } = config.account
  const zone = config.partners.get(claimant.partnerId)?.timeZone ?? config.account.timeZone
  return Promise.all(
    claimant.caps.map(async (cap) => {
      const used = await heldAt(config.account.id, claimant, cap, zone, at)
      return measureCap(cap, used, claimant.price, currency).trace
    })
  )
}

async function heldAt(
  accountId: string,
  { partnerId, assignmentId }: Claimant,
  cap: CapKey,
  zone: string,
  at: number
): Promise<number> {
  const span = spanOf(cap.window)
  const from = span === 'total' ? 0 : periodAt(span, zone, at).from
  const own = cap.scope === 'assignment'
  const row = await store.first(
    `select count(*) as n, coalesce(sum(price), 0) as spent from deliveries
     where account_id = ? and partner_id = ? ${own ? 'and assignment_id = ?' : ''}
       and test = ? and created_at >= ? and created_at < ?
       and (reserved is not null or coalesce(cancelled_at, finished_at) > ?)`,
    [accountId, partnerId, ...(own ? [assignmentId] : []), false, from, at, at]
  )
  return Number(isSpend(cap.window) ? row!.spent : row!.n)
}
