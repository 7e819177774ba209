import { leadTitle } from '#entities/lead_title'
import type { Row } from '#store/types'

/** An event as pages get it: as the API has it, and what a sentence about it names. */
export interface LoggedEvent {
  id: string
  at: string
  type: string
  lead: string | null
  /** What a person would call the lead; null where it is erased or its name is encrypted. */
  lead_title: string | null
  distribution: string | null
  delivery: string | null
  partner: string | null
  profile: string | null
  actor: string | null
  data: Record<string, unknown>
}

export const presentLogged = (row: Row): LoggedEvent => ({
  id: row.id as string,
  at: new Date(Number(row.at)).toISOString(),
  type: row.type as string,
  lead: row.lead_id as string | null,
  lead_title: row.lead_values ? leadTitle(JSON.parse(row.lead_values as string)) : null,
  distribution: row.distribution_id as string | null,
  delivery: row.delivery_id as string | null,
  partner: row.partner as string | null,
  profile: (row.profile as string | null) ?? null,
  actor: row.actor as string | null,
  data: JSON.parse(row.data as string),
})
