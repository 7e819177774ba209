import { SMTPTransport } from '@adonisjs/mail/transports/smtp'
import type { NodeMailerMessage, SMTPConfig } from '@adonisjs/mail/types'
import db from '@adonisjs/lucid/services/db'
import { TransportError } from '#sdk'
import { smtpSettings } from '#delivery/transports/smtp_settings'

export interface OutgoingMail {
  /** Row of the outbox and left half of the Message-ID: the same mail handed over twice is one mail. */
  id: string
  accountId: string | null
  /** Set: a mail to a person of the team, which the rest of the team does not see. */
  userId?: string | null
  /** Name shown as sender. */
  fromName: string
  /** Plain addresses, one each. */
  to: string[]
  cc?: string[]
  /** Those of `to` and `cc` it is handed over for now; absent: all of them. */
  envelope?: string[]
  replyTo: string | null
  /** A person wrote it: what answers by itself may answer (RFC 3834). */
  personal?: true
  /** Where its reader chooses whether such mails come (RFC 2369). */
  listUnsubscribe?: string
  subject: string
  text: string
  html: string | null
  attachments?: MailAttachment[]
  /** Pictures its HTML shows by their `cid`. */
  images?: InlineImage[]
}

export interface InlineImage {
  cid: string
  mediaType: string
  bytes: Uint8Array
}

/** A file of a mail, and where it is kept: the outbox reads it from there. */
export interface MailAttachment {
  name: string
  mediaType: string
  bytes: Uint8Array
  path: string
  sha256: string
}

export interface RefusedRecipient {
  address: string
  /** The server may take it later. */
  temporary: boolean
  /** The server's own words. */
  reply: string
}

/** The server took the mail for none of its recipients. */
export class RecipientsRefused extends TransportError {
  constructor(
    cause: TransportError,
    readonly refused: RefusedRecipient[]
  ) {
    super(cause.code, cause.sent, cause.message, { cause: cause.cause })
  }
}

export interface MailOptions {
  /** Unset: mails are kept in table `mails`, the outbox page shows them. */
  smtpUrl?: string
  /** Host of Message-IDs and of the sender where SMTP_URL names none. */
  hostname: string
}

const TIMEOUT_MS = 20_000
/** A server may look through files before it answers; who gives up earlier has sent the mail all the same. */
const FILES_TIMEOUT_MS = 120_000

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

  /** Whether mails leave, or are kept. */
  get leaves(): boolean {
    return this.#server !== null
  }

  messageId(mail: Pick<OutgoingMail, 'id'>): string {
    return `<${mail.id}@${this.#hostname}>`
  }

  /**
   * Rejects with TransportError when the mail was not taken, with RecipientsRefused when nobody's was. `refused` are those
   * the server would not take it for, while it took it for others.
   */
  async send(
    mail: OutgoingMail,
    at: number
  ): Promise<{ messageId: string; refused: RefusedRecipient[] }> {
    const messageId = this.messageId(mail)
    const message: NodeMailerMessage = {
      from: { address: this.#from, name: oneLine(mail.fromName) },
      to: mail.to.map(party),
      ...(mail.cc?.length && { cc: mail.cc.map(party) }),
      ...(mail.envelope && { envelope: { from: this.#from, to: mail.envelope } }),
      replyTo: mail.replyTo ? [party(mail.replyTo)] : undefined,
      subject: oneLine(mail.subject),
      text: mail.text,
      html: mail.html ?? undefined,
      messageId,
      headers: {
        ...(!mail.personal && { 'Auto-Submitted': 'auto-generated' }),
        ...(mail.listUnsubscribe && { 'List-Unsubscribe': `<${mail.listUnsubscribe}>` }),
      },
      attachments: [
        ...(mail.images ?? []).map(inlinePart),
        ...(mail.attachments ?? []).map(filePart),
      ],
    }
    if (this.#server) {
      const timeout = mail.attachments?.length ? FILES_TIMEOUT_MS : TIMEOUT_MS
      return {
        messageId,
        refused: await hand({ ...this.#server, socketTimeout: timeout }, message),
      }
    }
    await keep(mail, message, messageId, at)
    return { messageId, refused: [] }
  }
}

const filePart = ({ name, mediaType, bytes }: MailAttachment) => ({
  ...{ filename: name, contentType: mediaType, content: Buffer.from(bytes) },
})

const inlinePart = ({ cid, mediaType, bytes }: InlineImage) => ({
  ...{ cid, filename: `${cid}.${mediaType.split('/')[1]}`, contentType: mediaType },
  ...{ content: Buffer.from(bytes), contentDisposition: 'inline' as const },
})

/** One connection a mail: its log alone tells whether the whole message had left when it broke. */
async function hand(server: SMTPConfig, message: NodeMailerMessage): Promise<RefusedRecipient[]> {
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
    const { original } = await smtp.send(message)
    return refusedOf(original as { rejectedErrors?: SmtpError[] })
  } catch (error) {
    const problem = asTransportError(error as SmtpError, whole)
    const refused = refusedOf(error as SmtpError)
    throw refused.length ? new RecipientsRefused(problem, refused) : problem
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
    ...(mail.cc?.length && { Cc: mail.cc.join(', ') }),
    ...(mail.replyTo && { 'Reply-To': mail.replyTo }),
    ...(message.headers as Record<string, string>),
  }
  await db
    .insertQuery()
    .table('mails')
    .insert({
      id: mail.id,
      account_id: mail.accountId,
      user_id: mail.userId ?? null,
      message_id: messageId,
      to: JSON.stringify(mail.to),
      subject: clean(String(message.subject)),
      text: clean(mail.text),
      html: mail.html && clean(mail.html),
      headers: JSON.stringify(headers),
      attachments: JSON.stringify((mail.attachments ?? []).map(keptAttachment)),
      created_at: at,
    })
    .knexQuery.onConflict('id')
    .ignore()
}

const keptAttachment = ({ name, mediaType, bytes, path, sha256 }: MailAttachment) => ({
  ...{ name, media_type: mediaType, size: bytes.length, path, sha256 },
})

/** PostgreSQL text holds no NUL. */
const clean = (text: string): string => text.replaceAll('\0', '')

interface SmtpError extends Error {
  code?: string
  responseCode?: number
  response?: string
  recipient?: string
  rejectedErrors?: SmtpError[]
}

const refusedOf = ({ rejectedErrors = [] }: { rejectedErrors?: SmtpError[] }): RefusedRecipient[] =>
  rejectedErrors.map(({ recipient = '', responseCode = 0, response, message }) => ({
    ...{ address: recipient, temporary: responseCode < 500 },
    reply: clean(response || message),
  }))

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
