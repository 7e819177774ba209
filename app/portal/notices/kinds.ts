import { DateTime } from 'luxon'
import type { SeatRole } from '#portal/models/portal_seat'

/** What people of partners may be told of by mail. */
export const KINDS = ['waiting', 'deadline', 'invoice', 'return', 'wish', 'balance'] as const
export type NoticeKind = (typeof KINDS)[number]

export const WAYS = ['now', 'daily', 'off'] as const
export type NoticeWay = (typeof WAYS)[number]
export type Preferences = Record<NoticeKind, NoticeWay>

/** A deadline does not wait for tomorrow. */
export const waysOf = (kind: NoticeKind): readonly NoticeWay[] =>
  kind === 'deadline' ? ['now', 'off'] : WAYS

/** Money and agreements are the owners' until a member asks for them. */
const OWNERS: readonly NoticeKind[] = ['invoice', 'wish', 'balance']

/** What holds for somebody who chose only some of it. */
export const preferencesOf = (role: SeatRole, chosen: Partial<Preferences>): Preferences =>
  Object.fromEntries(
    KINDS.map((kind) => [
      kind,
      chosen[kind] ?? (role === 'owner' || !OWNERS.includes(kind) ? 'now' : 'off'),
    ])
  ) as Preferences

const DIGEST_HOUR = 8

/** When (ms) a mail about something of `now` is due: at once, or at the next eight o'clock of the partner's zone. */
export function dueAt(way: 'now' | 'daily', now: number, zone: string): number {
  if (way === 'now') return now
  const today = DateTime.fromMillis(now, { zone }).set({
    ...{ hour: DIGEST_HOUR, minute: 0, second: 0, millisecond: 0 },
  })
  return (today.toMillis() > now ? today : today.plus({ days: 1 })).toMillis()
}
