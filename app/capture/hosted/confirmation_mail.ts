import { type Letter, frame } from '#accounts/mails/frame'
import { linksOf } from '#accounts/domains/address_for'
import { partnerMail } from '#accounts/mails/mail_brand'
import type { FormLanguage } from '#capture/forms/form_document'
import { type Waiting, emailOf, openWaiting, tokenOf } from '#capture/hosted/await_confirmation'
import type { OutgoingMail } from '#delivery/transports/mail_transport'

const NOTES: Record<FormLanguage, (account: string) => string> = {
  en: (account) =>
    `You get this mail because somebody filled in a form of ${account} with your address. If it was not you, ignore it: without the link nothing happens. The link works for seven days.`,
  de: (account) =>
    `Sie erhalten diese E-Mail, weil jemand ein Formular von ${account} mit Ihrer Adresse ausgefüllt hat. Wenn Sie das nicht waren, ignorieren Sie sie: Ohne den Link geschieht nichts. Der Link gilt sieben Tage.`,
}

/** The mail whose link makes a submission count; null where there is nothing to confirm any more. */
export async function confirmationMail(row: Waiting, now: number): Promise<OutgoingMail | null> {
  const opened = await openWaiting(row, now)
  const words = opened?.of.document.double_opt_in
  const email = opened && emailOf(opened.of, opened.walk)
  if (!opened || !words || !email) return null
  const { account, document } = opened.of
  const [urlOf, look, token] = await Promise.all([
    linksOf(account.id, 'capture'),
    partnerMail(account),
    tokenOf(row),
  ])
  const letter: Letter = {
    subject: words.subject,
    lines: words.text.split(/\n\s*\n/),
    button: { label: words.button, url: urlOf(`/f/confirm/${token}`) },
    notes: [NOTES[document.language](account.name)],
  }
  return {
    // One id for each mail that was asked for: an attempt that is made again is the same mail.
    id: `${row.id}-${row.mails}`,
    accountId: account.id,
    ...{ fromName: look.fromName, replyTo: look.replyTo, images: look.images },
    to: [email],
    subject: letter.subject,
    ...frame(letter, document.language, look.brand),
  }
}
