import type { Recipient, SendState } from '#billing/sends/types'

/** What a server said of a recipient it would not take the mail for. */
export interface RefusedAddress {
  address: string
  temporary: boolean
  reply: string
}

/** The recipients after an attempt that got through: a refusal for now leaves its recipient waiting. */
export const afterAttempt = (
  recipients: readonly Recipient[],
  refused: readonly RefusedAddress[]
): Recipient[] =>
  recipients.map((one): Recipient => {
    if (one.state !== 'waiting') return one
    const no = refused.find(({ address }) => address === one.address)
    if (!no) return { ...one, state: 'taken', reply: null }
    return { ...one, state: no.temporary ? 'waiting' : 'refused', reply: no.reply }
  })

/** Null as long as somebody still waits. */
export function stateOf(recipients: readonly Recipient[]): SendState | null {
  if (recipients.some(({ state }) => state === 'waiting')) return null
  return recipients.some(({ state }) => state === 'refused') ? 'bounced' : 'sent'
}
