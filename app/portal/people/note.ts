import { type EventType, event } from '#store/audit_event'
import { store } from '#store/store'

/** What is done in or about a portal, in the audit trail of the account. */
export const note = (
  type: Extract<EventType, `portal.${string}`>,
  { account, partner }: { account: { id: string }; partner: { id: string } },
  data: Record<string, unknown>,
  actor: string,
  at: number
): Promise<null> =>
  store.submit({
    locks: [],
    decide: () => ({
      result: null,
      writes: [event(type, { accountId: account.id, partnerId: partner.id }, data, at, actor)],
    }),
  })
