import { type StoredRequest, AttemptLog } from '#delivery/attempt_log'
import { envelopeProblem } from '#delivery/check_result'
import { REDACTED, redactor } from '#delivery/redact'
import { guardCall } from '#host/guard'
import { plugins } from '#host/registry'
import { type TransformOutput, tryTransform } from '#host/sandbox/transform_pool'
import type { DeliveryView, Envelope } from '#sdk'
import { type Problem, type Result, fail, ok } from '#shared/result'
import type { AccountConfig } from '#distribution/account_config'
import { deliveryView, maskedValues } from '#distribution/delivery_view'
import { type DraftWish, readDraft } from '#distribution/tryouts/read_draft'
import { type Sample, type SampleWish, sampleLead } from '#distribution/tryouts/sample_lead'
import { playSecrets } from '#distribution/tryouts/secret_stand_ins'
import { withStandIns } from '#distribution/tryouts/stand_in'

export interface Preview {
  type: Envelope['type'] | null
  /** Null where something is in the way; `problems` says what, by its path in the delivery's config. */
  request: StoredRequest | null
  problems: Problem[]
  /** What the transform wrote and how long it took; null where there is none. */
  transform: { console: string[]; duration_ms: number } | null
  lead: { id: string; title: string | null; kind: Sample['kind'] } | null
}

/** An id of nothing: a preview is not stored, and its callback URL settles nobody's delivery. */
const NO_DELIVERY = 'dlv_00000000000000000000'
const NOBODY = { key: 'partner', name: 'Partner', email: 'partner@example.com', portal: null }

/** The request a draft would make of a lead. Nothing is sent; secrets are shown by name. */
export async function previewDelivery(
  config: AccountConfig,
  wish: DraftWish & SampleWish,
  now: number
): Promise<Preview> {
  const draft = await readDraft(config, wish)
  if (!draft.ok) return refused(draft.problem)
  const { entity, profile, partner, assignmentKey, price, isLiteral } = draft.value
  const sample = await sampleLead(config, entity, wish, now)
  if (!sample.ok) return refused(sample.problem)

  const { title, kind } = sample.value
  // A script could spell out what is masked where it stands as it is.
  const lead =
    kind === 'stored' && draft.value.delivery.transform
      ? withStandIns(entity, sample.value.view).view
      : sample.value.view
  const show = (name: string) => (isLiteral(name) ? REDACTED : `\${${name}}`)
  const { delivery, restore } = playSecrets(draft.value.delivery, draft.value.secretOf, show)
  const sides = { account: config.account, entity, profile, partner: partner ?? NOBODY }
  const view = deliveryView(sides, lead, { id: NO_DELIVERY, price, attempts: 1, assignmentKey })
  const changed = await transformed(config.account.id, view, delivery.transform)
  if (!changed.ok) return { ...refused(changed.problem), lead: { id: lead.id, title, kind } }

  const log = new AttemptLog(redactor([], kind === 'stored' ? maskedValues(entity, lead) : []))
  const prepared = prepare(delivery.use, changed.value.view, delivery)
  if (prepared.ok) log.prepared(prepared.value)
  return {
    type: prepared.ok ? prepared.value.type : null,
    request: log.request && restored(log.request, restore),
    problems: prepared.ok ? [] : prepared.problem,
    transform: changed.value.output,
    lead: { id: lead.id, title, kind },
  }
}

const refused = (problems: Problem[]): Preview => ({
  type: null,
  request: null,
  problems,
  transform: null,
  lead: null,
})

const restored = (request: StoredRequest, restore: (text: string) => string): StoredRequest =>
  JSON.parse(JSON.stringify(request), (_, value: unknown) =>
    typeof value === 'string' ? restore(value) : value
  ) as StoredRequest

async function transformed(
  account: string,
  view: DeliveryView,
  code: string | undefined
): Promise<Result<{ view: DeliveryView; output: TransformOutput | null }, Problem[]>> {
  if (!code) return ok({ view, output: null })
  const done = await tryTransform({ account, code, input: { ...view.lead.values } })
  if (done.ok)
    return ok({
      view: { ...view, lead: { ...view.lead, values: done.value.output } },
      output: done.value,
    })
  const { type, message, line } = done.problem
  const where = line === undefined ? '' : ` (line ${line})`
  return fail([{ field: 'transform', rule: type, message: `${message}${where}` }])
}

/** A name of its own: mistakes of a draft must not make live deliveries wait for the channel. */
function prepare(use: string, view: DeliveryView, config: object): Result<Envelope, Problem[]> {
  const channel = plugins().get('channel', use)!
  const done = guardCall<Envelope>(
    channel,
    'preview',
    () => channel.prepare(view, config),
    envelopeProblem
  )
  if (done.ok) return done
  const { message, type, cause } = done.problem
  const path = (cause as { path?: unknown } | undefined)?.path
  return fail([{ field: typeof path === 'string' ? path : '', rule: type, message }])
}
