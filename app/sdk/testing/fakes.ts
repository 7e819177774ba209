import type {
  Candidate,
  ChannelIo,
  DeliveryView,
  Envelope,
  HttpAnswer,
  LeadView,
  NodeContext,
  Outcome,
  PlanContext,
  Supply,
} from '#sdk'

/** A lead with these values; everything else is made up and always the same. */
export function fakeLead(
  values: Record<string, unknown> = { email: 'ann@example.com', state: 'CA', monthly_bill: 240 },
  over: Partial<LeadView> = {}
): LeadView {
  return {
    id: 'lead_1',
    entity: 'solar',
    values,
    source: 'google-ads',
    created_at: '2026-11-02T10:00:00.000Z',
    test: false,
    ...over,
  }
}

/** One delivery of a lead to one partner, as templates and channels see it. */
export function fakeDelivery(over: Partial<DeliveryView> = {}): DeliveryView {
  return {
    lead: fakeLead(),
    delivery: {
      id: 'dlv_1',
      callback_url: 'https://sluice.example/api/v1/callbacks/token',
      price: '25.00',
      currency: 'USD',
      attempt: 1,
      ping_reference: null,
    },
    partner: { key: 'sunco', name: 'SunCo', email: 'leads@sunco.example' },
    assignment: { key: 'sunco-ca' },
    profile: { key: 'solar-us', name: 'Solar US' },
    account: { key: 'bright', name: 'Bright Leads' },
    ...over,
  }
}

/** A partner's answer; a body that is no text is sent as JSON. */
export function fakeAnswer(
  status = 200,
  body: unknown = '',
  headers: Record<string, string> = {}
): HttpAnswer {
  const text = typeof body === 'string' ? body : JSON.stringify(body)
  return { status, headers, body: text, truncated: false }
}

export type Canned = HttpAnswer | Error | ((envelope: Envelope) => HttpAnswer | Error)

export interface FakeIo extends ChannelIo {
  /** What the channel sent, in order. */
  readonly requests: (Extract<Envelope, { type: 'http' }> & { timeoutMs: number })[]
  readonly mails: Extract<Envelope, { type: 'mail' }>[]
}

/**
 * The host's hands without a network. Answers are given in order, the last one again and again; an Error is thrown.
 * `read` reads by status alone: hand over your own where a case depends on response rules.
 */
export function fakeIo(
  answers: Canned | readonly Canned[] = fakeAnswer(),
  read: ChannelIo['read'] = readByStatus
): FakeIo {
  const shelf = Array.isArray(answers) ? (answers as Canned[]) : [answers as Canned]
  let turn = 0
  const next = (envelope: Envelope): HttpAnswer => {
    const canned = shelf[Math.min(turn++, shelf.length - 1)]
    const answer = typeof canned === 'function' ? canned(envelope) : canned
    if (answer instanceof Error) throw answer
    return structuredClone(answer)
  }
  const requests: FakeIo['requests'] = []
  const mails: FakeIo['mails'] = []
  return {
    requests,
    mails,
    read,
    async http(envelope, { timeoutMs }) {
      requests.push({ ...structuredClone(envelope), timeoutMs })
      return next(envelope)
    },
    async mail(envelope) {
      mails.push(structuredClone(envelope))
      next(envelope)
      return { messageId: `<${mails.length}@sluice.example>` }
    },
  }
}

function readByStatus({ status }: HttpAnswer): Outcome {
  if (status >= 200 && status < 300) return { status: 'accepted' }
  if (status === 410) return { status: 'failed', retry: false, disable: true }
  if (status === 429 || status >= 500) return { status: 'failed', retry: {} }
  return { status: 'rejected', reason: `status ${status}` }
}

/** `count` eligible assignments `a1`, `a2`, ... with falling priority and different prices and weights. */
export const fakeCandidates = (count: number): Candidate[] =>
  Array.from({ length: count }, (_, index) => ({
    assignment: `a${index + 1}`,
    partner: `p${(index % 7) + 1}`,
    priority: index + 1,
    price: 1000 + ((index * 700) % 1900),
    weight: (index % 3) + 1,
  }))

/** What a strategy is told beside its candidates: amounts of two decimals. */
export const fakePlanContext: PlanContext = {
  currency: 'USD',
  minor: (amount) => Math.ceil(Math.round(Number(amount) * 1e6) / 1e4),
}

/** What a node may ask. Rules match and schedules are open unless said otherwise. */
export function fakeContext(
  over: Partial<NodeContext> & { matched?: boolean; open?: boolean } = {}
): NodeContext {
  const { matched = true, open = true, ...rest } = over
  return {
    at: Date.UTC(2026, 10, 2, 10),
    seed: 'lead_1:node',
    timeZone: 'Europe/Berlin',
    judge: () => ({ matched, conditions: [] }),
    isOpen: () => ({ open, opens_at: open ? null : '2026-11-03T08:00:00.000Z' }),
    ...rest,
  }
}

const germany = { code: 'DE', country: 'DE', eu: true, area: 'DE', levies: true }

/** A supply between two businesses of one country, 100.00 net. */
export const fakeSupply = (over: Partial<Supply> = {}): Supply => ({
  seller: { country: 'DE', type: 'business', vat_status: 'registered', vat_id: 'DE136695976' },
  buyer: { country: 'DE', type: 'business', vat_id: 'DE129273398', vat_id_status: 'valid' },
  date: '2026-11-02',
  kind: 'b2b_service',
  net: 10_000,
  currency: 'EUR',
  seller_territory: germany,
  buyer_territory: germany,
  rates: { seller: '19', buyer: '19' },
  exemption: null,
  oss_registered: false,
  ...over,
})
