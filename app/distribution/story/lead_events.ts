import type { JSONDataTypes } from '@adonisjs/core/types/transformers'
import { store } from '#store/store'
import type { AccountConfig } from '#distribution/account_config'

const PAGE = 100

/** Everything the trail says about a lead, newest first; `before` is the id the last page ended with. */
export async function leadEvents(config: AccountConfig, leadId: string, before?: string) {
  const rows = await store.all(
    `select * from events where account_id = ? and lead_id = ? ${before ? 'and id < ?' : ''}
     order by id desc limit ${PAGE + 1}`,
    [config.account.id, leadId, ...(before ? [before] : [])]
  )
  const shown = rows.slice(0, PAGE)
  return {
    events: shown.map((row) => ({
      id: row.id as string,
      at: new Date(Number(row.at)).toISOString(),
      type: row.type as string,
      distribution: row.distribution_id as string | null,
      delivery: row.delivery_id as string | null,
      partner: config.partners.get(row.partner_id as string)?.key ?? null,
      actor: row.actor as string | null,
      data: JSON.parse(row.data as string) as Record<string, JSONDataTypes>,
    })),
    next: rows.length > PAGE ? (shown.at(-1)!.id as string) : null,
  }
}
