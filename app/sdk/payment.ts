/*
 * Paying an invoice through somebody else. A provider says what to ask of its service, and what its service tells; the
 * host holds the connection, records payments, and sees to it that a message that comes again counts once.
 */

/** What is to be paid. */
export interface PaymentDue {
  /** Id of the invoice; the provider hands it back with what it tells of the payment. */
  readonly invoice: string
  readonly number: string
  /** What is still due, minor units. */
  readonly amount: number
  /** ISO 4217. */
  readonly currency: string
  readonly description: string
  readonly payer: { readonly name: string; readonly email: string | null }
  /** Where whoever pays comes back to. */
  readonly return_url: string
}

/** The host's hands: a `fetch` that keeps to its rules, answers of at most 64 KiB, and the time (ms). */
export interface PaymentIo {
  fetch(url: string | URL | Request, init?: RequestInit): Promise<Response>
  readonly now: number
}

/** `transfer`: as the invoice says, a person records it. `redirect`: to a page of the provider. */
export type PaymentStep = { transfer: true } | { redirect: string; reference: string }

/** What came to the provider's address, as it came. */
export interface PaymentMessage {
  readonly body: string
  readonly headers: Readonly<Record<string, string>>
  /** When, ms. */
  readonly now: number
}

/**
 * What a message says. `event` is the same each time it is sent, `payment` the same in all messages about one payment.
 * `other`: nothing the host acts on.
 */
export type PaymentNews =
  | { type: 'other'; event: string }
  | {
      type: 'paid' | 'failed'
      event: string
      payment: string
      invoice: string
      amount: number
      currency: string
      /** ms. */
      at: number
    }

export interface PaymentMethods<C> {
  /** Throws what keeps it from asking; asked twice for one due it should give one payment. */
  checkout(due: PaymentDue, io: PaymentIo, config: C): Promise<PaymentStep>
  /** Null: it was not the provider who sent this. Absent: this provider tells nothing. */
  receive?(message: PaymentMessage, config: C): Promise<PaymentNews | null>
}
