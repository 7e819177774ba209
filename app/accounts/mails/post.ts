import type { MailImage } from '#accounts/mails/mail_brand'
import logger from '@adonisjs/core/services/logger'
import { setTimeout as pause } from 'node:timers/promises'

/** A mail to a person of the team. */
export interface PersonMail {
  id: string
  userId: string
  accountId: string | null
  fromName: string
  replyTo: string | null
  /** Pictures its HTML shows. */
  images: MailImage[]
  to: string
  subject: string
  text: string
  html: string
}

/** Rejects when the mail was not taken. */
export type Postman = (mail: PersonMail, at: number) => Promise<unknown>

const PAUSES_MS = [0, 5_000, 60_000]

let postman: Postman | null = null

/** Who hands mails over; the transports lie to the right of the accounts and introduce themselves. */
export const deliverMailsBy = (how: Postman) => void (postman = how)

/** Hands a mail over, beside whatever is going on: nobody waits for a mail server, and a page never fails by one. */
export function post(make: () => Promise<PersonMail>, at: number): void {
  hand(make, at).catch((error) => logger.error({ err: error }, 'a mail to a person was not sent'))
}

async function hand(make: () => Promise<PersonMail>, at: number) {
  if (!postman) throw new Error('Nobody delivers mails')
  const mail = await make()
  for (const [attempt, ms] of PAUSES_MS.entries()) {
    if (ms) await pause(ms, undefined, { ref: false })
    try {
      return await postman(mail, at)
    } catch (error) {
      if (attempt === PAUSES_MS.length - 1) throw error
    }
  }
}
