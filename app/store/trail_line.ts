import type { Row } from '#store/types'

/** A line of the audit trail as those read it who follow it; its profile is that of its distribution. */
export interface TrailLine {
  id: string
  accountId: string
  at: number
  type: string
  leadId: string | null
  partnerId: string | null
  profileId: string | null
  actor: string | null
  data: Record<string, unknown>
}

/** Of a row of `events` with the `profile_id` of its distribution. */
export const toTrailLine = (row: Row): TrailLine => ({
  id: row.id as string,
  accountId: row.account_id as string,
  at: Number(row.at),
  type: row.type as string,
  leadId: row.lead_id as string | null,
  partnerId: row.partner_id as string | null,
  profileId: row.profile_id as string | null,
  actor: row.actor as string | null,
  data: JSON.parse(row.data as string) as Record<string, unknown>,
})
