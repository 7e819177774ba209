import type { PaymentDue, PaymentIo } from '#sdk/payment'

/** An invoice of 49.00 EUR that is due. */
export const fakeDue = (parts: Partial<PaymentDue> = {}): PaymentDue => ({
  ...{ invoice: 'inv_0001', number: 'INV-2026-0001', amount: 4900, currency: 'EUR' },
  description: 'Starter · November 2026',
  payer: { name: 'Bright Leads GmbH', email: 'books@bright.example' },
  return_url: 'https://sluice.example/settings/plan',
  ...parts,
})

export interface AskedPayment {
  url: string
  method: string
  headers: Record<string, string>
  body: string
}

/** Answers requests one after the other, and remembers them. */
export function fakePaymentIo(
  answers: readonly { status: number; body: unknown }[],
  now = Date.parse('2026-11-27T12:00:00Z')
): PaymentIo & { asked: AskedPayment[] } {
  const asked: AskedPayment[] = []
  return {
    asked,
    now,
    async fetch(url, init) {
      const request = new Request(url, init)
      const { method, headers } = request
      const body = await request.text()
      asked.push({ url: request.url, method, headers: Object.fromEntries(headers), body })
      const answer = answers[(asked.length - 1) % Math.max(1, answers.length)]
      if (!answer) throw new Error('nothing answers: give the case an io with answers')
      return Response.json(answer.body, { status: answer.status })
    },
  }
}
