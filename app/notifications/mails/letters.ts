import type { Letter } from '#accounts/mails/frame'
import type { Locale } from '#shared/locales'

/** One line of a mail: what happened, when, and where it leads. */
export interface MailLine {
  title: string
  detail: string
  at: string
}

interface Of {
  product: string
  account: string
  lines: MailLine[]
  /** Of them, beyond what is written out. */
  more: number
  url: string
  choicesUrl: string
}

interface Letters {
  now(of: Of): Letter
  digest(of: Of & { day: string }): Letter
}

const facts = (lines: MailLine[]) =>
  lines.map(({ at, title, detail }) => [at, detail ? `${title}. ${detail}` : title] as const)

const english: Letters = {
  now: ({ account, lines, more, url, choicesUrl }) => ({
    subject: more + lines.length === 1 ? lines[0].title : `${lines.length + more} notifications`,
    lines: [`This happened at ${account}.`],
    button: { label: 'Look at it', url },
    facts: facts(lines),
    ...(more && { closing: [`And ${more} more.`] }),
    notes: [`What you are told, and how, you choose here: ${choicesUrl}`],
  }),
  digest: ({ product, account, day, lines, more, url, choicesUrl }) => ({
    subject: `${account}, ${day}: ${lines.length + more} ${lines.length + more === 1 ? 'notification' : 'notifications'}`,
    lines: [`What happened at ${account} since the last overview.`],
    button: { label: `Open ${product}`, url },
    facts: facts(lines),
    ...(more && { closing: [`And ${more} more.`] }),
    notes: [`What you are told, and how, you choose here: ${choicesUrl}`],
  }),
}

const german: Letters = {
  now: ({ account, lines, more, url, choicesUrl }) => ({
    subject:
      more + lines.length === 1 ? lines[0].title : `${lines.length + more} Benachrichtigungen`,
    lines: [`Das ist bei ${account} passiert.`],
    button: { label: 'Ansehen', url },
    facts: facts(lines),
    ...(more && { closing: [`Und ${more} weitere.`] }),
    notes: [`Worüber Sie wie benachrichtigt werden, stellen Sie hier ein: ${choicesUrl}`],
  }),
  digest: ({ product, account, day, lines, more, url, choicesUrl }) => ({
    subject: `${account}, ${day}: ${lines.length + more} ${lines.length + more === 1 ? 'Benachrichtigung' : 'Benachrichtigungen'}`,
    lines: [`Das ist bei ${account} seit der letzten Übersicht passiert.`],
    button: { label: `${product} öffnen`, url },
    facts: facts(lines),
    ...(more && { closing: [`Und ${more} weitere.`] }),
    notes: [`Worüber Sie wie benachrichtigt werden, stellen Sie hier ein: ${choicesUrl}`],
  }),
}

export const NOTICE_LETTERS: Record<Locale, Letters> = { en: english, de: german }
