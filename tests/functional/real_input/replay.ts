import {
  Books,
  type Hold,
  type Market,
  type Place,
  wanting,
} from '#tests/functional/real_input/evaluator'
import { type Verdict, courseOf } from '#tests/functional/real_input/partner_world'

/** A line of the audit trail, as far as it tells who was asked and what came of it. */
export interface Line {
  at: number
  type: string
  distribution: string
  delivery: string | null
  data: Record<string, any>
}

interface Offer<Row> {
  place: Place<Row>
  verdict: Verdict
  course: string[]
  attempts: number
  holds: Hold[]
  status: string
  price: number
}

interface Run<Row> {
  market: Market<Row>
  row: Row
  wanted: Place<Row>[]
  /** First of `wanted` that was neither asked nor found full. */
  next: number
  offers: Map<string, Offer<Row>>
  /** Those everybody's market must be offered to now, in order. */
  due: Place<Row>[]
  skipped: Set<string>
  lastLine: number
  /** When it was made. */
  since: number
  status: string | null
  revenue: number
}

/**
 * Walks along the audit trail in the order in which the app decided, and holds every step to what the evaluator says
 * must come next: who is asked (everybody before was full at that very moment), what each attempt comes to, what is
 * sold at which price, and how the run ends. Answers every deviation in words; an empty list is a pass.
 */
export class Replay<Row> {
  books = new Books()
  runs = new Map<string, Run<Row>>()
  offers = new Map<string, Offer<Row>>()
  wrong: string[] = []
  /** For every line so far, the places that were full after it. */
  #full: Set<string>[] = []
  #times: number[] = []
  #places: Place<Row>[]

  constructor(
    markets: Market<Row>[],
    private verdict: (place: Place<Row>, row: Row) => Verdict
  ) {
    this.#places = markets.flatMap((market) => market.places)
  }

  add(distribution: string, market: Market<Row>, row: Row, since: number) {
    this.runs.set(distribution, {
      market,
      row,
      wanted: wanting(market, row),
      next: 0,
      offers: new Map(),
      due: [],
      skipped: new Set(),
      lastLine: 0,
      since,
      status: null,
      revenue: 0,
    })
  }

  follow(lines: Line[]) {
    for (const [i, line] of lines.entries()) {
      const run = this.runs.get(line.distribution)
      if (!run) this.#deviates(line, 'belongs to no lead of ours')
      else this.#step(run, line, i)
      // A run that finds nobody with room notes its start when it ends: it looked before.
      if (run && line.type !== 'distribution.started') run.lastLine = i
      const full = this.#places.filter((place) => !this.books.hasRoom(place, line.at))
      this.#times.push(line.at)
      this.#full.push(new Set(full.map(({ key }) => key)))
    }
    for (const [id, run] of this.runs)
      if (run.status === null) this.wrong.push(`${id} has not ended`)
  }

  #step(run: Run<Row>, line: Line, i: number) {
    if (run.status !== null) return this.#deviates(line, 'comes after the end')
    if (line.type === 'delivery.offered') return this.#offered(run, line)
    if (line.type === 'distribution.finished') return this.#finished(run, line, i)
    const offer = run.offers.get(line.delivery ?? '')
    if (line.type === 'distribution.started') {
      if (run.offers.size) this.#deviates(line, 'comes after an offer')
    } else if (!offer) this.#deviates(line, 'is about a delivery that was not offered')
    else if (line.type === 'revenue.booked') {
      if (offer.status !== 'accepted') this.#deviates(line, 'books what was not accepted')
      this.#same(line, 'amount', Number(line.data.amount), offer.price / 100)
    } else if (line.type.startsWith('delivery.')) this.#settled(run, offer, line)
  }

  #offered(run: Run<Row>, line: Line) {
    const { market, wanted } = run
    const asked = line.data.assignment as string
    if (market.shared) {
      if (!run.offers.size)
        for (const place of wanted) {
          if (this.books.hasRoom(place, line.at)) run.due.push(place)
          else run.skipped.add(place.key)
        }
    } else {
      if ([...run.offers.values()].some((offer) => offer.status === 'accepted'))
        this.#deviates(line, 'offers a lead that is sold')
      if ([...run.offers.values()].some((offer) => offer.status === 'open'))
        this.#deviates(line, 'offers a lead while another still decides')
      while (run.next < wanted.length && !this.books.hasRoom(wanted[run.next], line.at))
        run.skipped.add(wanted[run.next++].key)
      if (run.next < wanted.length) run.due.push(wanted[run.next++])
    }
    const place = run.due.shift()
    if (!place || place.key !== asked)
      return this.#deviates(line, `asks ${asked}, it is the turn of ${place?.key ?? 'nobody'}`)
    if (!this.books.hasRoom(place, line.at))
      return this.#deviates(line, `asks ${asked}, which is full`)
    this.#same(line, 'price', Number(line.data.price), place.price / 100)
    const verdict = this.verdict(place, run.row)
    const offer: Offer<Row> = {
      place,
      verdict,
      course: courseOf(verdict.opinion, place.attempts),
      attempts: 0,
      holds: this.books.take(place, line.at),
      status: 'open',
      price: place.price,
    }
    run.offers.set(line.delivery!, offer)
    this.offers.set(line.delivery!, offer)
  }

  #settled(run: Run<Row>, offer: Offer<Row>, line: Line) {
    if (offer.status !== 'open') return this.#deviates(line, 'settles what is settled')
    const expected = offer.course[offer.attempts++]
    const last = offer.attempts === offer.course.length
    this.#same(line, 'outcome', line.type, `delivery.${expected}`)
    this.#same(line, 'attempt', line.data.attempt, offer.attempts)
    this.#same(line, 'retry', line.data.retry_at !== null, !last)
    if (!last) return
    offer.status = expected
    if (expected === 'accepted') {
      offer.price = this.books.sell(offer.place, offer.holds, offer.verdict.price)
      run.revenue += offer.price
      this.#same(line, 'reference', line.data.reference, offer.verdict.reference)
    } else if (expected !== 'unknown' || offer.place.movesOn) {
      this.books.giveBack(offer.holds)
      offer.holds = []
    }
  }

  #finished(run: Run<Row>, line: Line, i: number) {
    const offers = [...run.offers.values()]
    const sold = offers.some((offer) => offer.status === 'accepted')
    const inDoubt = offers.some((offer) => offer.status === 'unknown' && !offer.place.movesOn)
    run.status = sold ? 'sold' : inDoubt ? 'held' : 'unsold'
    if (offers.some((offer) => offer.status === 'open'))
      this.#deviates(line, 'ends with an open offer')
    this.#same(line, 'status', line.data.status, run.status)
    this.#same(line, 'revenue', Number(line.data.revenue), run.revenue / 100)
    if (run.due.length) this.#deviates(line, `ends without asking ${run.due[0].key}`)
    if (run.status !== 'unsold' && !(run.market.shared && !offers.length)) return
    const left = run.market.shared ? (offers.length ? [] : run.wanted) : run.wanted.slice(run.next)
    for (const place of left) run.skipped.add(place.key)
    // They were looked at in one moment between the run's last line and this one. A line's time is taken before it waits
    // for its turn to be written, hence the second of slack.
    for (let moment = run.lastLine; moment < Math.max(i, 1); moment++)
      if (
        this.#times[moment] >= run.since - 1_000 &&
        left.every(({ key }) => this.#full[moment]?.has(key))
      )
        return
    if (left.length)
      this.#deviates(line, `ends unsold, though ${left.map(({ key }) => key).join(', ')} had room`)
  }

  #same(line: Line, what: string, actual: unknown, expected: unknown) {
    if (actual !== expected)
      this.#deviates(line, `${what} is ${String(actual)}, must be ${String(expected)}`)
  }

  #deviates(line: Line, how: string) {
    this.wrong.push(`${line.type} of ${line.distribution} ${how}`)
  }
}
