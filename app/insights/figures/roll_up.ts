import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import { collectFigures } from '#insights/figures/collect_figures'
import {
  type Follower,
  addPast,
  addSums,
  cursorOf,
  followLog,
  timeZones,
} from '#insights/figures/follow_log'
import { readEvents, toPart } from '#insights/figures/read_log'
import { type EventLine, type Figures, SUMS } from '#insights/figures/types'

export { SETTLE_MS } from '#insights/figures/follow_log'

const follower: Follower<EventLine> = {
  log: 'events',
  read: (stretch, limit) => readEvents(null, stretch, limit),
  async prepare(events) {
    const zones = await timeZones()
    const figures = collectFigures(await toPart(events), (id) => zones.get(id) ?? 'UTC')
    return (trx) => addFigures(trx, figures)
  },
}

/** The event up to which everything is in the figures. */
export const readCursor = () => cursorOf(follower.log)

/** Adds the next stretch of the trail to the figures. False when nothing is left for now. */
export const rollUp = (now: number) => followLog(follower, now)

/** Of an account whose trail before `before` was written afterwards. */
export const rollPastUp = (accountId: string, before: number) =>
  addPast(follower, (stretch, limit) => readEvents(accountId, stretch, limit), before)

async function addFigures(trx: TransactionClientContract, { lines, answers }: Figures) {
  await addSums(
    trx,
    'figures',
    ['account_id', 'day', 'dimension', 'key', 'currency'],
    SUMS,
    lines.map((one) => [
      one.accountId,
      one.day,
      one.dimension,
      one.key,
      one.currency,
      ...SUMS.map((name) => one[name]),
    ])
  )
  await addSums(
    trx,
    'answers',
    ['account_id', 'day', 'partner_id', 'outcome', 'step'],
    ['n'],
    answers.map((one) => [one.accountId, one.day, one.partnerId, one.outcome, one.step, one.n])
  )
}
