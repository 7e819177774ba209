import { DateTime } from 'luxon'
import { idsBefore } from '#shared/ids'
import { type Money, money } from '#shared/money'
import { store } from '#store/store'

export type ProfileFigures = {
  /** Distributions begun today in the account's zone, and those of them that sold the lead. */
  leads: number
  sold: number
  /** Booked today. */
  revenue: Money
}

/** Today's figures of the profiles of an account by id; those without a lead today are missing. */
export async function profileFigures(
  account: { id: string; currency: string; timeZone: string },
  now: number
): Promise<Map<string, ProfileFigures>> {
  const today = DateTime.fromMillis(now, { zone: account.timeZone }).startOf('day')
  const [runs, sums] = await Promise.all([
    store.all(
      `select profile_id, count(*) as leads, sum(case when status = 'sold' then 1 else 0 end) as sold
       from distributions where account_id = ? and id >= ? group by profile_id`,
      [account.id, idsBefore('dist', today.toMillis())]
    ),
    store.all(
      `select profile_id, sum(amount) as amount from postings
       where account_id = ? and day = ? and currency = ? group by profile_id`,
      [account.id, today.toISODate(), account.currency]
    ),
  ])
  const figures = new Map<string, ProfileFigures>()
  const none = () => ({ leads: 0, sold: 0, revenue: money(0, account.currency) })
  for (const row of runs)
    figures.set(row.profile_id as string, {
      ...none(),
      leads: Number(row.leads),
      sold: Number(row.sold),
    })
  for (const row of sums) {
    const id = row.profile_id as string
    figures.set(id, {
      ...(figures.get(id) ?? none()),
      revenue: money(Number(row.amount), account.currency),
    })
  }
  return figures
}
