import db from '@adonisjs/lucid/services/db'
import Membership, { type Role } from '#accounts/models/membership'
import User from '#accounts/models/user'
import { newId } from '#shared/ids'
import { newAccount } from '#tests/functional/blueprint/new_account'

export const PASSWORD = 'kettle under seven maples'

let made = 0

/** Somebody with a login, in an account of their own or in the one given. */
export async function makePerson(
  facts: Partial<Pick<User, 'locale' | 'name'>> = {},
  place: { accountId?: string; role?: Role } = {}
) {
  const now = Date.now()
  const accountId = place.accountId ?? (await newAccount()).id
  const user = await User.create({
    id: newId('usr'),
    email: `person-${++made}-${now}@team.example`,
    name: null,
    password: PASSWORD,
    settings: {},
    createdAt: now,
    updatedAt: now,
    ...facts,
  })
  const role = place.role ?? 'owner'
  await Membership.create({ id: newId('mem'), accountId, userId: user.id, role, createdAt: now })
  return { user, accountId }
}

export interface KeptMail {
  id: string
  subject: string
  text: string
  html: string
  to: string
}

/** Mails to a person, oldest first; waits for at least `count`: they leave beside the request that caused them. */
export async function mailsTo(user: User, count: number): Promise<KeptMail[]> {
  for (let tries = 0; ; tries++) {
    const mails = await db.from('mails').where('user_id', user.id).orderBy('id')
    if (mails.length >= count || tries === 2000) return mails
    await new Promise((resolve) => setTimeout(resolve, 10))
  }
}

/** The token of the link in a mail. */
export const tokenIn = (mail: KeptMail): string => /\/reset-password\/([\w-]+)/.exec(mail.text)![1]
