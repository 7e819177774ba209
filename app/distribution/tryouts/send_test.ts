import { replaceReferences, referencesIn } from '#accounts/secret_references'
import { type AttemptResult, attemptDelivery } from '#delivery/attempt_delivery'
import { redactor } from '#delivery/redact'
import { type DeliveryHands, deliveryHands } from '#delivery/transports/delivery_hands'
import type { DeliveryConfig } from '#routing/types'
import type { HttpAnswer, ResponseConfig } from '#sdk'
import { newId } from '#shared/ids'
import { type Problem, type Result, fail, ok } from '#shared/result'
import { event } from '#store/audit_event'
import { store } from '#store/store'
import type { AccountConfig } from '#distribution/account_config'
import { deliveryView, maskedValues } from '#distribution/delivery_view'
import { type Draft, type DraftWish, readDraft } from '#distribution/tryouts/read_draft'
import { type AnswerTrial, readPastedAnswer } from '#distribution/tryouts/read_pasted_answer'
import { type Sample, type SampleWish, sampleLead } from '#distribution/tryouts/sample_lead'

export interface TestDelivery extends Pick<
  AttemptResult,
  'outcome' | 'request' | 'response' | 'error' | 'fault'
> {
  duration_ms: number
  /** How the answer was read; null where the channel reads none. */
  reading: AnswerTrial | null
  lead: { id: string; title: string | null; kind: Sample['kind'] }
}

/**
 * Sends a lead by an assignment for real, once, marked as a test: the partner gets it, and nothing else happens. No
 * lead, delivery or posting is stored, no cap or circuit counts it. The audit trail notes who did it.
 */
export async function sendTest(
  config: AccountConfig,
  wish: DraftWish & SampleWish,
  { actor, now, hands = deliveryHands }: { actor: string; now: number; hands?: DeliveryHands }
): Promise<Result<TestDelivery, Problem[]>> {
  const draft = await readDraft(config, wish)
  if (!draft.ok) return draft
  const { entity, profile, partner, assignmentKey, price } = draft.value
  if (!partner)
    return fail([{ field: 'partner', rule: 'required', message: 'must be chosen first' }])
  const sample = await sampleLead(config, entity, wish, now)
  if (!sample.ok) return sample

  const { view, title, kind } = sample.value
  const lead = { ...view, test: true }
  const { delivery, secrets } = withSecrets(draft.value)
  const masked = kind === 'stored' ? maskedValues(entity, lead) : []
  const id = newId('dlv', now)
  let answer: HttpAnswer | null = null
  const result = await attemptDelivery(
    {
      accountId: config.account.id,
      view: deliveryView({ account: config.account, entity, profile, partner }, lead, {
        id,
        price,
        attempts: 1,
        assignmentKey,
      }),
      delivery,
      secrets,
      signing: partner.signingSecrets,
      maskedValues: masked,
    },
    { ...hands, http: async (...args) => (answer = await hands.http(...args)) }
  )
  const { outcome, request, response, error, fault, durationMs } = result
  await note(config.account.id, partner.id, kind === 'stored' ? view.id : null, actor, now, {
    profile: profile.key,
    assignment: assignmentKey,
    channel: delivery.use,
    outcome: outcome.status,
  })
  const { text } = redactor(secrets, masked)
  return ok({
    outcome,
    request,
    response,
    error,
    fault,
    duration_ms: durationMs,
    reading: readingOf(answer, delivery, outcome.status, now, text),
    lead: { id: view.id, title, kind },
  })
}

function withSecrets({ delivery: written, secretOf }: Draft): {
  delivery: DeliveryConfig
  secrets: string[]
} {
  const { transform, ...config } = written
  const names = new Set<string>()
  referencesIn(config, (name) => names.add(name))
  const plain = replaceReferences(config, secretOf) as DeliveryConfig
  const delivery = transform === undefined ? plain : { ...plain, transform }
  return { delivery, secrets: [...names].map(secretOf) }
}

/** A channel may read its answer in a way of its own: then there is nothing to explain. */
function readingOf(
  answer: HttpAnswer | null,
  delivery: DeliveryConfig,
  status: string,
  now: number,
  redact: (text: string) => string
): AnswerTrial | null {
  if (!answer) return null
  const read = readPastedAnswer(answer, (delivery.response ?? {}) as ResponseConfig, now)
  if (!read.ok || read.value.outcome.status !== status) return null
  return JSON.parse(JSON.stringify(read.value), (_, value: unknown) =>
    typeof value === 'string' ? redact(value) : value
  ) as AnswerTrial
}

const note = (
  accountId: string,
  partnerId: string,
  leadId: string | null,
  actor: string,
  at: number,
  data: Record<string, unknown>
) =>
  store.submit({
    locks: [],
    decide: () => ({
      result: null,
      writes: [event('delivery.tested', { accountId, partnerId, leadId }, data, at, actor)],
    }),
  })
