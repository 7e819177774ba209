import { attemptIds } from '#store/row_ids'
import { store } from '#store/store'

const STEP = 400

/** Deliveries with which a partner got to know of the person. */
export type Holders = Map<string, string[]>

/** By these a partner has what was sent, whatever it said to it. */
const HELD = ['sending', 'sent', 'waiting', 'accepted', 'rejected', 'unknown']

/**
 * Partners that have data of these leads, with the deliveries that brought them. A request that never left its partner
 * with anything is left out; asked for a bid, it was told something.
 */
export async function holdersOf(ids: string[]): Promise<Holders> {
  const holders: Holders = new Map()
  const add = (partner: string, delivery: string) =>
    holders.set(partner, [...(holders.get(partner) ?? []), delivery])
  for (let n = 0; n < ids.length; n += STEP) {
    const some = ids.slice(n, n + STEP)
    const [deliveries, pings] = await Promise.all([
      store.all(
        'select id, partner_id, status, attempts, cancelled_at from deliveries where lead_id in (??) order by id',
        [some]
      ),
      store.all('select id, partner_id from pings where lead_id in (??) order by id', [some]),
    ])
    const answered = await answeredOf(deliveries.filter(({ status }) => status === 'failed'))
    for (const row of deliveries) {
      const held =
        HELD.includes(row.status as string) ||
        row.cancelled_at !== null ||
        answered.has(row.id as string)
      if (held) add(row.partner_id as string, row.id as string)
    }
    for (const row of pings) add(row.partner_id as string, row.id as string)
  }
  return holders
}

/** Of deliveries that failed, those somebody answered: the request had arrived. */
async function answeredOf(deliveries: Parameters<typeof attemptIds>[0]): Promise<Set<string>> {
  if (!deliveries.length) return new Set()
  const rows = await store.all(
    'select delivery_id from attempts where id in (??) and response is not null',
    [attemptIds(deliveries)]
  )
  return new Set(rows.map((row) => row.delivery_id as string))
}
