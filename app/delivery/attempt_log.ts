import type { Envelope, HttpAnswer, Outcome } from '#sdk'
import type { Redactor } from '#delivery/redact'

/** What was sent: an HTTP request, or the mail or portal entry in its place. */
export interface StoredRequest {
  method?: string
  url?: string
  headers?: Record<string, string>
  body?: string | null
  [key: string]: unknown
}

export interface StoredResponse {
  status: number
  headers: Record<string, string>
  body: string
  truncated: boolean
  bytes?: number
}

/** Stored of a request's body; an answer's is cut at 64 KiB when it is read. */
const MAX_STORED_BODY = 256 * 1024
const MAX_LINE = 255
const MAX_ERROR = 1000

/** What will be stored about one attempt, redacted as it is written down. */
export class AttemptLog {
  request: StoredRequest | null = null
  response: StoredResponse | null = null

  constructor(private redact: Redactor) {}

  prepared(envelope: Envelope): void {
    const { text } = this.redact
    if (envelope.type === 'http') return this.sending(envelope)
    if (envelope.type === 'portal') {
      const { type, ...request } = envelope
      this.request = request
      return
    }
    this.request = {
      to: envelope.to.map(text),
      reply_to: envelope.reply_to && text(envelope.reply_to),
      subject: text(envelope.subject),
      text: text(envelope.text).slice(0, MAX_STORED_BODY),
      html: envelope.html && text(envelope.html).slice(0, MAX_STORED_BODY),
    }
  }

  sending(request: Extract<Envelope, { type: 'http' }>): void {
    const { body } = request
    const isCut = body !== null && body.length > MAX_STORED_BODY
    this.request = {
      method: request.method,
      url: this.redact.url(request.url),
      headers: this.redact.headers(request.headers),
      body: body === null ? null : this.redact.text(body).slice(0, MAX_STORED_BODY),
      ...(isCut && { truncated: true, bytes: Buffer.byteLength(body) }),
    }
  }

  answered(answer: HttpAnswer): void {
    this.response = {
      status: answer.status,
      headers: this.redact.headers(answer.headers),
      body: this.redact.text(answer.body),
      truncated: answer.truncated,
      ...(answer.bytes !== undefined && { bytes: answer.bytes }),
    }
  }

  /** The outcome as it is stored: a partner's answer may echo what must not be kept. */
  clean(outcome: Outcome): Outcome {
    return {
      ...outcome,
      ...(outcome.reason && { reason: this.#line(outcome.reason, MAX_LINE) }),
      ...(outcome.reference && { reference: this.#line(outcome.reference, MAX_LINE) }),
      ...(outcome.error && { error: this.#line(outcome.error, MAX_ERROR) }),
    }
  }

  #line(text: string, max: number): string {
    return this.redact
      .text(String(text))
      .replace(/[\p{Cc}\u2028\u2029]+/gu, ' ')
      .slice(0, max)
      .toWellFormed()
  }
}
