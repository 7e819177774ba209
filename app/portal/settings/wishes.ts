import db from '@adonisjs/lucid/services/db'
import { newId } from '#shared/ids'
import { changed } from '#store/changed'
import { note } from '#portal/people/note'
import type { OpenPortal } from '#portal/people/open_portal'

export interface Wish {
  profile: string
  assignment: string
  kind: 'price' | 'filter'
  wish: string
  note: string | null
}

/** What a partner would like to be changed; the team is told of it and answers. */
export async function addWish(
  { account, partner, actor }: Pick<OpenPortal, 'account' | 'partner' | 'actor'>,
  wish: Wish,
  now: number
): Promise<string> {
  const id = newId('wish', now)
  await db.table('portal_wishes').insert({
    ...wish,
    ...{ id, account_id: account.id, partner_id: partner.id, status: 'waiting' },
    ...{ asked_by: actor, asked_at: now },
  })
  const { kind, profile, assignment } = wish
  const data = { wish: id, kind, profile, assignment }
  await note('portal.wished', { account, partner }, data, actor, now)
  return id
}

/** Of one partner, newest first. */
export async function listWishes(accountId: string, partnerId: string) {
  const rows = await db
    .from('portal_wishes')
    .where({ account_id: accountId, partner_id: partnerId })
    .orderBy('id', 'desc')
    .limit(50)
  return rows.map((row) => ({
    id: row.id as string,
    profile: row.profile as string,
    assignment: row.assignment as string,
    kind: row.kind as Wish['kind'],
    wish: row.wish as string,
    note: row.note as string | null,
    status: row.status as 'waiting' | 'approved' | 'refused' | 'withdrawn',
    asked_by: row.asked_by as string,
    asked_at: new Date(Number(row.asked_at)).toISOString(),
    answer: row.answer as string | null,
    basis: row.basis as string | null,
    decided_at: row.decided_at === null ? null : new Date(Number(row.decided_at)).toISOString(),
  }))
}

export interface WishPlace {
  accountId: string
  partnerId: string
  id: string
}
const rowOf = ({ accountId, partnerId, id }: WishPlace) =>
  db.from('portal_wishes').where({ id, account_id: accountId, partner_id: partnerId })

/** A wish nobody has answered; null where there is none. */
export const findWaiting = async (where: WishPlace): Promise<Wish | null> =>
  rowOf(where)
    .where('status', 'waiting')
    .select('profile', 'assignment', 'kind', 'wish', 'note')
    .first()

/** What was agreed to could not be written: it is as if nobody had answered. */
export const reopenWish = (where: WishPlace) =>
  rowOf(where)
    .where('status', 'approved')
    .update({ status: 'waiting', answer: null, basis: null, decided_by: null, decided_at: null })

/** Decides one that waits, once; false where there is none (any more). */
export async function settleWish(
  where: WishPlace,
  status: 'approved' | 'refused' | 'withdrawn',
  { answer, actor, basis = null }: { answer: string | null; actor: string; basis?: string | null },
  now: number
): Promise<boolean> {
  return changed(
    await rowOf(where)
      .where('status', 'waiting')
      .update({ status, answer, basis, decided_by: actor, decided_at: now })
  )
}
