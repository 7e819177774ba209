import db from '@adonisjs/lucid/services/db'
import type { Role } from '#accounts/models/membership'
import type { OutgoingMail } from '#delivery/transports/mail_transport'
import { idsBefore } from '#shared/ids'
import { type EventType, type Subject, event } from '#store/audit_event'
import { store } from '#store/store'
import { sendMails } from '#notifications/mails/send_mails'
import { followTrail } from '#notifications/trail/follow_trail'
import { makeUser } from '#tests/functional/pages/workspace'
import { type TestAccountOptions, makeAccount } from '#tests/helpers/make_account'

export const MINUTE = 60_000

/** An account, ids of its partner sunco and of its profile, and people of its team. */
export async function noticeAccount<R extends Role>(
  roles: readonly R[],
  options: TestAccountOptions = {}
) {
  // An install that has told before; tests that went ahead in time took the cursor with them.
  await followTrail(Date.now())
  await db.from('notice_cursors').update({ upto: idsBefore('evt', Date.now() - MINUTE) })
  const account = await makeAccount(options)
  const [partner, profile] = await Promise.all([
    db.from('partners').where({ account_id: account.id, key: 'sunco' }).first(),
    db.from('profiles').where({ account_id: account.id, key: 'solar-us' }).first(),
  ])
  const people = await Promise.all(
    roles.map(async (role) => [role, await makeUser(account.id, role)] as const)
  )
  return {
    ...account,
    partnerId: partner.id as string,
    profileId: profile.id as string,
    people: Object.fromEntries(people) as Record<R, Awaited<ReturnType<typeof makeUser>>>,
    happens: (type: EventType, data: object, actor: string | null = null) =>
      happens(type, { accountId: account.id, partnerId: partner.id }, data, actor),
  }
}

/** Writes a line of the audit trail. */
export const happens = (type: EventType, subject: Subject, data: object, actor: string | null) =>
  store.submit({
    locks: [],
    decide: () => ({
      result: null,
      writes: [event(type, subject, data as Record<string, unknown>, Date.now(), actor)],
    }),
  })

export const CAP = {
  assignment: 'sunco-west',
  scope: 'partner',
  window: 'day',
  limit: 50,
  used: 50,
  resets_at: '2026-11-28T08:00:00.000Z',
}

/** What was told of an account. */
export const noticesOf = (accountId: string) =>
  db.from('notices').where('account_id', accountId).orderBy('id')

export const copiesOf = (accountId: string, userId: string) =>
  db.from('notice_copies').where({ account_id: accountId, user_id: userId })

/** A mail server that takes everything, or nothing while it is `down`. */
export class Postbox {
  mails: OutgoingMail[] = []
  down = false

  async send(mail: OutgoingMail) {
    if (this.down) throw new Error('connection refused')
    this.mails.push(mail)
    return { messageId: `<${mail.id}@test>`, refused: [] }
  }

  /** Everything due is sent; answers what came for one account. */
  async empty(accountId: string, now: number): Promise<OutgoingMail[]> {
    this.mails = []
    while (await sendMails(now, this));
    return this.mails.filter((mail) => mail.accountId === accountId)
  }
}
