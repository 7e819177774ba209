import db from '@adonisjs/lucid/services/db'
import { loadAccount } from '#accounts/repository'
import { loadPartner } from '#partners/repository'
import type { SeatRole } from '#portal/models/portal_seat'
import { invite } from '#portal/people/invitations'
import { Visitor } from '#tests/helpers/visitor'

export const PASSWORD = 'kettle under seven maples'
let made = 0

/** An address nobody had before. */
export const someEmail = () => `buyer-${++made}-${Date.now()}@partner.example`

/** The token of the last mail that was kept for a seat or a person. */
export async function tokenFor(userId: string, kind: 'invitation' | 'reset-password', count = 1) {
  for (let tries = 0; ; tries++) {
    const mails = await db.from('mails').where('user_id', userId).orderBy('id')
    const tokens = mails.flatMap(({ text }) => {
      const found = new RegExp(`/portal/${kind}/([\\w-]+)`).exec(text)
      return found ? [found[1]] : []
    })
    if (tokens.length >= count || tries === 2000) return tokens.at(-1)!
    await new Promise((resolve) => setTimeout(resolve, 10))
  }
}

/** Invites somebody as the team does; answers the seat and what the link in the mail holds. */
export async function invited(
  accountId: string,
  key: string,
  email = someEmail(),
  role: SeatRole = 'owner'
) {
  const account = (await loadAccount(accountId))!
  const partner = (await loadPartner(accountId, key))!
  const seat = await invite(account, partner, { email, role }, 'user:test', Date.now())
  if (!seat.ok) throw new Error(seat.problem)
  return { seat: seat.value, email, token: await tokenFor(seat.value.id, 'invitation') }
}

/** A browser that stands in the portal. */
export class Buyer extends Visitor {
  begin = () => this.get('/portal/session', { accept: 'application/json' })

  async enter(email: string, password = PASSWORD, more: object = {}) {
    await this.begin()
    return this.json('POST', '/portal/login', { email, password, ...more })
  }

  /** A file as bytes, under its name. */
  async download(path: string): Promise<{ name: string; bytes: Uint8Array }> {
    const answer = await fetch(`http://${process.env.HOST}:${process.env.PORT}${path}`, {
      headers: {
        'x-forwarded-for': this.address,
        'user-agent': this.agent,
        'cookie': [...this.cookies].map(([name, value]) => `${name}=${value}`).join('; '),
      },
    })
    const name = /filename="(.+)"/.exec(answer.headers.get('content-disposition') ?? '')?.[1]
    return { name: name ?? '', bytes: new Uint8Array(await answer.arrayBuffer()) }
  }

  isIn = async (): Promise<boolean> => (await this.begin()).body.user !== null
}

/** Somebody of a partner who accepted and is signed in. */
export async function buyerOf(accountId: string, key = 'sunco', role: SeatRole = 'owner') {
  const { seat, email, token } = await invited(accountId, key, someEmail(), role)
  const buyer = new Buyer()
  await buyer.begin()
  const answer = await buyer.submit(`/portal/invitation/${token}`, { password: PASSWORD })
  if (answer.location !== '/portal/leads') throw new Error(JSON.stringify(answer.body))
  return { buyer, email, seat }
}
