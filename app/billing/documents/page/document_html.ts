import { Edge } from 'edge.js'
import { type DocumentLook, PLAIN_LOOK } from '#billing/documents/look/document_look'
import { brandFaces, scriptFaces } from '#billing/documents/pdf/font_faces'
import { cssText } from '#billing/documents/page/css_text'
import { type DocumentPart, wholePart } from '#billing/documents/page/document_part'
import { documentPage } from '#billing/documents/page/document_page'
import { plainSigns } from '#billing/documents/page/plain_signs'
import type { TaxDocument } from '#sdk/document'

/** Counts up with every change of how documents look: a stored document names the one it was made by. */
export const TEMPLATE_VERSION = '3'

let views: Edge | null = null

/** A renderer of its own: documents know no session, no request and none of the pages' helpers. */
function documentViews(): Edge {
  if (!views) {
    views = Edge.create({ cache: true })
    views.mount(new URL('../../../../resources/views/documents', import.meta.url))
    views.global('cssText', cssText)
  }
  return views
}

/** The sheet that every document is laid into, with its styles and fonts. */
export const sheetHtml = (fonts: string): Promise<string> =>
  documentViews().render('sheet', { fonts })

export interface DocumentHtml {
  title: string
  language: string
  html: string
  /** It brings parts of fonts beyond those of the sheet. */
  fonts: boolean
}

/** A document whose words and values are written; what is printed of it is left to say. */
export interface LaidDocument {
  title: string
  language: string
  lines: number
  /** Rows of the annex. */
  items: number
  render(part?: DocumentPart): Promise<DocumentHtml>
}

/** One document as the content of the sheet. */
export async function documentHtml(
  document: TaxDocument,
  look: DocumentLook = PLAIN_LOOK
): Promise<DocumentHtml> {
  const laid = await layDocument(document, look)
  return laid.render()
}

/**
 * Every value in what it renders is escaped. Signs that no bundled font has are replaced: an archived PDF must not show what
 * its fonts cannot draw.
 */
export async function layDocument(
  document: TaxDocument,
  look: DocumentLook = PLAIN_LOOK
): Promise<LaidDocument> {
  const { logo, ...said } = look
  const shown = inSigns({ document, look: said }, plainSigns)
  const [{ css: scripts, missing }, own] = await Promise.all([
    scriptFaces(JSON.stringify(shown), document.buyer.country),
    brandFaces(look.font),
  ])
  const fonts = own + scripts
  const drawn = missing.size
    ? inSigns(shown, (text) =>
        [...text].map((sign) => (missing.has(sign) ? '\ufffd' : sign)).join('')
      )
    : shown
  const page = documentPage(drawn.document, { ...drawn.look, logo })
  const { fullTitle: title, language } = page
  const [lines, items] = [page.lines.length, page.annex?.rows.length ?? 0]
  return {
    ...{ title, language, lines, items },
    async render(part = wholePart(lines, items)) {
      const html = await documentViews().render('document', {
        ...{ page, part, fonts, look: { ...drawn.look, logo } },
        tables: part.lines.map(([from, to]) => page.lines.slice(from, to)),
        annex: part.annex.map(([from, to]) => page.annex!.rows.slice(from, to)),
        annexHead: part.annex[0]?.[0] === 0,
        pageNumber: pageNumberCss(page.words.page, part.pages?.total),
      })
      return { title, language, html: plainSigns(html), fonts: fonts !== '' }
    },
  }
}

/** The document with each of its texts passed through `change`. */
function inSigns<T>(value: T, change: (text: string) => string): T {
  if (typeof value === 'string') return change(value) as T
  if (Array.isArray(value)) return value.map((one: unknown) => inSigns(one, change)) as T
  if (value === null || typeof value !== 'object') return value
  return Object.fromEntries(
    Object.entries(value).map(([key, one]) => [key, inSigns(one as unknown, change)])
  ) as T
}

/** "Page {page} of {pages}" with the counters of CSS in it; a part does not know how many there are in all. */
function pageNumberCss(text: string, total?: number): string {
  const pages = total === undefined ? 'counter(pages)' : cssText([String(total)])
  return text
    .split(/(\{pages?\})/)
    .filter(Boolean)
    .map((part) =>
      part === '{page}' ? 'counter(page)' : part === '{pages}' ? pages : cssText([part])
    )
    .join(' ')
}
