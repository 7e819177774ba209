import { setTimeout as pause } from 'node:timers/promises'
import db from '@adonisjs/lucid/services/db'
import { PASSWORD } from '#tests/functional/accounts/support/people'
import { Visitor } from '#tests/helpers/visitor'

let made = 0
export const newEmail = () => `founder-${++made}-${Date.now()}@signup.example`

export const WISH = {
  ...{ name: 'Fina Founder', company: 'Green Roofs & Co', password: PASSWORD },
  ...{ country: 'AT', currency: 'EUR', time_zone: 'Europe/Vienna', language: 'de' },
}

/** Browsers that have the form open, each at an address of its own: they wait together. */
const atForms: Visitor[] = []
const OPENED_AT_ONCE = 5

/** A browser that has had the form open for as long as a person needs to fill it in. */
export async function atForm(): Promise<Visitor> {
  if (atForms.length === 0) {
    const visitors = Array.from({ length: OPENED_AT_ONCE }, () => new Visitor())
    await Promise.all(visitors.map((visitor) => visitor.page('/sign-up')))
    await pause(1600)
    atForms.push(...visitors)
  }
  return atForms.pop()!
}

/** Sends the form; answers the mails the address got by then, once there are `count`. */
export async function signUp(visitor: Visitor, email: string, wish: object = {}, count = 1) {
  const answer = await visitor.submit('/sign-up', { ...WISH, email, ...wish })
  return { answer, mails: await mailsAt(email, count) }
}

/** Mails to an address, oldest first; waits for at least `count`. */
export async function mailsAt(email: string, count = 1) {
  for (let tries = 0; ; tries++) {
    const mails = await db.from('mails').where('to', 'like', `%${email}%`).orderBy('id')
    if (mails.length >= count || tries === 2000) return mails
    await pause(10)
  }
}

export const signUpToken = ({ text }: { text: string }): string =>
  /\/sign-up\/([\w-]+)/.exec(text)![1]

/** What an address has made of it: logins and the accounts they own. */
export async function madeFor(email: string) {
  const user = await db.from('users').where('email', email).first()
  const accounts = user
    ? await db
        .from('memberships')
        .join('accounts', 'accounts.id', 'memberships.account_id')
        .where('memberships.user_id', user.id)
        .orderBy('accounts.id')
        .select('accounts.*', 'memberships.role')
    : []
  const waiting = await db.from('sign_ups').where('email', email)
  return { user, accounts, waiting: waiting.length }
}
