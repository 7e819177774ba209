import { type MailTask, type RequestTask, type Task, TransportError } from '#sdk'
import { setPartnerPaused } from '#partners/repository'
import { eraseLead } from '#intake/erase_lead'
import { findHits } from '#intake/suppression/find_hits'
import {
  type DeliveryHands,
  deliveryHands,
  mailTransport,
} from '#delivery/transports/delivery_hands'
import type { OutgoingMail } from '#delivery/transports/mail_transport'
import { signWebhook } from '#delivery/sign_webhook'
import { redactor } from '#delivery/redact'
import { signingSecrets } from '#notifications/webhooks/secrets'
import type { AccountConfig } from '#distribution/account_config'
import { changeStoredLead } from '#distribution/change_stored_lead'
import { distribute } from '#distribution/distribute_by_hand'
import { HttpProblem } from '#shared/http_problem'
import { store } from '#store/store'
import { automationMailId } from '#store/row_ids'
import { actorOfAutomation } from '#automations/trail/trail_line'
import type { RunLead } from '#automations/runs/view_of'
import type { Run } from '#automations/types'

/** How actions reach the world. Tests hand over their own. */
export interface AutomationHands {
  http: DeliveryHands['http']
  mail(mail: OutgoingMail, now: number): Promise<{ messageId: string }>
}

export const automationHands: AutomationHands = {
  http: (request, options) => deliveryHands.http(request, options),
  mail: (mail, now) => mailTransport().send(mail, now),
}

/** What became of an action. `unknown`: it may have had its effect, and nobody knows. */
export type Performed =
  | { status: 'done'; detail: Record<string, unknown> }
  | { status: 'failed' | 'unknown'; error: string; detail?: Record<string, unknown> }

export interface Performing {
  config: AccountConfig
  run: Run
  automation: { key: string; name: string; secrets: string }
  lead: RunLead | null
  /** The step that did it first: the same on every retry. */
  stepKey: string
  /** When this step began. */
  startedAt: number
  now: number
  hands: AutomationHands
}

const USER_AGENT = 'account-automations/1.0'
const ANSWER_KEPT = 500

const done = (detail: Record<string, unknown>): Performed => ({ status: 'done', detail })
const failed = (error: string, detail = {}): Performed => ({ status: 'failed', error, detail })

/** Does it. An expected failure is a value; a wait is none of its business. */
export async function performTask(
  task: Exclude<Task, { do: 'wait' }>,
  at: Performing
): Promise<Performed> {
  const { run, config, automation } = at
  const accountId = config.account.id
  const actor = actorOfAutomation(automation.key)
  if (task.do === 'mail') return sendMail(task, at)
  if (task.do === 'request') return sendRequest(task, at)
  if (task.do === 'pause_partner') return pausePartner(task.partner, at, actor)
  const leadId = run.leadId
  if (leadId === null) return failed('it is about no lead')
  switch (task.do) {
    case 'distribute': {
      const begun = await distribute(accountId, leadId, task.profile, 'automation', run.id)
      const { profile } = task
      return begun.ok
        ? done({ profile, distribution: begun.value.id })
        : failed(begun.problem, { profile })
    }
    case 'update':
      return changing(accountId, leadId, { values: task.values }, at, actor, {
        fields: Object.keys(task.values),
      })
    case 'stage':
      return changing(accountId, leadId, { stage: task.stage }, at, actor, { stage: task.stage })
    case 'assign': {
      const { assignee } = task
      return changing(accountId, leadId, { assignee }, at, actor, { assignee })
    }
    case 'erase': {
      const erased = await eraseLead(accountId, leadId, actor, run.id)
      return erased === 'erased' ? done({}) : failed(erased)
    }
  }
}

async function changing(
  accountId: string,
  leadId: string,
  wish: Parameters<typeof changeStoredLead>[2],
  { run }: Performing,
  actor: string,
  detail: Record<string, unknown>
): Promise<Performed> {
  try {
    await changeStoredLead(accountId, leadId, { ...wish, cause: run.id }, actor)
    return done(detail)
  } catch (error) {
    if (!(error instanceof HttpProblem)) throw error
    const why = (error.extras.errors ?? []).map(({ field, message }) => `${field}: ${message}`)
    return failed(why.join('; ') || error.detail, detail)
  }
}

async function pausePartner(
  key: string | null,
  { config, run }: Performing,
  actor: string
): Promise<Performed> {
  const own = run.partnerId === null ? undefined : config.partners.get(run.partnerId)?.key
  const partner = key ?? own
  if (partner === undefined) return failed('it is about no partner')
  const paused = await setPartnerPaused(config.account.id, partner, true, actor)
  return paused ? done({ partner }) : failed('there is no such partner', { partner })
}

async function sendMail(task: MailTask, at: Performing): Promise<Performed> {
  const { config, lead, stepKey, now, hands } = at
  const { text } = redactorOf(at)
  const detail = { to: task.to, subject: text(task.subject) }
  if (task.to_lead && lead) {
    const { suppression, key } = config
    const hits = await findHits(key, suppression, lead.entity, lead.view.values, now)
    const own = hits.find(({ list }) => list.partnerId === null && list.blocks === 'everything')
    if (own) return done({ ...detail, suppressed: own.list.key })
  }
  try {
    await hands.mail(
      {
        ...{ id: automationMailId(stepKey), accountId: config.account.id },
        ...{ fromName: config.account.name, to: task.to, replyTo: null },
        ...{ subject: task.subject, text: task.text, html: null },
      },
      now
    )
    return done(detail)
  } catch (error) {
    return lost(error, detail)
  }
}

async function sendRequest(task: RequestTask, at: Performing): Promise<Performed> {
  const { automation, stepKey, now, hands } = at
  const { method, url, body } = task
  const timestamp = Math.floor(now / 1000)
  const redact = redactorOf(at)
  const detail: Record<string, unknown> = { method, url: redact.url(url), key: stepKey }
  const signature = signingSecrets(automation.secrets, now)
    .map((secret) => signWebhook(secret, stepKey, timestamp, body ?? ''))
    .join(' ')
  const headers = {
    ...task.headers,
    'user-agent': USER_AGENT,
    'idempotency-key': stepKey,
    'webhook-id': stepKey,
    'webhook-timestamp': String(timestamp),
    'webhook-signature': signature,
  }
  try {
    const timeoutMs = task.timeout_seconds * 1000
    const answer = await hands.http({ method, url, headers, body }, { timeoutMs })
    const told = { ...detail, status: answer.status, answer: cut(redact.text(answer.body)) }
    const taken = answer.status >= 200 && answer.status < 300
    return taken ? done(told) : failed(`it answered ${answer.status}`, told)
  } catch (error) {
    return lost(error, detail)
  }
}

/** Whatever left and was not answered may have arrived. */
function lost(error: unknown, detail: Record<string, unknown>): Performed {
  if (!(error instanceof TransportError)) throw error
  return { status: error.sent ? 'unknown' : 'failed', error: error.message, detail }
}

/** PostgreSQL text holds no NUL. */
const cut = (text: string) => text.replaceAll('\0', '').slice(0, ANSWER_KEPT)

/** Values of encrypted fields stay out of what is noted. */
function redactorOf({ lead }: Pick<Performing, 'lead'>) {
  const sealed = lead?.entity.fields.filter(({ encrypted }) => encrypted) ?? []
  const values = sealed.map(({ key }) => lead!.view.values[key] ?? null)
  return redactor(
    [],
    values.filter((one) => one !== null)
  )
}

/**
 * What became of an action whose process died at it. `again`: doing it once more is the same as once. What went out may
 * have arrived: a person decides.
 */
export async function judgeCut(
  task: Exclude<Task, { do: 'wait' }>,
  { run, config, startedAt }: Performing
): Promise<'again' | Performed> {
  if (task.do === 'mail' || task.do === 'request')
    return { status: 'unknown', error: 'the process died while it was sent' }
  if (task.do !== 'distribute') return 'again'
  const profileId = config.profilesByKey.get(task.profile)?.profile.id ?? ''
  const begun = await store.first(
    `select id from distributions where lead_id = ? and cause = ? and profile_id = ? and trigger = 'automation'
       and created_at >= ? order by id limit 1`,
    [run.leadId, run.id, profileId, startedAt]
  )
  return begun ? done({ profile: task.profile, distribution: begun.id }) : 'again'
}
