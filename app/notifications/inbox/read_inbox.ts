import db from '@adonisjs/lucid/services/db'
import { listTeam } from '#accounts/list_team'
import type { Role } from '#accounts/models/membership'
import type { Account } from '#accounts/types'
import type { EntityScope, Scope } from '#entities/entity_scope'
import { titlesOfLeads } from '#crm/lead_titles'
import { titlesById } from '#crm/tasks/read_tasks'
import { accountConfig } from '#distribution/account_config'
import { readNames } from '#insights/read_names'
import { changed } from '#store/changed'
import { store } from '#store/store'
import { type NoticeKind, kindsWithin } from '#notifications/kinds'
import { noticesWithin } from '#notifications/limit_notices'
import type { Notice } from '#notifications/types'
import {
  type Manner,
  type SaidNotice,
  type WorkNames,
  sayNotice,
} from '#notifications/words/say_notice'

/** Whose notices: a person in one account, by the role and limits they have now. */
export interface Reader {
  userId: string
  account: Account
  role: Role
  scope: Scope
}

export interface ShownNotice extends SaidNotice {
  id: string
  kind: NoticeKind
  at: string
  read: boolean
}

export interface InboxPage {
  notices: ShownNotice[]
  /** The notice the next page begins after; null when nothing older is left. */
  next: string | null
}

export const PAGE = 50
/** More are not counted: nobody reads the difference. */
export const MOST_COUNTED = 100

const shownTo = ({ userId, account, role, scope }: Reader) =>
  db
    .from('notice_copies')
    .where({ 'notice_copies.user_id': userId, 'notice_copies.account_id': account.id })
    .where('notice_copies.shown', true)
    .whereIn('notice_copies.kind', kindsWithin(role, scope))
    .if(scope, (query) => query.whereIn('notice_copies.notice_id', within(account.id, scope!)))

function within(accountId: string, scope: EntityScope) {
  const { sql, params } = noticesWithin(store.backend.dialect, scope)
  return db.from('notices').where('account_id', accountId).whereRaw(sql, params).select('id')
}

export interface InboxWish {
  kind?: NoticeKind
  before?: string
  limit?: number
}

/** Newest first, from the notice `before` (exclusive) on, in words. */
export async function readInbox(
  reader: Reader,
  { kind, before, limit = PAGE }: InboxWish,
  wording: Pick<Manner, 'locale' | 'hours'>
): Promise<InboxPage> {
  const rows = await shownTo(reader)
    .join('notices', 'notices.id', 'notice_copies.notice_id')
    .if(kind, (query) => query.where('notice_copies.kind', kind!))
    .if(before, (query) => query.where('notice_copies.notice_id', '<', before!))
    .orderBy('notice_copies.notice_id', 'desc')
    .limit(limit + 1)
    .select('notices.*', 'notice_copies.read_at')
  const page = rows.slice(0, limit)
  const notices = page.map(toNotice)
  const [manner, work] = await Promise.all([
    mannerOf(reader.account, wording),
    workNames(reader.account.id, notices),
  ])
  return {
    notices: page.map((row, n) => ({
      ...{ id: row.id, kind: row.kind, at: new Date(Number(row.at)).toISOString() },
      read: row.read_at !== null,
      ...sayNotice(notices[n], { ...manner, work }),
    })),
    next: rows.length > limit ? page.at(-1)!.id : null,
  }
}

export const toNotice = (row: {
  id: string
  account_id: string
  kind: NoticeKind
  at: number
  data: string
}): Notice => ({
  ...{ id: row.id, accountId: row.account_id, kind: row.kind, at: Number(row.at) },
  data: JSON.parse(row.data),
})

export async function mannerOf(
  account: Account,
  wording: Pick<Manner, 'locale' | 'hours'>
): Promise<Manner> {
  const [names, config, team] = await Promise.all([
    readNames(account.id),
    accountConfig(account.id),
    listTeam(account.id),
  ])
  return {
    ...{ ...wording, zone: account.timeZone, currency: account.currency, ...names },
    entity: (id) => config.entities.get(id)?.name ?? null,
    person: (email) => team.find((one) => one.email === email)?.name ?? null,
  }
}

/** What the leads and tasks of these notices are called now. Of an erased lead nothing is left to name. */
async function workNames(accountId: string, notices: readonly Notice[]): Promise<WorkNames> {
  const ids = (name: 'lead' | 'task') => [
    ...new Set(notices.flatMap(({ data }) => (data.entity && data[name]) || [])),
  ]
  const [leads, tasks] = await Promise.all([
    titlesOfLeads(accountId, ids('lead')),
    titlesById(accountId, ids('task')),
  ])
  return { lead: (id) => leads.get(id) ?? null, task: (id) => tasks.get(id) ?? null }
}

export async function countUnread(reader: Reader): Promise<number> {
  const rows = await shownTo(reader).whereNull('read_at').limit(MOST_COUNTED).select('notice_id')
  return rows.length
}

/** False where this person has no such notice. */
export async function markRead(reader: Reader, id: string, now: number): Promise<boolean> {
  const mine = () => shownTo(reader).where('notice_id', id)
  if (changed(await mine().whereNull('read_at').update({ read_at: now }))) return true
  return (await mine().first()) !== null
}

export const markAllRead = (reader: Reader, now: number) =>
  shownTo(reader).whereNull('read_at').update({ read_at: now })
