import type { Letter } from '#accounts/mails/frame'
import type { Locale } from '#shared/locales'
import type { NoticeKind } from '#portal/notices/kinds'

export interface Told {
  kind: NoticeKind
  facts: Record<string, unknown>
}
interface Occasion {
  account: string
  partner: string
  urlOf(path: string): string
  money(amount: string, currency: string): string
  /** A moment (ms) on the partner's clock. */
  moment(ms: number): string
}

const PATHS: Record<NoticeKind, string> = {
  waiting: '/portal/leads?state=waiting',
  deadline: '/portal/leads?state=waiting',
  invoice: '/portal/invoices',
  return: '/portal/leads',
  wish: '/portal/settings',
  balance: '/portal/balance',
}

/** News that ask for something. */
const ASKS = new Set<NoticeKind>(['waiting', 'deadline'])

interface Words {
  subject: Record<NoticeKind, (n: number) => string>
  several: (account: string) => string
  waiting(n: number, partner: string): string
  deadline(n: number, partner: string, until: string): string
  invoice(number: string, amount: string): string
  return(approved: boolean, n: number): string
  wish(approved: boolean): string
  balance(reached: boolean): string
  open: string
  decide: string
  choose: (url: string) => string
}

const english: Words = {
  subject: {
    waiting: (n) => (n === 1 ? 'A new lead waits for you' : `${n} new leads wait for you`),
    deadline: (n) =>
      n === 1 ? 'A lead waits for your decision' : `${n} leads wait for your decision`,
    invoice: (n) => (n === 1 ? 'A new invoice' : `${n} new invoices`),
    return: (n) => (n === 1 ? 'Your return was decided' : `${n} of your returns were decided`),
    wish: (n) => (n === 1 ? 'Your request was decided' : `${n} of your requests were decided`),
    balance: () => 'Your balance runs low',
  },
  several: (account) => `News from ${account}`,
  waiting: (n, partner) =>
    n === 1
      ? `A new lead for ${partner} waits for your decision.`
      : `${n} new leads for ${partner} wait for your decision.`,
  deadline: (n, partner, until) =>
    n === 1
      ? `Nobody has decided about a lead for ${partner}. Until ${until} you can accept or reject it; after that it goes to somebody else.`
      : `Nobody has decided about ${n} leads for ${partner}. The first deadline is ${until}; after its deadline a lead goes to somebody else.`,
  invoice: (number, amount) => `${number} over ${amount} was issued.`,
  return: (approved, n) => {
    const what = n === 1 ? 'A return was' : `${n} returns were`
    return approved ? `${what} accepted: the price is credited.` : `${what} refused.`
  },
  wish: (approved) =>
    approved ? 'A change you asked for was agreed to.' : 'A change you asked for was refused.',
  balance: (reached) =>
    reached
      ? 'The balance is used up: no more leads are delivered until it is topped up.'
      : 'The balance runs low. When it is used up, no more leads are delivered.',
  open: 'Open the portal',
  decide: 'Decide now',
  choose: (url) => `Choose what you are told, and when: ${url}`,
}

const german: Words = {
  subject: {
    waiting: (n) => (n === 1 ? 'Ein neuer Lead wartet auf Sie' : `${n} neue Leads warten auf Sie`),
    deadline: (n) =>
      n === 1 ? 'Ein Lead wartet auf Ihre Entscheidung' : `${n} Leads warten auf Ihre Entscheidung`,
    invoice: (n) => (n === 1 ? 'Eine neue Rechnung' : `${n} neue Rechnungen`),
    return: (n) =>
      n === 1
        ? 'Über Ihre Rückgabe wurde entschieden'
        : `Über ${n} Ihrer Rückgaben wurde entschieden`,
    wish: (n) =>
      n === 1 ? 'Über Ihren Wunsch wurde entschieden' : `Über ${n} Ihrer Wünsche wurde entschieden`,
    balance: () => 'Ihr Guthaben geht zur Neige',
  },
  several: (account) => `Neues von ${account}`,
  waiting: (n, partner) =>
    n === 1
      ? `Ein neuer Lead für ${partner} wartet auf Ihre Entscheidung.`
      : `${n} neue Leads für ${partner} warten auf Ihre Entscheidung.`,
  deadline: (n, partner, until) =>
    n === 1
      ? `Über einen Lead für ${partner} hat noch niemand entschieden. Bis ${until} können Sie ihn annehmen oder ablehnen; danach geht er an jemand anderen.`
      : `Über ${n} Leads für ${partner} hat noch niemand entschieden. Die erste Frist endet ${until}; nach seiner Frist geht ein Lead an jemand anderen.`,
  invoice: (number, amount) => `${number} über ${amount} wurde ausgestellt.`,
  return: (approved, n) => {
    const what = n === 1 ? 'Eine Rückgabe wurde' : `${n} Rückgaben wurden`
    return approved ? `${what} anerkannt: Der Preis wird gutgeschrieben.` : `${what} abgelehnt.`
  },
  wish: (approved) =>
    approved
      ? 'Einer von Ihnen gewünschten Änderung wurde zugestimmt.'
      : 'Eine von Ihnen gewünschte Änderung wurde abgelehnt.',
  balance: (reached) =>
    reached
      ? 'Das Guthaben ist aufgebraucht: Bis zur nächsten Einzahlung werden keine Leads mehr geliefert.'
      : 'Das Guthaben geht zur Neige. Ist es aufgebraucht, werden keine Leads mehr geliefert.',
  open: 'Portal öffnen',
  decide: 'Jetzt entscheiden',
  choose: (url) => `Wählen Sie, was wir Ihnen wann mitteilen: ${url}`,
}

const WORDS: Record<Locale, Words> = { en: english, de: german }

/** One mail about everything that is due. */
export function newsLetter(locale: Locale, news: readonly Told[], occasion: Occasion): Letter {
  const words = WORDS[locale]
  const byKind = Map.groupBy(news, ({ kind }) => kind)
  const [first] = byKind.keys()
  const single = byKind.size === 1
  const notes = [words.choose(occasion.urlOf('/portal/settings/notifications'))]
  return {
    subject: single ? words.subject[first](news.length) : words.several(occasion.account),
    lines: [...byKind].flatMap(([kind, told]) => linesOf(words, kind, told, occasion)),
    button: {
      label: single && ASKS.has(first) ? words.decide : words.open,
      url: occasion.urlOf(single ? PATHS[first] : '/portal'),
    },
    notes,
  }
}

function linesOf(words: Words, kind: NoticeKind, told: Told[], occasion: Occasion): string[] {
  if (kind === 'waiting') return [words.waiting(told.length, occasion.partner)]
  if (kind === 'deadline') {
    const first = Math.min(...told.map(({ facts }) => Number(facts.until)))
    return [words.deadline(told.length, occasion.partner, occasion.moment(first))]
  }
  if (kind === 'invoice')
    return told.map(({ facts }) =>
      words.invoice(
        String(facts.number),
        occasion.money(String(facts.amount), String(facts.currency))
      )
    )
  if (kind === 'balance') return [words.balance(told.some(({ facts }) => facts.reached === true))]
  const agreed = told.filter(({ facts }) => facts.approved === true).length
  const sides: [boolean, number][] = [
    [true, agreed],
    [false, told.length - agreed],
  ]
  return sides
    .filter(([, n]) => n > 0)
    .flatMap(([approved, n]) =>
      kind === 'return' ? [words.return(approved, n)] : [words.wish(approved)]
    )
}
