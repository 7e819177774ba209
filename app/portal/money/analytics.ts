import { DateTime } from 'luxon'
import { accountConfig } from '#distribution/account_config'
import { type Money, money } from '#shared/money'
import { store } from '#store/store'
import type { OpenPortal } from '#portal/people/open_portal'

export interface Counts {
  received: number
  bought: number
  rejected: number
  waiting: number
  returned: number
  spend: Money
}

export interface Analytics {
  days: number
  zone: string
  total: Counts
  /** Bought of what was decided, 0 to 1; null where nothing was. */
  acceptance: number | null
  byDay: ({ day: string } & Counts)[]
  byProfile: ({ profile: string; acceptance: number | null } & Counts)[]
}

const QUARTER = 900_000
type Tally = Omit<Counts, 'spend'> & { spend: number }
const none = (): Tally => ({
  ...{ received: 0, bought: 0, rejected: 0, waiting: 0, returned: 0, spend: 0 },
})

/** What a partner received, took, gave back and paid. Tests are not counted; days are the account's, as invoices have them. */
export async function partnerAnalytics(
  { account, partner }: Pick<OpenPortal, 'account' | 'partner'>,
  days: number,
  now: number
): Promise<Analytics> {
  const { currency, timeZone: zone } = account
  const today = DateTime.fromMillis(now, { zone }).startOf('day')
  const first = today.minus({ days: days - 1 })
  const own = [account.id, partner.id]
  const [deliveries, postings, config] = await Promise.all([
    // A quarter of an hour lies within one day of every zone there is.
    store.all(
      `select created_at / ${QUARTER} as quarter, profile_id, status, count(*) as n from deliveries
       where account_id = ? and partner_id = ? and created_at >= ? and test = ?
         and status in ('waiting', 'accepted', 'sent', 'rejected', 'cancelled')
       group by 1, 2, 3`,
      [...own, first.toMillis(), false]
    ),
    store.all(
      `select day, profile_id, sum(amount) as amount from postings
       where account_id = ? and partner_id = ? and day >= ? and currency = ? group by 1, 2`,
      [...own, first.toISODate()!, currency]
    ),
    accountConfig(account.id),
  ])
  const byDay = new Map(
    Array.from({ length: days }, (_, i) => [first.plus({ days: i }).toISODate()!, none()])
  )
  const byProfile = new Map<string, Tally>()
  const total = none()
  const each = (day: string, profile: string, change: (tally: Tally) => void) => {
    const ofProfile = byProfile.get(profile) ?? none()
    byProfile.set(profile, ofProfile)
    for (const tally of [total, ofProfile, byDay.get(day)]) if (tally) change(tally)
  }
  for (const row of deliveries) {
    const at = Math.floor(Number(row.quarter)) * QUARTER
    const day = DateTime.fromMillis(at, { zone }).toISODate()!
    each(day, row.profile_id as string, (tally) =>
      count(tally, row.status as string, Number(row.n))
    )
  }
  for (const row of postings)
    each(row.day as string, row.profile_id as string, (tally) => {
      tally.spend += Number(row.amount)
    })
  const shown = ({ spend, ...tally }: Tally): Counts => ({
    ...tally,
    spend: money(spend, currency),
  })
  return {
    ...{ days, zone, total: shown(total), acceptance: acceptanceOf(total) },
    byDay: [...byDay].map(([day, tally]) => ({ day, ...shown(tally) })),
    byProfile: [...byProfile]
      .map(([id, tally]) => ({
        profile: config.profiles.get(id)?.profile.name ?? '–',
        acceptance: acceptanceOf(tally),
        ...shown(tally),
      }))
      .sort((a, b) => b.received - a.received),
  }
}

function count(tally: Tally, status: string, n: number) {
  tally.received += n
  if (status === 'waiting') tally.waiting += n
  else if (status === 'rejected') tally.rejected += n
  else tally.bought += n
  if (status === 'cancelled') tally.returned += n
}

function acceptanceOf({ bought, rejected }: Tally): number | null {
  const decided = bought + rejected
  return decided === 0 ? null : bought / decided
}
