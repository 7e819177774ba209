import type { NoticeKind } from '#notifications/kinds'

/** What a sentence about a notice needs. Ids are resolved when it is read: names may have changed. No value of a lead. */
export interface NoticeData {
  partner?: string
  profile?: string
  assignment?: string
  scope?: string
  window?: string
  limit?: number | string
  /** RFC 3339: when a cap begins anew, or an endpoint is called again. */
  until?: string | null
  reason?: string
  lead?: string
  invoice?: string
  number?: string
  due?: string
  currency?: string
  mode?: string
  room?: string
  kept?: boolean
  reached?: boolean
  /** Of the account's own endpoint. */
  host?: string
  /** Of the account's agency. */
  agency?: string
  person?: string
  /** Of the last hour. */
  leads?: number
  unsold?: number
  /** The account's own plan: its name, days of a trial that are left, leads included and used. */
  plan?: string
  days?: number
  used?: number
  stops?: boolean
}

/** Something to be told, before anybody was. */
export interface Finding {
  accountId: string
  kind: NoticeKind
  /** What it is about: told once in a period. */
  subject: string
  period: string
  at: number
  data: NoticeData
  /** Who did it themself is not told of it. */
  actor: string | null
}

export interface Notice {
  id: string
  accountId: string
  kind: NoticeKind
  at: number
  data: NoticeData
}
