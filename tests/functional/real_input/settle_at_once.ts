import { type Books, type Market, wanting } from '#tests/functional/real_input/evaluator'
import { type Verdict, courseOf } from '#tests/functional/real_input/partner_world'

export interface ExpectedDelivery {
  assignment: string
  status: string
  price: number
  attempts: string[]
  verdict: Verdict
}

export interface ExpectedRun {
  status: 'sold' | 'unsold' | 'held'
  revenue: number
  deliveries: ExpectedDelivery[]
  /** Why each assignment was not asked; null where it was. */
  reasons: Record<string, 'filter' | 'cap' | 'not_reached' | 'duplicate' | null>
}

/** What one profile must make of a lead when no other lead is under way. `at` in ms. */
export function settleAtOnce<Row>(
  market: Market<Row>,
  row: Row,
  books: Books,
  at: number,
  verdict: (assignment: string, row: Row) => Verdict
): ExpectedRun {
  const run: ExpectedRun = { status: 'unsold', revenue: 0, deliveries: [], reasons: {} }
  const wanted = wanting(market, row)
  for (const place of market.places)
    run.reasons[place.key] = wanted.includes(place) ? 'not_reached' : 'filter'
  const holding = new Set<string>()
  let over = false
  // Everybody of a shared lead is reserved for before the first answer comes.
  const reserved = new Map<string, ReturnType<Books['take']>>()
  if (market.shared)
    for (const place of wanted)
      if (books.hasRoom(place, at)) reserved.set(place.key, books.take(place, at))
  for (const place of wanted) {
    if (over) break
    if (holding.has(place.partner)) {
      run.reasons[place.key] = 'duplicate'
      continue
    }
    let holds = reserved.get(place.key)
    if (!market.shared && books.hasRoom(place, at)) holds = books.take(place, at)
    if (!holds) {
      run.reasons[place.key] = 'cap'
      continue
    }
    run.reasons[place.key] = null
    const answer = verdict(place.key, row)
    const attempts = courseOf(answer.opinion, place.attempts)
    const status = attempts[attempts.length - 1]
    const delivery = {
      assignment: place.key,
      status,
      price: place.price,
      attempts,
      verdict: answer,
    }
    run.deliveries.push(delivery)
    if (status === 'accepted') {
      delivery.price = books.sell(place, holds, answer.price)
      run.revenue += delivery.price
      run.status = 'sold'
      over = !market.shared
    } else if (status === 'unknown' && !place.movesOn) {
      holding.add(place.partner)
      if (run.status !== 'sold') run.status = 'held'
      over = !market.shared
    } else books.giveBack(holds)
  }
  return run
}
