import logger from '@adonisjs/core/services/logger'
import { frame } from '#accounts/mails/frame'
import { loadAccount } from '#accounts/repository'
import type { Account } from '#accounts/types'
import {
  type MailTransport,
  type OutgoingMail,
  RecipientsRefused,
} from '#delivery/transports/mail_transport'
import { TransportError } from '#sdk'
import { store } from '#store/store'
import { brandedMail } from '#billing/sends/brand_mail'
import { type LoadedMail, type MailProblem, loadMail } from '#billing/sends/load_mail'
import { MOST_ATTEMPTS, resendAt } from '#billing/sends/retry_sends'
import { type SendRecord, changeSend, keepSend, releaseSend } from '#billing/sends/send_records'
import { type Told, sendDone, sendFailed } from '#billing/sends/send_rows'
import { type RefusedAddress, afterAttempt, stateOf } from '#billing/sends/settle_send'
import type { Recipient, SendReason } from '#billing/sends/types'

export const OWNED_MS = 60_000
const LOOK_AGAIN_MS = 2_000

/** A claimed sending, and the claim. */
interface Claimed {
  send: SendRecord
  owner: string
  transport: MailTransport
  told: Told
}

/** Sends what is ours. Whatever becomes of it stands in the row and in the trail; nothing is thrown. */
export async function performSend(
  send: SendRecord,
  owner: string,
  transport: MailTransport
): Promise<void> {
  const beat = setInterval(() => {
    keepSend(send.id, owner, Date.now() + OWNED_MS).catch(() => {})
  }, OWNED_MS / 3)
  try {
    const claimed = { send, owner, transport, told: await toldOf(send) }
    try {
      await attempt(claimed)
    } catch (error) {
      logger.warn({ err: error, send: send.id }, 'a document could not be sent')
      await again(claimed, send.recipients, (error as Error).message)
    }
  } catch (error) {
    // The database is away: the claim runs out, and the row is due again.
    logger.warn({ err: error, send: send.id }, 'a sending could not be written down')
  } finally {
    clearInterval(beat)
  }
}

async function attempt(claimed: Claimed): Promise<void> {
  const { send, owner, transport } = claimed
  // Each attempt took its process along: the next would do the same.
  if (send.attempts >= MOST_ATTEMPTS) return failed(claimed, 'gave_up', send.error ?? '')
  const account = (await loadAccount(send.account_id))!
  const loaded = await loadMail(account, send)
  if (!loaded.ok) return unloaded(claimed, loaded.problem)
  const mail = await mailOf(account, send, loaded.value)
  const files = loaded.value.files.map(({ format, file: { name, bytes, sha256 } }) => ({
    ...{ format, name, size: bytes.length, sha256 },
  }))
  // What leaves is written down before it leaves. Who lost the claim meanwhile sends nothing.
  const known = { subject: mail.subject, text: mail.text, files }
  if (!(await changeSend(send.id, owner, { ...known, message_id: transport.messageId(mail) })))
    return
  let refused: RefusedAddress[]
  try {
    const sent = await transport.send(mail, Date.now())
    refused = sent.refused
  } catch (error) {
    if (error instanceof RecipientsRefused) ({ refused } = error)
    else if (error instanceof TransportError && isFinal(error))
      return failed(claimed, 'refused', error.message)
    else return again(claimed, send.recipients, (error as Error).message)
  }
  await settle(claimed, afterAttempt(send.recipients, refused), !transport.leaves)
}

/** The server will not take it tomorrow either. A wrong password is mended by a person, and the mail goes then. */
const isFinal = ({ code, cause }: TransportError) =>
  code === 'refused' && (cause as { code?: string } | undefined)?.code !== 'EAUTH'

/** Everybody's part is over, or somebody was put off until later. */
async function settle(claimed: Claimed, recipients: Recipient[], kept: boolean): Promise<void> {
  const { send, owner, told } = claimed
  const now = Date.now()
  const addresses = (state: Recipient['state']) =>
    recipients.filter((one) => one.state === state).map(({ address }) => address)
  const state = stateOf(recipients)
  const waiting = recipients.find((one) => one.state === 'waiting')
  if (state === null) return again(claimed, recipients, waiting!.reply ?? '')
  const refused = addresses('refused')
  const error = recipients.find((one) => one.state === 'refused')?.reply ?? null
  const reason = refused.length ? 'recipients_refused' : null
  await changeSend(
    send.id,
    owner,
    { state: kept ? 'kept' : state, recipients, reason, error, ended_at: now },
    [
      ...(addresses('taken').length ? [sendDone(told, addresses('taken'), kept, now)] : []),
      ...(reason ? [sendFailed(told, { reason, to: refused, error }, now)] : []),
    ]
  )
}

async function again(claimed: Claimed, recipients: Recipient[], error: string): Promise<void> {
  const { send, owner } = claimed
  const next = resendAt(send.attempts + 1, Date.now())
  if (next === null) return failed(claimed, 'gave_up', error, recipients)
  await changeSend(send.id, owner, { state: 'queued', recipients, error, due_at: next })
}

async function failed(
  { send, owner, told }: Claimed,
  reason: SendReason,
  error: string,
  recipients = send.recipients
): Promise<void> {
  const now = Date.now()
  const to = recipients.filter((one) => one.state !== 'taken').map(({ address }) => address)
  await changeSend(send.id, owner, { state: 'failed', reason, error, recipients, ended_at: now }, [
    sendFailed(told, { reason, to, error }, now),
  ])
}

async function unloaded(claimed: Claimed, problem: MailProblem): Promise<void> {
  const { send, owner } = claimed
  if (problem.type === 'failed') return failed(claimed, problem.reason, problem.error)
  if (problem.type === 'waits')
    return void (await releaseSend(send.id, owner, Date.now() + LOOK_AGAIN_MS))
  const { reason } = problem
  await changeSend(send.id, owner, { state: 'cancelled', reason, ended_at: Date.now() })
}

async function mailOf(
  account: Account,
  send: SendRecord,
  { document, letter, files }: LoadedMail
): Promise<OutgoingMail> {
  const { fromName, replyTo, brand, images } = await brandedMail(account)
  const of = (role: Recipient['role']) =>
    send.recipients.filter((one) => one.role === role).map(({ address }) => address)
  const waiting = send.recipients.filter(({ state }) => state === 'waiting')
  return {
    // The same for every attempt: a server that took it before its answer was lost knows it again.
    id: `mail_${send.id.slice(send.id.indexOf('_') + 1)}`,
    accountId: account.id,
    fromName,
    ...{ to: of('to'), cc: of('cc'), envelope: waiting.map(({ address }) => address) },
    replyTo: account.invoicing.email ?? replyTo,
    subject: letter.subject,
    ...frame(letter, document.language, brand),
    images,
    attachments: files.map(({ file: { name, media_type: mediaType, bytes, path, sha256 } }) => ({
      ...{ name, mediaType, bytes, path, sha256 },
    })),
  }
}

async function toldOf(send: SendRecord): Promise<Told> {
  const { account_id: accountId, invoice_id: invoiceId, level, actor } = send
  const row = await store.first('select number, partner_id from invoices where id = ?', [invoiceId])
  const number = (row?.number ?? '') as string
  return { accountId, invoiceId, level, actor, number, partyId: (row?.partner_id ?? '') as string }
}
