import { SMTPTransport } from '@adonisjs/mail/transports/smtp'
import type { NodeMailerMessage, SMTPConfig } from '@adonisjs/mail/types'
import db from '@adonisjs/lucid/services/db'
import { TransportError } from '#sdk'
import { smtpSettings } from '#delivery/transports/smtp_settings'

export interface OutgoingMail {
  /** Row of the outbox and left half of the Message-ID: the same mail handed over twice is one mail. */
  id: string
  accountId: string | null
  /** Name shown as sender. */
  fromName: string
  /** Plain addresses, one each. */
  to: string[]
  replyTo: string | null
  subject: string
  text: string
  html: string | null
}

export interface MailOptions {
  /** Unset: mails are kept in table `mails`, the outbox page shows them. */
  smtpUrl?: string
  /** Host of Message-IDs and of the sender where SMTP_URL names none. */
  hostname: string
}

const TIMEOUT_MS = 20_000

/** Hands mails to the SMTP server, or keeps them in the outbox. */
export class MailTransport {
  #server: SMTPConfig | null = null
  #from: string
  #hostname: string

  constructor({ smtpUrl, hostname }: MailOptions) {
    this.#hostname = hostname
    this.#from = `no-reply@${hostname}`
    if (!smtpUrl) return
    const { from, ...server } = smtpSettings(smtpUrl)
    this.#from = from ?? this.#from
    this.#server = {
      ...server,
      connectionTimeout: TIMEOUT_MS,
      greetingTimeout: TIMEOUT_MS,
      socketTimeout: TIMEOUT_MS,
    }
  }

  /** Rejects with TransportError when the mail was not taken. */
  async send(mail: OutgoingMail, at: number): Promise<{ messageId: string }> {
    const messageId = `<${mail.id}@${this.#hostname}>`
    const message: NodeMailerMessage = {
      from: { address: this.#from, name: oneLine(mail.fromName) },
      to: mail.to.map(party),
      replyTo: mail.replyTo ? [party(mail.replyTo)] : undefined,
      subject: oneLine(mail.subject),
      text: mail.text,
      html: mail.html ?? undefined,
      messageId,
      headers: { 'Auto-Submitted': 'auto-generated' },
    }
    if (this.#server) await hand(this.#server, message)
    else await keep(mail, message, messageId, at)
    return { messageId }
  }
}

/** One connection a mail: its log alone tells whether the whole message had left when it broke. */
async function hand(server: SMTPConfig, message: NodeMailerMessage): Promise<void> {
  let whole = false
  const log = (...[entry]: unknown[]): void => {
    whole ||= (entry as { tnx?: string }).tnx === 'message'
  }
  const config: SMTPConfig & { disableFileAccess: true; disableUrlAccess: true } = {
    ...server,
    logger: { level: log, trace: log, debug: log, info: log, warn: log, error: log, fatal: log },
    // Nothing in a mail may make the mailer read a file or call a URL.
    disableFileAccess: true,
    disableUrlAccess: true,
  }
  const smtp = new SMTPTransport(config)
  try {
    await smtp.send(message)
  } catch (error) {
    throw asTransportError(error as SmtpError, whole)
  } finally {
    await smtp.close()
  }
}

/** Always an object: nodemailer reads a string as a list of addresses. */
const party = (address: string) => ({ address, name: '' })

const oneLine = (text: string): string => text.replace(/[\p{Cc}\u2028\u2029]+/gu, ' ').trim()

async function keep(mail: OutgoingMail, message: NodeMailerMessage, messageId: string, at: number) {
  const { address, name } = message.from as { address: string; name: string }
  const headers = {
    From: name ? `${name} <${address}>` : address,
    ...(mail.replyTo && { 'Reply-To': mail.replyTo }),
    ...(message.headers as Record<string, string>),
  }
  await db
    .insertQuery()
    .table('mails')
    .insert({
      id: mail.id,
      account_id: mail.accountId,
      message_id: messageId,
      to: JSON.stringify(mail.to),
      subject: clean(String(message.subject)),
      text: clean(mail.text),
      html: mail.html && clean(mail.html),
      headers: JSON.stringify(headers),
      created_at: at,
    })
    .knexQuery.onConflict('id')
    .ignore()
}

/** PostgreSQL text holds no NUL. */
const clean = (text: string): string => text.replaceAll('\0', '')

interface SmtpError extends Error {
  code?: string
  responseCode?: number
}

const REFUSALS = new Set(['EENVELOPE', 'EMESSAGE', 'EAUTH', 'EFILEACCESS', 'EURLACCESS'])

/** `whole`: all of the message had left, so without a reply nobody knows whether it was taken. */
function asTransportError(error: SmtpError, whole: boolean): TransportError {
  const { code = '', responseCode = 0 } = error
  const message = `the mail server: ${error.message.split('\n')[0]}`
  const cause = { cause: error }
  const isTemporary = responseCode >= 400 && responseCode < 500
  if (!isTemporary && (responseCode >= 500 || REFUSALS.has(code)))
    return new TransportError('refused', false, message, cause)
  const sent = whole && responseCode === 0
  if (code === 'EDNS') return new TransportError('dns', false, message, cause)
  if (code === 'ETIMEDOUT') return new TransportError('timeout', sent, message, cause)
  return new TransportError(sent ? 'reset' : 'connect', sent, message, cause)
}
