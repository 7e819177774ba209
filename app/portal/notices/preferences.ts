import db from '@adonisjs/lucid/services/db'
import type PortalSeat from '#portal/models/portal_seat'
import type { SeatRole } from '#portal/models/portal_seat'
import {
  type NoticeKind,
  type NoticeWay,
  type Preferences,
  preferencesOf,
} from '#portal/notices/kinds'

/** A person with an open place at a partner, and what they want to be told. */
export interface Reader {
  seat: string
  preferences: Preferences
}

/** Everybody who works for a partner now. */
export async function readersOf(accountId: string, partnerId: string): Promise<Reader[]> {
  const seats = await db
    .from('portal_seats')
    .where({ account_id: accountId, partner_id: partnerId, paused: false })
    .whereNotNull('user_id')
    .orderBy('id')
    .select('id', 'role')
  const chosen = await chosenBy(seats.map(({ id }) => id as string))
  return seats.map(({ id, role }) => ({
    seat: id as string,
    preferences: preferencesOf(role as SeatRole, chosen.get(id) ?? {}),
  }))
}

async function chosenBy(seats: string[]): Promise<Map<string, Partial<Preferences>>> {
  const rows = seats.length
    ? await db.from('portal_preferences').whereIn('seat_id', seats).select('seat_id', 'kind', 'way')
    : []
  const bySeat = new Map<string, Partial<Preferences>>()
  for (const { seat_id: seat, kind, way } of rows)
    bySeat.set(seat, { ...bySeat.get(seat), [kind as NoticeKind]: way as NoticeWay })
  return bySeat
}

export async function preferencesOfSeat(seat: PortalSeat): Promise<Preferences> {
  const chosen = await chosenBy([seat.id])
  return preferencesOf(seat.role, chosen.get(seat.id) ?? {})
}

export async function savePreferences(seat: PortalSeat, wish: Partial<Preferences>) {
  const rows = Object.entries(wish).map(([kind, way]) => ({ seat_id: seat.id, kind, way }))
  if (!rows.length) return
  await db
    .insertQuery()
    .table('portal_preferences')
    .multiInsert(rows)
    .knexQuery.onConflict(['seat_id', 'kind'])
    .merge(['way'])
}
