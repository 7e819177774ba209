import { accountConfig } from '#distribution/account_config'
import { findReturns } from '#distribution/returns/find_returns'
import { returnPolicyFor } from '#distribution/returns/return_policy'
import { attemptIds } from '#store/row_ids'
import { store } from '#store/store'
import type { OpenPortal } from '#portal/people/open_portal'
import { nextWaiting } from '#portal/leads/find_leads'
import { leadRow, mayOpen } from '#portal/leads/lead_rows'
import { presentLeads } from '#portal/leads/present_leads'

const time = (ms: unknown) => new Date(Number(ms)).toISOString()
const parsed = (text: unknown) => (typeof text === 'string' ? (JSON.parse(text) as object) : null)

/** One lead with what was sent, how it went on, and whether it may be given back. Null: it is none of this partner's. */
export async function leadPage({ account, partner, actor }: OpenPortal, id: string) {
  const row = await leadRow({ account, partner }, id)
  if (!row) return null
  const config = await accountConfig(account.id)
  const [lead] = await presentLeads(config, [row])
  if (!lead) return null
  const asker = { kind: 'partner', partnerId: partner.id, name: actor } as const
  const [attempts, policy, returns, next] = await Promise.all([
    lead.erased || lead.state === 'rejected'
      ? []
      : store.rowsBy('attempts', 'id', attemptIds([row])),
    returnPolicyFor(account.id, id, asker),
    findReturns(account, { delivery: id, limit: 20 }, Date.now(), partner.id),
    nextWaiting({ account, partner }, id),
  ])
  const entity = config.entities.get(row.entity_id as string)!
  return {
    lead,
    next,
    entity: {
      name: entity.name,
      fields: entity.fields.map(({ key, label, type, encrypted }) => ({
        ...{ key, label, type },
        hidden: encrypted,
      })),
    },
    channel: row.channel as string,
    opens: mayOpen(row),
    sent: attempts
      .filter(({ request }) => request !== null)
      .map((one) => ({
        number: Number(one.number),
        at: time(one.started_at),
        outcome: one.outcome as string | null,
        request: parsed(one.request),
        response: parsed(one.response),
      })),
    policy: policy.ok ? policy.value : null,
    returns: returns.data.map(({ actor: _, ...one }) => one),
  }
}
