import { type Candidate, definePlugin, vine } from '#sdk'
import { ONE_BUYER, inOrder, maxBuyers } from '#sdk/buyers'

interface Config {
  deadline_seconds?: number
  minimum_bid?: string
  max_buyers?: number
}

/** Asked at once at most; of more candidates those of the highest priority. */
const MOST_ASKED = 100
const DEADLINE_SECONDS = 3

/** An auction: all are asked for a bid at once, the best gets the lead at its bid, else the next best. */
export default definePlugin<Config>({
  api: 1,
  kind: 'strategy',
  id: 'ping_post',
  name: 'Ping and post',
  version: '1.0.0',
  description:
    'Asks partners for their bids at the same time and offers the lead to the best, then to the next best. Assignments without a ping take part with their price. Of equal bids the lower priority number comes first, then the order of the list.',
  de: {
    name: 'Gebote (Ping-Post)',
    description:
      'Fragt die Partner gleichzeitig nach ihrem Gebot und bietet den Lead dem höchsten an, dann dem nächsthöchsten. Zuordnungen ohne Ping nehmen mit ihrem Preis teil. Bei gleichen Geboten zählt die kleinere Prioritätszahl, dann die Reihenfolge der Liste.',
  },
  icon: 'gavel',
  config: vine.object({
    deadline_seconds: vine
      .number()
      .min(0.2)
      .max(30)
      .optional()
      .meta({
        title: 'Time for bids',
        description: 'A bid that comes later counts for nothing.',
        default: DEADLINE_SECONDS,
        unit: 'seconds',
        de: {
          title: 'Zeit für Gebote',
          description: 'Ein Gebot, das später kommt, zählt nicht.',
        },
      }),
    minimum_bid: vine
      .string()
      .regex(/^\d{1,9}(\.\d{1,4})?$/)
      .optional()
      .meta({
        title: 'Minimum bid',
        description: 'Who bids or pays less is not offered the lead, such as 12.50.',
        de: {
          title: 'Mindestgebot',
          description:
            'Wer weniger bietet oder zahlt, bekommt den Lead nicht angeboten, etwa 12.50.',
        },
      }),
    max_buyers: maxBuyers(ONE_BUYER),
  }),

  ask(candidates, config) {
    const assignments = candidates.filter((one) => one.pings).map((one) => one.assignment)
    if (assignments.length === 0) return null
    return {
      assignments: assignments.slice(0, MOST_ASKED),
      deadlineSeconds: config.deadline_seconds ?? DEADLINE_SECONDS,
    }
  },

  plan(candidates, config, _seed, context) {
    const least = config.minimum_bid === undefined ? 0 : context.minor(config.minimum_bid)
    // Who can bid and was not asked any more has nothing to be offered the lead at.
    const offer = (one: Candidate) => (one.pings ? (one.bid ?? null) : one.price)
    const order = candidates
      .filter((one) => (offer(one) ?? -1) >= least)
      .toSorted((a, b) => offer(b)! - offer(a)!)
    return inOrder(
      order.map((one) => one.assignment),
      config.max_buyers ?? 1
    )
  },
})
