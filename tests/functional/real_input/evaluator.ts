/*
 * What must become of a lead, worked out the plain way: lists, loops and a map of what is used. It knows nothing of the
 * app; its markets are written down by hand beside it. Money in minor units, times in ms.
 */

export interface Limit {
  /** Whose it is and what it counts, such as `partner quinta spend day`. */
  id: string
  zone: string
  window: 'day' | 'week' | 'month' | 'total'
  most: number
  money: boolean
}

export interface Place<Row> {
  key: string
  partner: string
  price: number
  limits: Limit[]
  /** Requests in all that one delivery may take. */
  attempts: number
  /** After silence: true goes on to the next partner, false holds the lead. */
  movesOn: boolean
  wants(row: Row): boolean
}

export interface Market<Row> {
  key: string
  /** Everybody gets it, or the first who takes it. */
  shared: boolean
  lets(row: Row): boolean
  places: Place<Row>[]
}

export interface Hold {
  bucket: string
  amount: number
  limit: Limit
}

const DAY_MS = 86_400_000

const days = new Map<string, string>()

/** The local date, YYYY-MM-DD; remembered per minute, for making a formatter takes its time. */
function dayOf(zone: string, at: number): string {
  const name = `${zone} ${Math.floor(at / 60_000)}`
  let day = days.get(name)
  if (day === undefined) {
    const parts = { year: 'numeric', month: '2-digit', day: '2-digit' } as const
    day = new Intl.DateTimeFormat('en-CA', { timeZone: zone, ...parts }).format(at)
    days.set(name, day)
  }
  return day
}

/** The limit's count of its period: `day` in the zone, weeks begin on Monday. */
function bucketOf(limit: Limit, at: number): string {
  if (limit.window === 'total') return limit.id
  const day = dayOf(limit.zone, at)
  if (limit.window === 'day') return `${limit.id} ${day}`
  if (limit.window === 'month') return `${limit.id} ${day.slice(0, 7)}`
  const noon = Date.parse(`${day}T12:00:00Z`)
  const sinceMonday = (new Date(noon).getUTCDay() + 6) % 7
  return `${limit.id} ${new Date(noon - sinceMonday * DAY_MS).toISOString().slice(0, 10)}`
}

/** What is used of every limit, at one moment after another. */
export class Books {
  used = new Map<string, number>()

  hasRoom<Row>(place: Place<Row>, at: number): boolean {
    for (const limit of place.limits) {
      const used = this.used.get(bucketOf(limit, at)) ?? 0
      if (used + (limit.money ? place.price : 1) > limit.most) return false
    }
    return true
  }

  take<Row>(place: Place<Row>, at: number): Hold[] {
    const holds: Hold[] = []
    for (const limit of place.limits) {
      const hold = { bucket: bucketOf(limit, at), amount: limit.money ? place.price : 1, limit }
      this.used.set(hold.bucket, (this.used.get(hold.bucket) ?? 0) + hold.amount)
      holds.push(hold)
    }
    return holds
  }

  giveBack(holds: Hold[]) {
    for (const { bucket, amount } of holds) this.used.set(bucket, this.used.get(bucket)! - amount)
  }

  /** The price of a sale: the partner's own where it named one, but never more than its money limits have left. */
  sell<Row>(place: Place<Row>, holds: Hold[], answered: number | null): number {
    if (answered === null) return place.price
    let price = answered
    for (const { bucket, amount, limit } of holds)
      if (limit.money) price = Math.min(price, limit.most - (this.used.get(bucket)! - amount))
    for (const hold of holds) {
      if (!hold.limit.money) continue
      this.used.set(hold.bucket, this.used.get(hold.bucket)! - hold.amount + price)
      hold.amount = price
    }
    return price
  }
}

/** Those who want the lead, in the order they are asked. */
export function wanting<Row>(market: Market<Row>, row: Row): Place<Row>[] {
  if (!market.lets(row)) return []
  const wanted: Place<Row>[] = []
  for (const place of market.places) if (place.wants(row)) wanted.push(place)
  return wanted
}
