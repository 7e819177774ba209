import db from '@adonisjs/lucid/services/db'
import { loadAccount } from '#accounts/repository'
import { loadPartnerById } from '#partners/repository'
import { changed } from '#store/changed'
import { store } from '#store/store'
import type { Row } from '#store/types'
import { tellNews } from '#portal/mails/tell'

const AT_ONCE = 200
/** Whoever asks why they were mailed asks within so long. */
const KEPT_MS = 30 * 86_400_000

/** One mail to everybody for whom something is due, whichever process comes first. Answers how many mails. */
export async function sendNotices(now: number): Promise<number> {
  const seats = await db
    .from('portal_notices')
    .whereNull('sent_at')
    .where('due_at', '<=', now)
    .distinct('seat_id')
    .limit(AT_ONCE)
  let mails = 0
  for (const { seat_id: seat } of seats) if (await tellSeat(seat as string, now)) mails++
  await db
    .from('portal_notices')
    .where('sent_at', '<', now - KEPT_MS)
    .delete()
  return mails
}

async function tellSeat(seatId: string, now: number): Promise<boolean> {
  const due = await db
    .from('portal_notices')
    .where('seat_id', seatId)
    .whereNull('sent_at')
    .where('due_at', '<=', now)
    .update({ sent_at: now })
  // One statement takes all of them: whoever comes second takes none.
  if (!changed(due)) return false
  const claimed: Row[] = await db
    .from('portal_notices')
    .where({ seat_id: seatId, sent_at: now })
    .select('id', 'kind', 'subject', 'facts')
  const notices = await stillTrue(claimed)
  const seat = notices.length && (await openSeat(seatId))
  if (!seat) return false
  const [account, partner] = await Promise.all([
    loadAccount(seat.account_id),
    loadPartnerById(seat.account_id, seat.partner_id),
  ])
  if (!account || !partner) return false
  const news = notices
    .sort((a, b) => ((a.id as string) < (b.id as string) ? -1 : 1))
    .map(({ kind, facts }) => ({ kind: kind as string, facts: JSON.parse(facts as string) }))
  const to = { id: seat.user_id, email: seat.email, locale: seat.locale }
  tellNews(account, partner, to, news as never, now)
  return true
}

/** A lead somebody decided about meanwhile waits for nobody. */
async function stillTrue(notices: Row[]): Promise<Row[]> {
  const asked = notices.filter(({ kind }) => kind === 'waiting').map(({ subject }) => subject)
  if (!asked.length) return notices
  const rows = await store.all(
    `select id from deliveries where id in (??) and status = 'waiting'`,
    [asked]
  )
  const waiting = new Set(rows.map(({ id }) => id))
  return notices.filter(({ kind, subject }) => kind !== 'waiting' || waiting.has(subject))
}

/** Whoever was paused or removed, or whose partner is gone, is told nothing. */
const openSeat = (id: string) =>
  db
    .from('portal_seats')
    .join('portal_users', 'portal_users.id', 'portal_seats.user_id')
    .join('partners', 'partners.id', 'portal_seats.partner_id')
    .where('portal_seats.id', id)
    .where('portal_seats.paused', false)
    .whereNull('partners.deleted_at')
    .select('portal_seats.account_id', 'portal_seats.partner_id')
    .select('portal_users.id as user_id', 'portal_users.email', 'portal_users.locale')
    .first()
