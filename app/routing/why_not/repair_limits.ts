import { formatAmount } from '#shared/money'
import { wallAt, weekdayOf, DAY } from '#shared/local_time'
import type { CapTrace } from '#routing/types'
import type { Change } from '#routing/why_not/change'
import { type Fate, type Replay, levelOf, priceIn, roomOf } from '#routing/why_not/replay'

type Capped = Extract<Fate, { kind: 'cap' }>
type Closed = Extract<Fate, { kind: 'schedule' }>

/** More room in every cap that was full; or the lead a period later; or, of money, a price that still fits. */
export function repairCaps(replay: Replay, { full }: Capped): Change[][] {
  const price = priceIn(replay, replay.target!)
  const repairs: Change[][] = [full.map((cap) => raised(replay, cap, price))]
  const resets = full.map((cap) => (cap.resets_at === null ? null : Date.parse(cap.resets_at)))
  if (resets.every((at) => at !== null))
    repairs.push([
      { on: 'moment', from: replay.at, to: Math.max(...(resets as number[])), why: 'resets' },
    ])
  if (full.every((cap) => cap.window.startsWith('spend_'))) {
    const left = full
      .map((cap) => levelOf(cap, replay.currency))
      .map(({ limit, used }) => limit - used)
    const to = Math.min(...left)
    if (to > 0) repairs.push([{ on: 'price', from: price, to }])
  }
  return repairs
}

/** So much money that the lead has room; or a price that has. */
export function repairBalance(
  replay: Replay,
  { balance }: Extract<Fate, { kind: 'balance' }>
): Change[][] {
  const price = priceIn(replay, replay.target!)
  const room = roomOf(balance, replay.currency)
  const repairs: Change[][] = [[{ on: 'balance', mode: balance.mode, from: room, to: price }]]
  if (room > 0) repairs.push([{ on: 'price', from: price, to: room }])
  return repairs
}

function raised({ currency }: Replay, cap: CapTrace, price: number): Change {
  const { used } = levelOf(cap, currency)
  const spend = cap.window.startsWith('spend_')
  const to = spend ? formatAmount(used + price, currency) : used + 1
  return { on: 'cap', scope: cap.scope, window: cap.window, from: cap.limit, to }
}

const DAYS = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun']

/** The lead at the next opening, or an hour of opening around the moment it came. */
export function repairSchedule(replay: Replay, { opensAt, zone }: Closed): Change[][] {
  const { at, target } = replay
  const repairs: Change[][] = []
  const from = target?.document.schedule
  if (from) {
    const wall = wallAt(zone, at)
    const day = DAYS[weekdayOf(Math.floor(wall / DAY))]
    const hour = new Date(wall).getUTCHours()
    const hours = `${twoDigits(hour)}:00-${twoDigits(hour + 1)}:00`
    // Several keys that name one day add up, so its own key may stand beside `mon-fri`.
    const to = { ...from, hours: { ...from.hours, [day]: [...(from.hours[day] ?? []), hours] } }
    repairs.push([{ on: 'schedule', from, to, day, hours }])
  }
  if (opensAt !== null) repairs.push([{ on: 'moment', from: at, to: opensAt, why: 'opens' }])
  return repairs
}

const twoDigits = (n: number) => String(n).padStart(2, '0')
