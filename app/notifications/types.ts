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
  /** Id: of the lead it is about. */
  entity?: string
  task?: string
  /** Of a lead somebody watches. */
  what?: 'note' | 'stage' | 'sold' | 'unsold'
  stage?: string
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
  /** Of a person, and what a partner received of them. */
  request?: string
  deliveries?: string[]
  /** By name, or as the trail names them. */
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
  /** Ids of the people it is for; absent: everybody whose role hears of it. */
  to?: readonly string[]
}

export interface Notice {
  id: string
  accountId: string
  kind: NoticeKind
  at: number
  data: NoticeData
}
