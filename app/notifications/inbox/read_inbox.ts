import db from '@adonisjs/lucid/services/db'
import type { Role } from '#accounts/models/membership'
import type { Account } from '#accounts/types'
import type { EntityScope, Scope } from '#entities/entity_scope'
import { readNames } from '#insights/read_names'
import { changed } from '#store/changed'
import { store } from '#store/store'
import { type NoticeKind, kindsWithin } from '#notifications/kinds'
import { noticesWithin } from '#notifications/limit_notices'
import type { Notice } from '#notifications/types'
import { type Manner, type SaidNotice, sayNotice } from '#notifications/words/say_notice'

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
  const manner = await mannerOf(reader.account, wording)
  return {
    notices: page.map((row) => ({
      ...{ id: row.id, kind: row.kind, at: new Date(Number(row.at)).toISOString() },
      read: row.read_at !== null,
      ...sayNotice(toNotice(row), manner),
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
  const names = await readNames(account.id)
  return { ...wording, zone: account.timeZone, currency: account.currency, ...names }
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
