import db from '@adonisjs/lucid/services/db'
import type { Role } from '#accounts/models/membership'
import { PASSWORD, makePerson } from '#tests/functional/accounts/support/people'
import { newAccount } from '#tests/functional/blueprint/new_account'
import { Visitor } from '#tests/helpers/visitor'

let made = 0
/** An address nobody had before. */
export const someEmail = () => `mate-${++made}-${Date.now()}@team.example`

/** Somebody of an account who is signed in. */
export async function insider(accountId: string, role: Role) {
  const { user } = await makePerson({}, { accountId, role })
  const visitor = new Visitor()
  await visitor.signIn(user.email, PASSWORD)
  const { id } = await db
    .from('memberships')
    .where({ user_id: user.id, account_id: accountId })
    .firstOrFail()
  return { user, visitor, id: id as string }
}

/** A new account with one owner, who is signed in. */
export async function ownedAccount() {
  const account = await newAccount()
  return { account, owner: await insider(account.id, 'owner') }
}

/** Mails kept for an invitation, oldest first; waits for at least `count`. */
export async function invitationMails(id: string, count = 1) {
  for (let tries = 0; ; tries++) {
    const mails = await db.from('mails').where('user_id', id).orderBy('id')
    if (mails.length >= count || tries === 2000) return mails
    await new Promise((resolve) => setTimeout(resolve, 10))
  }
}

/** What the link of the last mail of an invitation holds. */
export async function linkOf(id: string, count = 1): Promise<string> {
  const { text } = (await invitationMails(id, count)).at(-1)!
  return /\/invitation\/([\w-]+)/.exec(text)![1]
}

/** Invites as somebody who may; answers the id and what the link holds. */
export async function invited(by: Visitor, email = someEmail(), role: Role = 'operator') {
  const { body, status } = await by.json('POST', '/settings/team/invitations', { email, role })
  if (status !== 201) throw new Error(JSON.stringify(body))
  return { id: body.id as string, email, token: await linkOf(body.id) }
}

export const roleOf = async (id: string): Promise<Role | null> =>
  (await db.from('memberships').where({ id }).first())?.role ?? null

/** What the history says of the team, oldest first. */
export async function teamHistory(accountId: string): Promise<string[]> {
  const rows = await db
    .from('config_changes')
    .where('account_id', accountId)
    .where((of) => of.where('object', 'like', 'team.%').orWhere('object', 'like', 'invitations.%'))
    .orderBy('id')
  return rows.map(({ actor, object, action, detail }) => {
    const [{ from, to }] = JSON.parse(detail).changes
    return `${actor} ${action} ${object} ${from} ${to}`
  })
}
