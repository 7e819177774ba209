import { PrepareError, definePlugin, vine, type DeliveryView, type Envelope } from '#sdk'
import { building } from '#sdk/building'
import { channelSettings, type ChannelSettings } from '#sdk/channel_settings'
import {
  compileTemplate,
  escapeXml,
  printValue,
  renderText,
  templateProblem,
  templateScope,
  type Template,
} from '#sdk/templates'

interface EmailConfig extends ChannelSettings {
  to?: string | string[]
  subject?: string
  text?: string
  html?: string
  reply_to?: string
}

const MAX_RECIPIENTS = 20
const MAX_SUBJECT = 250

const template = vine.createRule(
  (value, _options, field) => {
    for (const source of [value].flat()) {
      const problem = typeof source === 'string' ? templateProblem(source) : 'must be text'
      if (problem) field.report(problem, 'template', field)
    }
  },
  { name: 'template' }
)

/** A template, or a list of them: each becomes exactly one address. */
const recipients = vine.createRule(
  (value, _options, field) => {
    const given = [value].flat()
    if (given.length === 0 || given.length > MAX_RECIPIENTS)
      field.report(`must have 1 to ${MAX_RECIPIENTS} addresses`, 'recipients', field)
    for (const source of given) {
      const problem =
        typeof source !== 'string' || source === ''
          ? 'must be an e-mail address or a template of one'
          : source.includes('{')
            ? templateProblem(source)
            : addressProblem(source)
      if (problem) field.report(problem, 'recipients', field)
    }
  },
  { name: 'recipients' }
)

const text = (maxLength: number) => vine.string().maxLength(maxLength).use(template()).optional()

const config = vine.object({
  to: vine
    .any()
    .use(recipients())
    .optional()
    .meta({
      title: 'To',
      description: 'One address each; variables are allowed. Empty: the partner’s e-mail address.',
      control: 'template_lines',
      de: {
        title: 'An',
        description:
          'Je eine Adresse; Variablen sind erlaubt. Leer: die E-Mail-Adresse des Partners.',
      },
    }),
  subject: text(1000).meta({
    title: 'Subject',
    default: 'New lead: {{ profile.name }}',
    control: 'template_line',
    de: { title: 'Betreff' },
  }),
  text: text(65_536).meta({
    title: 'Text',
    description: 'Empty: a table of the lead’s values.',
    control: 'template',
    language: 'liquid',
    de: { description: 'Leer: eine Tabelle der Werte des Leads.' },
  }),
  html: text(262_144).meta({
    title: 'HTML',
    description: 'Empty: made of the text.',
    control: 'template',
    language: 'html',
    de: { description: 'Leer: aus dem Text gemacht.' },
  }),
  reply_to: text(320).meta({
    title: 'Reply to',
    control: 'template_line',
    de: { title: 'Antwort an' },
  }),
  ...channelSettings(),
})

const compiled = new Map<string, Template>()

/** Mail templates are few and used again; the oldest is forgotten first. */
function templateOf(source: string): Template {
  let found = compiled.get(source)
  if (!found) {
    found = compileTemplate(source)
    if (compiled.size >= 500) compiled.delete(compiled.keys().next().value!)
    compiled.set(source, found)
  }
  return found
}

/** One plain address: no display name, list, group or line break can hide in it. */
function addressProblem(address: string): string | null {
  const plain = /^[^\s<>()[\],;:"\\@]+@[^\s<>()[\],;:"\\@]+$/.test(address)
  return plain && address.length <= 254 && vine.helpers.isEmail(address)
    ? null
    : `${JSON.stringify(address.slice(0, 80))} is not one e-mail address`
}

function addressOf(path: string, value: string): string {
  const address = value.trim()
  const problem = addressProblem(address)
  if (problem) throw new PrepareError(path, problem)
  return address
}

function prepare(view: DeliveryView, settings: EmailConfig): Envelope {
  const scope = templateScope(view)
  const render = (path: string, source: string, escape = printValue): string =>
    building(path, () => renderText(templateOf(source), scope, escape))
  const to = [settings.to ?? view.partner.email ?? []].flat()
  if (to.length === 0) throw new PrepareError('to', 'the partner has no e-mail address')
  const subject = settings.subject ?? 'New lead: {{ profile.name }}'
  const body = settings.text ? render('text', settings.text) : null
  return {
    type: 'mail',
    to: to.map((address) => addressOf('to', render('to', address))),
    reply_to: settings.reply_to
      ? addressOf('reply_to', render('reply_to', settings.reply_to))
      : null,
    subject: oneLine(`${view.lead.test ? '[Test] ' : ''}${render('subject', subject)}`),
    text: body ?? plainTable(view),
    html: settings.html
      ? render('html', settings.html, escapeXml)
      : body === null
        ? htmlTable(view)
        : page(`<p style="white-space:pre-wrap;margin:0">${escapeXml(body)}</p>`),
  }
}

/** Line breaks and other control characters become spaces: a subject is one header line. */
const oneLine = (subject: string): string =>
  subject
    .replace(/[\p{Cc}\u2028\u2029]+/gu, ' ')
    .trim()
    .slice(0, MAX_SUBJECT)

// ---------------------------------------------------------------- the table nobody had to write

/** `monthly_bill` as people write it: "Monthly bill". */
const labelOf = (key: string): string => {
  const words = key.replace(/[_-]+/g, ' ').trim()
  return words.charAt(0).toUpperCase() + words.slice(1)
}

function rows(view: DeliveryView): [string, string][] {
  return Object.entries(view.lead.values)
    .map(([key, value]): [string, string] => [labelOf(key), readable(value)])
    .filter(([, value]) => value !== '')
}

/** Addresses and the like as one line instead of JSON. */
function readable(value: unknown): string {
  if (value === true) return 'yes'
  if (value === false) return 'no'
  if (value !== null && typeof value === 'object' && !Array.isArray(value)) {
    if ('amount' in value && 'currency' in value)
      return `${printValue(value.amount)} ${printValue(value.currency)}`
    return Object.values(value).map(readable).filter(Boolean).join(', ')
  }
  return printValue(value)
}

function plainTable(view: DeliveryView): string {
  const table = rows(view)
  const width = Math.min(30, Math.max(0, ...table.map(([label]) => label.length)))
  const lines = table.map(([label, value]) => `${`${label}:`.padEnd(width + 2)}${value}`)
  return [`New lead: ${view.profile.name}`, '', ...lines, '', footer(view), ''].join('\n')
}

function htmlTable(view: DeliveryView): string {
  const cell = 'padding:8px 12px;border-bottom:1px solid #e5e7eb;vertical-align:top'
  const lines = rows(view).map(
    ([label, value]) =>
      `<tr><th align="left" style="${cell};font-weight:600;color:#374151;white-space:nowrap">${escapeXml(label)}</th>` +
      `<td style="${cell};white-space:pre-wrap">${escapeXml(value)}</td></tr>`
  )
  return page(
    `<h1 style="font-size:20px;margin:0 0 16px">New lead: ${escapeXml(view.profile.name)}</h1>` +
      `<table role="presentation" cellspacing="0" cellpadding="0" style="border-collapse:collapse;width:100%">${lines.join('')}</table>` +
      `<p style="color:#6b7280;font-size:13px;margin:16px 0 0">${escapeXml(footer(view))}</p>`
  )
}

const footer = (view: DeliveryView): string =>
  `Sent by ${view.account.name} to ${view.partner.name}. Lead ${view.lead.id}, delivery ${view.delivery.id}.`

const page = (content: string): string =>
  `<!doctype html><html><head><meta charset="utf-8"></head><body style="margin:0;background:#f3f4f6">` +
  `<div style="max-width:640px;margin:0 auto;padding:24px;background:#ffffff;color:#111827;` +
  `font:15px/1.5 -apple-system,'Segoe UI',Roboto,Helvetica,Arial,sans-serif">${content}</div></body></html>`

export default definePlugin<EmailConfig>({
  api: 1,
  kind: 'channel',
  id: 'email',
  name: 'E-mail',
  version: '1.0.0',
  description: 'Mails the lead to the partner, as text and HTML.',
  de: {
    name: 'E-Mail',
    description: 'Schickt den Lead als Mail an den Partner, als Text und HTML.',
  },
  icon: 'mail',
  config,
  prepare,
  async send(envelope, io) {
    if (envelope.type !== 'mail') throw new PrepareError('', 'e-mail sends mails only')
    const { messageId } = await io.mail(envelope)
    return { status: 'sent', reference: messageId }
  },
})
