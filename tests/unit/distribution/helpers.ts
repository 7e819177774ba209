import { type Delivery, type OfferState, type Run, newState, newVerdicts } from '#distribution/run'

/** A run that stands at the offer `node` and has asked nobody. */
export function runAt(offer: Partial<OfferState> & { waves: string[][] }, test = false): Run {
  const node = offer.node ?? 'offer'
  return {
    id: 'dist_1',
    accountId: 'acc_1',
    profileId: 'pro_1',
    versionId: 'ver_1',
    versionNumber: 1,
    trigger: 'on_arrival',
    started: false,
    lead: {
      id: 'lead_1',
      entityId: 'ent_1',
      revision: 1,
      externalId: null,
      erased: false,
      view: {
        id: 'lead_1',
        entity: 'loan',
        values: {},
        source: null,
        created_at: '2026-10-01T00:00:00.000Z',
        test,
      },
    },
    state: {
      ...newState(),
      phase: 'offer',
      node,
      offer: { node, stopAfter: 1, wave: 0, ...offer },
    },
    path: [],
    verdicts: newVerdicts(),
    currency: 'EUR',
    deliveries: new Map(),
    recorded: new Set(),
    createdAt: 0,
    startedAt: 0,
  }
}

export const deliveryOf = (key: string, wave: number, more: Partial<Delivery> = {}): Delivery => ({
  id: `dlv_${key}`,
  partnerId: `par_${key}`,
  assignmentId: `asg_${key}`,
  assignmentKey: key,
  channel: 'webhook',
  status: 'sending',
  reason: null,
  price: 1000,
  node: 'offer',
  wave,
  reserved: [],
  attempts: 1,
  nextAttemptAt: null,
  deadlineAt: null,
  test: false,
  pingId: null,
  pingReference: null,
  ...more,
})
