import { type Span, capKeys, periodAt, spanOf } from '#routing/cap_windows'
import { idsBefore } from '#shared/ids'
import { store } from '#store/store'
import type { RunContext } from '#distribution/run_context'
import { DELIVERY_COLUMNS, toPastDelivery } from '#distribution/backtest/jobs/load_cases'
import { type AnswerRates, answerOf } from '#distribution/backtest/past_answers'
import type { DraftWorld } from '#distribution/backtest/draft_world'

const PAGE = 500
const DAY = 86_400_000
/** Answers of so long before the range count for a partner's rate. */
const RATE_DAYS = 90

/**
 * Reads what the partners of the tested version were offered before and in the range: their answers make their rates, and
 * what other leads took of their caps is taken in the draft too. `inside` knows the runs that are judged anew.
 */
export async function readHistory(
  context: RunContext,
  { from, to }: { from: number; to: number },
  inside: ReadonlySet<string>,
  world: DraftWorld,
  rates: AnswerRates,
  breathe: () => Promise<void>
) {
  const { config, version } = context
  const partners = new Set(version.compiled.assignments.map(({ partner }) => partner))
  for (const key of partners) {
    const partner = config.partnersByKey.get(key)
    if (!partner) continue
    const since = Math.min(from - RATE_DAYS * DAY, capsSince(context, key, from))
    const end = idsBefore('dlv', to)
    for (let after = since <= 0 ? '' : idsBefore('dlv', since); ;) {
      const rows = await store.all(
        `select ${DELIVERY_COLUMNS} from deliveries
         where account_id = ? and partner_id = ? and id > ? and id < ? order by id limit ${PAGE}`,
        [config.account.id, partner.id, after, end]
      )
      for (const row of rows) {
        if (row.test) continue
        const delivery = toPastDelivery(row)
        if (delivery.createdAt >= from - RATE_DAYS * DAY) rates.add(delivery)
        const answer = answerOf(delivery)
        const taken = answer === null ? delivery.held : answer !== 'no'
        if (taken && !inside.has(delivery.runId)) world.takeOutside(delivery, from)
      }
      if (rows.length < PAGE) break
      after = rows[rows.length - 1].id as string
      await breathe()
    }
  }
}

/** Since when deliveries of a partner count in a cap at `from`, ms; 0 where one of them counts for ever. */
function capsSince({ config, version }: RunContext, partnerKey: string, from: number): number {
  const partner = config.partnersByKey.get(partnerKey)!
  const { timeZone, caps } = partner
  const all = [
    caps,
    ...version.compiled.assignments
      .filter((one) => one.partner === partnerKey)
      .map(({ document }) => document.caps ?? {}),
  ].flatMap((one) => capKeys('partner', partner.id, one, timeZone, from, config.account.currency))
  const spans: Span[] = all.map(({ window }) => spanOf(window))
  for (const { partner: of, document } of version.compiled.assignments)
    if (of === partnerKey && document.tiers) spans.push(document.tiers.per)
  return spans.reduce((since, span) => {
    return Math.min(since, span === 'total' ? 0 : periodAt(span, timeZone, from).from)
  }, from)
}
