import { DAY, dateText, wallAt } from '#shared/local_time'
import type { OfferLine, Traffic, TrafficEvent, WayLine } from '#insights/traffic/types'

/**
 * What a stretch of the trail adds to the traffic: a run counts with its whole way when it has ended, on the day it began;
 * offers and sales count as they happen. Stretches without a gap add up to the truth.
 */
export function collectTraffic(
  events: readonly TrafficEvent[],
  zoneOf: (accountId: string) => string
): Traffic {
  const ways = new Map<string, WayLine>()
  const offers = new Map<string, OfferLine>()
  for (const one of events) {
    const day = dateText(Math.floor(wallAt(zoneOf(one.accountId), one.runAt) / DAY))
    const { accountId, profileId, version } = one
    const place = { accountId, profileId, version, day }
    if (one.type === 'distribution.finished') {
      if (!one.again)
        for (const [node, port, more] of stepsOf(one)) addWay(ways, place, node, port, more)
      continue
    }
    const sign = one.type === 'revenue.reversed' ? -1 : 1
    addOffer(
      offers,
      { ...place, node: one.node, assignment: one.assignment, currency: one.currency },
      one.type === 'delivery.offered'
        ? { offered: 1, sold: 0, revenue: 0 }
        : { offered: 0, sold: sign, revenue: one.amount }
    )
  }
  return { ways: [...ways.values()], offers: [...offers.values()] }
}

type Counts = Pick<WayLine, 'held' | 'errors'>
type Step = [node: string, port: string, more: Counts]

const PASSED: Counts = { held: 0, errors: 0 }

/** Each node and each way a run took once, and the run itself; who was held is counted where it happened. */
function stepsOf({ path, status, at }: TrafficEvent): Step[] {
  const held = status === 'held'
  const end = { held: held ? 1 : 0, errors: 0 }
  const steps: Step[] = [['', '', end]]
  const last = path.at(-1)
  // A run that is held while partners are asked has not left the offer: that is no step of its path yet.
  const waits = held && at !== null && !path.some((step) => step.node === at)
  for (const step of path) {
    const ends = step === last && held && !waits
    const errors = ends && step.detail?.error !== undefined ? 1 : 0
    steps.push([step.node, '', ends ? { held: 1, errors } : PASSED])
    if (step.port !== null) steps.push([step.node, step.port, PASSED])
  }
  if (waits) steps.push([at, '', { held: 1, errors: 0 }])
  return steps
}

function addWay(
  into: Map<string, WayLine>,
  place: Pick<WayLine, 'accountId' | 'profileId' | 'version' | 'day'>,
  node: string,
  port: string,
  { held, errors }: Counts
) {
  const id = [place.profileId, place.version, place.day, node, port].join('\n')
  const line = into.get(id) ?? { ...place, node, port, leads: 0, held: 0, errors: 0 }
  into.set(id, line)
  line.leads++
  line.held += held
  line.errors += errors
}

function addOffer(
  into: Map<string, OfferLine>,
  place: Omit<OfferLine, 'offered' | 'sold' | 'revenue'>,
  sums: Pick<OfferLine, 'offered' | 'sold' | 'revenue'>
) {
  const id = [
    place.profileId,
    place.version,
    place.day,
    place.node,
    place.assignment,
    place.currency,
  ].join('\n')
  const line = into.get(id) ?? { ...place, offered: 0, sold: 0, revenue: 0 }
  into.set(id, line)
  line.offered += sums.offered
  line.sold += sums.sold
  line.revenue += sums.revenue
}
