import { loadAccount } from '#accounts/repository'
import { HOUR, localDay, startOfLocalDate } from '#shared/local_time'
import { dateBack } from '#shared/ids'
import { listPartners } from '#partners/repository'
import { listProfiles } from '#routing/repository'
import { engine } from '#distribution/engine'
import { engineOptions } from '#config/workers'
import { rollCosts, rollPastCosts } from '#insights/costs/roll_costs'
import { rollPastUp, rollUp } from '#insights/figures/roll_up'
import { rollPastTraffic, rollTraffic } from '#insights/traffic/roll_traffic'
import { bookDeeds, closeBooks, fileVatEvidence } from '#insights/demo/past_books'
import { writePastLeads } from '#insights/demo/past_leads'
import { momentsBetween, monthStart } from '#insights/demo/past_moments'
import { reversalDeeds } from '#insights/demo/past_reversals'

const WHOLE_MONTHS = 2

/**
 * Gives the demo a past: two whole months and the days of this one, as if the account had been at work since then. Rows
 * are those the engine and the books would have left, each at its time; today is left to the leads that flow in.
 */
export async function loadPast(accountId: string, now = Date.now()): Promise<void> {
  await engine.start({ ...engineOptions('command'), runs: false })
  const account = (await loadAccount(accountId))!
  const zone = account.timeZone
  // Shortly after midnight yesterday is still under way.
  const today = localDay(zone, now - 2 * HOUR)
  const end = startOfLocalDate(zone, today)
  const first = monthStart(today, WHOLE_MONTHS)
  // From here on the trail is followed from now, so that what is written below is read by nobody else.
  for (const roll of [rollUp, rollTraffic, rollCosts]) while (await roll(now));
  await dateBack(async () => {
    await fileVatEvidence(account, startOfLocalDate(zone, first - 1))
    const sales = await writePastLeads(accountId, momentsBetween(zone, first, today))
    const partners = await listPartners(accountId)
    const deeds = [...reversalDeeds(accountId, sales, partners, end), ...bookDeeds(account, today)]
    for (const { at, what } of deeds.sort((a, b) => a.at - b.at)) if (at < end) await what()
    await rollPastCosts(accountId, end)
    await closeBooks(account, today)
    await rollPastUp(accountId, end)
    for (const { id } of await listProfiles(accountId))
      await rollPastTraffic({ accountId, profileId: id }, end)
  })
}
