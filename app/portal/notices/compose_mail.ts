import db from '@adonisjs/lucid/services/db'
import { loadAccount } from '#accounts/repository'
import type { OutgoingMail } from '#delivery/transports/mail_transport'
import { loadPartnerById } from '#partners/repository'
import { store } from '#store/store'
import type { Row } from '#store/types'
import { newsMail } from '#portal/mails/news_mail'
import type { Told } from '#portal/mails/news_letter'

/** A mail that is due, as its row has it. */
export interface PortalMail {
  id: string
  seat_id: string
  attempts: number
}

/** Null: what it was about is over, or whoever it was for has no place any more. */
export async function composeMail(mail: PortalMail, now: number): Promise<OutgoingMail | null> {
  const rows: Row[] = await db
    .from('portal_notices')
    .where('mail_id', mail.id)
    .orderBy('id')
    .select('kind', 'subject', 'facts')
  const notices = await stillTrue(rows, now)
  const seat = notices.length ? await openSeat(mail.seat_id) : null
  if (!seat) return null
  const [account, partner] = await Promise.all([
    loadAccount(seat.account_id),
    loadPartnerById(seat.account_id, seat.partner_id),
  ])
  if (!account || !partner) return null
  const news = notices.map(({ kind, facts }) => ({ kind, facts: JSON.parse(facts as string) }))
  const to = { id: seat.user_id, email: seat.email, locale: seat.locale }
  return newsMail(mail.id, { account, partner, to }, news as Told[])
}

const ABOUT_LEADS = ['waiting', 'deadline']

/** A lead somebody decided about meanwhile, or whose time is over, waits for nobody. */
async function stillTrue(notices: Row[], now: number): Promise<Row[]> {
  const isAsked = ({ kind }: Row) => ABOUT_LEADS.includes(kind as string)
  const asked = notices.filter(isAsked).map(({ subject }) => subject)
  if (!asked.length) return notices
  const rows = await store.all(
    `select id from deliveries where id in (??) and status = 'waiting'
       and (deadline_at is null or deadline_at > ?)`,
    [asked, now]
  )
  const waiting = new Set(rows.map(({ id }) => id))
  return notices.filter((one) => !isAsked(one) || waiting.has(one.subject))
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
