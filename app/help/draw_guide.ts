import { Marked, type Tokens } from 'marked'
import { escapeHtml } from '#shared/escape_html'
import type { ReadGuide } from '#help/read_markdown'
import { plainText } from '#help/read_markdown'
import { NOTE_ICONS } from '#help/note_icons'

export interface Picture {
  url: string
  width: number
  height: number
}

/** What a guide leads to, for whoever it is drawn for. `null`: it is not there for them. */
export interface Ways {
  guide(slug: string): string | null
  screen(path: string): string | null
  picture(name: string): Picture | null
}

const NOTE = /^(Tip|Tipp|Careful|Achtung):?$/

/** The HTML of a guide. What is no Markdown in it is shown as it is written: nothing in it becomes markup. */
export function drawGuide({ tokens }: ReadGuide, ways: Ways): string {
  return drawerFor(ways).parser(tokens)
}

function drawerFor(ways: Ways): Marked {
  return new Marked({
    gfm: true,
    renderer: {
      html: ({ text }) => escapeHtml(text),
      // A picture that is not there leaves no gap.
      paragraph({ tokens }) {
        const inner = this.parser.parseInline(tokens)
        return inner ? `<p>${inner}</p>\n` : ''
      },
      heading(token) {
        const level = token.depth > 2 ? 3 : 2
        const { id } = token as Tokens.Heading & { id?: string }
        const text = this.parser.parseInline(token.tokens)
        return `<h${level} id="${id ?? ''}">${text}</h${level}>\n`
      },
      link({ href, tokens }) {
        const text = this.parser.parseInline(tokens)
        const to = leadsTo(href, ways)
        if (to === null) return text
        const outside = /^https?:/.test(to) ? ' rel="noopener"' : ''
        return `<a href="${escapeHtml(to)}"${outside}>${text}</a>`
      },
      image({ href, text, tokens }) {
        const [, name] = /^picture:([\w-]+)$/.exec(href) ?? []
        const picture = name ? ways.picture(name) : null
        if (!picture) return ''
        const { url, width, height } = picture
        const alt = escapeHtml(tokens ? plainText(tokens) : text)
        return `<a class="picture" href="${url}"><img src="${url}" width="${width}" height="${height}" alt="${alt}" loading="lazy" decoding="async"></a>`
      },
      blockquote({ tokens }) {
        const kind = noteOf(tokens)
        const inner = this.parser.parse(tokens)
        if (!kind) return `<blockquote>${inner}</blockquote>\n`
        return `<div class="note ${kind}" role="note">${NOTE_ICONS[kind]}<div>${inner}</div></div>\n`
      },
      // Wider than a phone: they are moved sideways, by keyboard too.
      table({ header, rows }) {
        const row = (cells: Tokens.TableCell[], tag: string) =>
          `<tr>${cells
            .map(({ tokens, align }) => {
              const to = align ? ` class="${align}"` : ''
              const head = tag === 'th' ? ' scope="col"' : ''
              return `<${tag}${head}${to}>${this.parser.parseInline(tokens)}</${tag}>`
            })
            .join('')}</tr>`
        const body = rows.map((cells) => row(cells, 'td')).join('')
        return `<div class="wide" tabindex="0"><table><thead>${row(header, 'th')}</thead><tbody>${body}</tbody></table></div>\n`
      },
      code: ({ text }) => `<pre tabindex="0"><code>${escapeHtml(text)}</code></pre>\n`,
    },
  })
}

/** A note is a quote that begins with its word in bold. */
function noteOf(tokens: Tokens.Blockquote['tokens']): 'tip' | 'careful' | null {
  const [first] = tokens as Tokens.Paragraph[]
  const [word] = first?.type === 'paragraph' ? (first.tokens ?? []) : []
  if (word?.type !== 'strong') return null
  const [, name] = NOTE.exec(plainText((word as Tokens.Strong).tokens)) ?? []
  return name === undefined ? null : name.startsWith('Tip') ? 'tip' : 'careful'
}

function leadsTo(href: string, ways: Ways): string | null {
  if (/^https?:\/\//.test(href) || href.startsWith('mailto:') || href.startsWith('#')) return href
  const [, kind, to] = /^(guide|app):(.+)$/.exec(href) ?? []
  if (kind === 'app') return to.startsWith('/') && !to.startsWith('//') ? ways.screen(to) : null
  if (kind !== 'guide') return null
  const [slug, id] = to.split('#')
  const path = ways.guide(slug)
  return path && id ? `${path}#${id}` : path
}
