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
  #smtp: SMTPTransport | null = null
  #from: string
  #hostname: string

  constructor({ smtpUrl, hostname }: MailOptions) {
    this.#hostname = hostname
    this.#from = `no-reply@${hostname}`
    if (!smtpUrl) return
    const { from, ...server } = smtpSettings(smtpUrl)
    this.#from = from ?? this.#from
    this.#smtp = new SMTPTransport({
      ...server,
      connectionTimeout: TIMEOUT_MS,
      greetingTimeout: TIMEOUT_MS,
      socketTimeout: TIMEOUT_MS,
      // Nothing in a mail may make the mailer read a file or call a URL.
      disableFileAccess: true,
      disableUrlAccess: true,
    } as SMTPConfig)
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
    if (this.#smtp)
      await this.#smtp.send(message).catch((error) => Promise.reject(asTransportError(error)))
    else await keep(mail, message, messageId, at)
    return { messageId }
  }

  async close(): Promise<void> {
    await this.#smtp?.close()
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
  command?: string
  responseCode?: number
}

/** Only a connection lost while the message was under way leaves it open whether it was taken. */
function asTransportError(error: SmtpError): TransportError {
  const { code = '', command = '', responseCode = 0 } = error
  const message = `the mail server: ${error.message.split('\n')[0]}`
  const refused =
    responseCode >= 500 || code === 'EENVELOPE' || code === 'EMESSAGE' || code === 'EAUTH'
  if (refused && !(responseCode >= 400 && responseCode < 500))
    return new TransportError('refused', false, message, { cause: error })
  const sent = command === 'DATA' && responseCode === 0
  const kind =
    code === 'EDNS' ? 'dns' : code === 'ETIMEDOUT' ? 'timeout' : sent ? 'reset' : 'connect'
  return new TransportError(kind, sent, message, { cause: error })
}
