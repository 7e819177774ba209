import { idsOf, type EntityScope } from '#entities/entity_scope'
import { dayNumber, startOfLocalDate } from '#shared/local_time'
import { idsBefore } from '#shared/ids'
import { store } from '#store/store'
import { nothing } from '#insights/figures/collect_figures'
import { merge, toLine, within } from '#insights/figures/read_figures'
import { type FigureLine, type Figures, SUMS } from '#insights/figures/types'

interface AccountZone {
  id: string
  timeZone: string
}

const sums = SUMS.map((name) => `sum(${name}) as ${name}`).join(', ')

/** Lines of each date of what a limited place sees: runs and money of its profiles, for leads alone have no entity there. */
export async function readLimitedDays(
  account: AccountZone,
  { profileIds }: EntityScope,
  span: { from: string; to: string },
  tail: Figures
): Promise<FigureLine[]> {
  const rows = await store.all(
    `select day, currency, ${sums} from figures
     where account_id = ? and dimension = 'profile' and day >= ? and day <= ? and key in (??) group by day, currency`,
    [account.id, span.from, span.to, idsOf(profileIds)]
  )
  const known = rows.map((row) => toLine(account.id, 'profile', { ...row, key: '' }))
  const more = within(tail, 'profile', span).filter(({ key }) => profileIds.includes(key))
  return merge(known, more, (line) => line.day + line.currency)
}

/** The same of one date up to a moment (ms), from the runs and the ledger themselves: it is a day at most. */
export async function readLimitedDayUntil(
  { id, timeZone }: AccountZone,
  { profileIds }: EntityScope,
  day: string,
  until: number
): Promise<FigureLine[]> {
  const from = startOfLocalDate(timeZone, dayNumber(day))
  const place = { accountId: id, day, dimension: 'profile' as const, key: '' }
  const [runs, booked] = await Promise.all([
    store.all(
      `select d.status, count(*) as n from distributions d join leads l on l.id = d.lead_id
       where d.account_id = ? and d.id >= ? and d.created_at >= ? and d.created_at < ?
         and d.finished_at is not null and d.profile_id in (??) and l.test = ? group by d.status`,
      [id, idsBefore('dist', from), from, until, idsOf(profileIds), false]
    ),
    store.all(
      `select currency, kind, count(*) as n, sum(amount) as amount from postings
       where account_id = ? and day = ? and at < ? and profile_id in (??)
         and kind in ('sale', 'cancellation', 'return') group by currency, kind`,
      [id, day, until, idsOf(profileIds)]
    ),
  ])
  const counted = { ...place, currency: '', ...nothing() }
  for (const { status, n } of runs) {
    counted.leads += Number(n)
    if (status === 'sold' || status === 'unsold' || status === 'held') counted[status] += Number(n)
  }
  const money = booked.map((row): FigureLine => {
    const [n, amount] = [Number(row.n), Number(row.amount)]
    const own =
      row.kind === 'sale' ? { sales: n, gross: amount } : { cancellations: n, reversed: -amount }
    return { ...place, currency: row.currency as string, ...nothing(), ...own }
  })
  return [counted, ...money]
}
