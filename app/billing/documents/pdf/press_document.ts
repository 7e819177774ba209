import type { PrintJob, SheetJob } from '#billing/documents/pdf/print_job'
import { isLong, printParts } from '#billing/documents/pdf/print_parts'
import { layDocument } from '#billing/documents/page/document_html'
import { archivePdf } from '#billing/documents/pdf/archive_pdf'
import { joinPrints } from '#billing/documents/pdf/join_prints'
import type { PdfBrowser } from '#billing/documents/pdf/pdf_browser'

/** From a document to its archived PDF. Factur-X where there is XML for it, a plain archived PDF where there is none. */
export async function pressDocument(job: PrintJob, browser: PdfBrowser): Promise<Buffer> {
  const { document, look, xml, at, deadlineMs } = job
  const laid = await layDocument(document, look)
  const prints = isLong(laid)
    ? await alone(() => browser.run((page) => printParts(page, laid), deadlineMs))
    : [await browser.print(await laid.render(), deadlineMs)]
  const facts = {
    title: laid.title,
    author: document.kind.startsWith('self_billing') ? document.buyer.name : document.seller.name,
    subject: laid.title,
    producer: look.product,
    language: laid.language,
    at,
  }
  const inner = xml && { bytes: Buffer.from(xml), name: 'factur-x.xml', level: 'EN 16931' }
  return archivePdf(joinPrints(prints), facts, inner)
}

/** Another sheet, from its content to an archived PDF. */
export async function pressSheet(job: SheetJob, browser: PdfBrowser): Promise<Buffer> {
  const { document, author, producer, at, deadlineMs } = job
  const { title, language } = document
  const print = await browser.print(document, deadlineMs)
  const facts = { title, author, subject: title, producer, language, at }
  return archivePdf(joinPrints([print]), facts, null)
}

let before: Promise<unknown> = Promise.resolve()

/** Of long documents one after the other: each needs as much memory as a hundred short ones. */
function alone<T>(job: () => Promise<T>): Promise<T> {
  const done = before.then(job)
  before = done.catch(() => {})
  return done
}
