import { escapeHtml } from '#shared/escape_html'

/** What a mail says, before it is text or HTML. */
export interface Letter {
  subject: string
  /** Paragraphs before the button and the facts. */
  lines: string[]
  button?: { label: string; url: string }
  facts?: (readonly [name: string, value: string])[]
  /** Paragraphs after the facts; line breaks in them stay. */
  closing?: string[]
  /** Quieter, at the end. */
  notes: string[]
}

/** Whose mail it is, as its head says it. */
export interface MailBrand {
  name: string
  /** Of the name and what can be pressed, as `#rrggbb`. */
  color: string
  /** A picture the mail holds, and its size in px; it stands for the name. */
  logo?: { cid: string; width: number; height: number }
  /** Whom to ask and who is answerable, at the very end: lines of any language. */
  footer?: string[]
}

/** Both parts of a mail. Every value is text: what stands in a name is shown, never run. */
export function frame(
  letter: Letter,
  language: string,
  brand: MailBrand
): { text: string; html: string } {
  return { text: asText(letter, brand), html: asHtml(letter, language, brand) }
}

function asText(
  { lines, button, facts = [], closing = [], notes }: Letter,
  { footer = [] }: MailBrand
): string {
  const parts = [
    ...lines,
    ...(button ? [`${button.label}:\n${button.url}`] : []),
    ...(facts.length ? [facts.map(([name, value]) => `${name}: ${value}`).join('\n')] : []),
    ...closing,
    ...notes,
    ...(footer.length ? [`-- \n${footer.join('\n')}`] : []),
  ]
  return `${parts.join('\n\n')}\n`
}

const FONT = "font-family:Inter,system-ui,-apple-system,'Segoe UI',sans-serif"

function asHtml(
  { subject, lines, button, facts = [], closing = [], notes }: Letter,
  language: string,
  { name: sender, color, logo, footer = [] }: MailBrand
): string {
  const paragraph = (line: string) =>
    `<p style="margin:0 0 16px;font-size:15px;line-height:1.55">${escapeHtml(line).replaceAll('\n', '<br>')}</p>`
  const note = (line: string) =>
    `<p style="margin:0 0 8px;font-size:13px;line-height:1.5;color:#566565">${linked(escapeHtml(line), color)}</p>`
  const fact = ([name, value]: readonly [string, string]) =>
    `<tr><td style="padding:2px 16px 2px 0;font-size:13px;color:#566565;vertical-align:top">${escapeHtml(name)}</td>` +
    `<td style="padding:2px 0;font-size:14px">${escapeHtml(value)}</td></tr>`
  return [
    `<div lang="${escapeHtml(language)}" style="${FONT};color:#0e1919;max-width:520px;margin:0 auto;padding:24px 16px">`,
    `<p style="margin:0 0 20px;font-size:14px;font-weight:600;color:${color}">${logo ? picture(logo, sender) : escapeHtml(sender)}</p>`,
    `<h1 style="margin:0 0 16px;font-size:20px;line-height:1.3">${escapeHtml(subject)}</h1>`,
    ...lines.map(paragraph),
    ...(button
      ? [
          `<p style="margin:0 0 20px"><a href="${escapeHtml(button.url)}" style="display:inline-block;background:${color};color:#ffffff;text-decoration:none;font-weight:600;font-size:15px;padding:10px 18px;border-radius:6px">${escapeHtml(button.label)}</a></p>`,
          `<p style="margin:0 0 20px;font-size:13px;line-height:1.5;color:#566565;word-break:break-all">${escapeHtml(button.url)}</p>`,
        ]
      : []),
    ...(facts.length
      ? [
          `<table role="presentation" style="border-collapse:collapse;margin:0 0 20px">${facts.map(fact).join('')}</table>`,
        ]
      : []),
    ...closing.map(paragraph),
    ...notes.map(note),
    ...(footer.length ? [footerOf(footer, color)] : []),
    '</div>',
  ].join('\n')
}

/** Lines apart from the letter, each its own address where it is one. */
const footerOf = (lines: string[], color: string) =>
  `<p style="margin:24px 0 0;padding-top:12px;border-top:1px solid #dfe6e6;font-size:12px;line-height:1.6;color:#566565">${lines.map((line) => linked(escapeHtml(line), color)).join('<br>')}</p>`

const picture = ({ cid, width, height }: NonNullable<MailBrand['logo']>, name: string) =>
  `<img src="cid:${escapeHtml(cid)}" width="${width}" height="${height}" alt="${escapeHtml(name)}" style="display:block;border:0">`

/** Our own address at the end of a line, to be pressed; the line is escaped already. */
const linked = (line: string, color: string) =>
  line.replace(/https?:\/\/[^\s<>"]+$/, `<a href="$&" style="color:${color}">$&</a>`)
