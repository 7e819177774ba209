import type { Browser, CDPSession, Page } from 'puppeteer-core'
import { openClosedPage } from '#billing/documents/pdf/closed_page'
import { baseFaces } from '#billing/documents/pdf/font_faces'
import { type DocumentHtml, sheetHtml } from '#billing/documents/page/document_html'

const LOADED = 'Promise.all([...document.fonts].map((face) => face.load())).then(() => true)'

/** Of the only table of rows: its place on the sheet, its head, and from each row to the next. */
const MEASURED = `(() => {
  const table = document.querySelector('#document table.rows')
  const top = table.getBoundingClientRect().top
  const tops = [...table.querySelectorAll(':scope > tbody > tr')].map((row) => row.getBoundingClientRect().top)
  const ends = [...tops.slice(1), table.getBoundingClientRect().bottom]
  return {
    before: top - document.querySelector('#document').getBoundingClientRect().top,
    head: tops[0] - top,
    rows: tops.map((top, i) => ends[i] - top),
  }
})()`

export interface MeasuredRows {
  /** What stands above the table, its margin among it. */
  before: number
  head: number
  rows: number[]
}

/**
 * A page that stays: the sheet with its styles and fonts is laid once, documents are put into it one after the other. Measured:
 * a third of the processor time of a fresh page for each.
 */
export class PrintingPage {
  private constructor(
    private page: Page,
    private cdp: CDPSession
  ) {}

  static async open(browser: Browser): Promise<PrintingPage> {
    const { page, cdp, frame } = await openClosedPage(browser)
    await Promise.all([
      cdp.send('DOM.enable'),
      // What is measured is measured as it is printed.
      cdp.send('Emulation.setEmulatedMedia', { media: 'print' }),
    ])
    const html = await sheetHtml(await baseFaces())
    await cdp.send('Page.setDocumentContent', { frameId: frame, html })
    const opened = new PrintingPage(page, cdp)
    await opened.#load()
    return opened
  }

  /** For what is drawn beside documents. */
  get browser(): Browser {
    return this.page.browser()
  }

  /**
   * The title is none of the page's: it is written into the file that is made of the print. Without tags a print costs a
   * third, and tells how many pages there are.
   */
  async print(document: DocumentHtml, { tagged = true } = {}): Promise<Uint8Array> {
    await this.#put(document)
    const { data } = await this.cdp.send('Page.printToPDF', {
      preferCSSPageSize: true,
      printBackground: true,
      generateTaggedPDF: tagged,
      generateDocumentOutline: tagged,
    })
    return Buffer.from(data, 'base64')
  }

  /** Heights in px, as they are on paper, of what has one table of rows. */
  async measure(document: DocumentHtml): Promise<MeasuredRows> {
    await this.#put(document)
    return (await this.#evaluate(MEASURED)) as MeasuredRows
  }

  async #put({ language, html, fonts }: DocumentHtml) {
    const { cdp } = this
    const { root } = await cdp.send('DOM.getDocument', { depth: 1 })
    const find = async (selector: string) => {
      const { nodeId } = await cdp.send('DOM.querySelector', { nodeId: root.nodeId, selector })
      return nodeId
    }
    await cdp.send('DOM.setAttributeValue', {
      nodeId: await find('html'),
      name: 'lang',
      value: language,
    })
    await cdp.send('DOM.setOuterHTML', { nodeId: await find('#document'), outerHTML: html })
    if (fonts) await this.#load()
  }

  async close() {
    await this.page.close()
  }

  /** Prints wait for no font: all are there before. */
  async #load() {
    await this.#evaluate(LOADED)
  }

  async #evaluate(expression: string): Promise<unknown> {
    const { exceptionDetails, result } = await this.cdp.send('Runtime.evaluate', {
      expression,
      awaitPromise: true,
      returnByValue: true,
    })
    if (!exceptionDetails) return result.value
    if (expression === LOADED) throw new Error('E_FONTS: a bundled font could not be loaded')
    throw new Error(`the page could not be measured: ${exceptionDetails.text}`)
  }
}
