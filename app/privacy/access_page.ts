import { escapeHtml } from '#shared/escape_html'
import type { Locale } from '#shared/locales'

/** What the page in the archive says around the data. Names of fields stand as they are kept. */
const WORDS = {
  en: {
    title: 'Your data',
    from: (account: string, at: string) => `What ${account} keeps of you, as of ${at}.`,
    left_out: 'Files that were too large to go along',
    lead: 'Lead',
    none: 'Nothing is kept.',
    note: 'The same data stands in data.json for machines. Files you gave lie beside it in the folder “files”.',
    parts: {
      values: 'What you gave',
      as_it_came: 'As it came in, where it was written otherwise',
      beside: 'Sent along',
      consent: 'What was agreed',
      consents: 'Records of consent',
      earlier_values: 'Earlier values',
      deliveries: 'Who received it',
      requests_for_bids: 'Who was asked for a bid',
      returns: 'Returns',
      mails: 'Mails',
      events: 'What happened',
    },
  },
  de: {
    title: 'Ihre Daten',
    from: (account: string, at: string) => `Was ${account} über Sie gespeichert hat, Stand ${at}.`,
    left_out: 'Dateien, die wegen ihrer Größe nicht beiliegen',
    lead: 'Lead',
    none: 'Es ist nichts gespeichert.',
    note: 'Dieselben Daten stehen maschinenlesbar in data.json. Von Ihnen gesendete Dateien liegen im Ordner „files“.',
    parts: {
      values: 'Ihre Angaben',
      as_it_came: 'Ursprüngliche Schreibweise, falls abweichend',
      beside: 'Mitgesendet',
      consent: 'Einwilligung',
      consents: 'Nachweise der Einwilligung',
      earlier_values: 'Frühere Angaben',
      deliveries: 'Empfänger',
      requests_for_bids: 'Um ein Gebot gebeten',
      returns: 'Rückgaben',
      mails: 'E-Mails',
      events: 'Verlauf',
    },
  },
} as const

export interface AccessData {
  account: string
  at: string
  leads: Record<string, unknown>[]
  /** Files that would have made the archive too large. */
  left_out: LeftOut[]
}

export interface LeftOut {
  name: string
  bytes: number
}

const CSS = `body{font:15px/1.5 system-ui,sans-serif;max-width:860px;margin:32px auto;padding:0 16px;color:#0e1919}
h1{font-size:24px}h2{font-size:18px;margin-top:40px;border-top:1px solid #dfe6e6;padding-top:16px}h3{font-size:15px;margin:20px 0 4px}
table{border-collapse:collapse;width:100%}td{padding:3px 16px 3px 0;vertical-align:top;border-bottom:1px solid #eef2f2;overflow-wrap:anywhere}
td:first-child{color:#566565;width:30%}ul{padding-left:20px}p{color:#566565}`

/** A page anybody can read, without scripts and without anything from elsewhere. Every value is text. Pure. */
export function accessPage(
  { account, at, leads, left_out: out }: AccessData,
  locale: Locale
): string {
  const words = WORDS[locale]
  const sections = leads.map((lead, n) => {
    const parts = Object.entries(words.parts)
      .filter(([name]) => !isNothing(lead[name]))
      .map(([name, head]) => `<h3>${escapeHtml(head)}</h3>${drawn(lead[name])}`)
    const plain = Object.entries(lead).filter(([name]) => !(name in words.parts))
    return `<section><h2>${words.lead} ${n + 1}</h2>${drawn(Object.fromEntries(plain))}${parts.join('')}</section>`
  })
  return [
    `<!doctype html><html lang="${locale}"><head><meta charset="utf-8">`,
    `<meta http-equiv="content-security-policy" content="default-src 'none'; style-src 'unsafe-inline'">`,
    `<meta name="viewport" content="width=device-width"><title>${words.title}</title><style>${CSS}</style></head><body>`,
    `<h1>${words.title}</h1><p>${escapeHtml(words.from(account, at))} ${words.note}</p>`,
    out.length ? `<h2>${words.left_out}</h2>${drawn(out.map(({ name }) => name))}` : '',
    sections.join('') || `<p>${words.none}</p>`,
    '</body></html>',
  ].join('\n')
}

const isNothing = (value: unknown): boolean =>
  value === null ||
  value === undefined ||
  value === '' ||
  (typeof value === 'object' && Object.keys(value).length === 0)

function drawn(value: unknown): string {
  if (typeof value !== 'object' || value === null) return escapeHtml(String(value ?? ''))
  if (Array.isArray(value))
    return `<ul>${value.map((one) => `<li>${drawn(one)}</li>`).join('')}</ul>`
  const rows = Object.entries(value)
    .filter(([, one]) => !isNothing(one))
    .map(([name, one]) => `<tr><td>${escapeHtml(name)}</td><td>${drawn(one)}</td></tr>`)
  return `<table>${rows.join('')}</table>`
}
