import type { Browser } from 'puppeteer-core'
import type { DocumentHtml } from '#billing/documents/page/document_html'
import { keepLow } from '#billing/documents/pdf/low_priority'
import { PrintingPage } from '#billing/documents/pdf/printing_page'
import { type StartedBrowser, startBrowser } from '#billing/documents/pdf/start_browser'

/** Two cores print two documents at once; more pages only cost memory. */
const PAGES = 2
/** A page and a browser that have printed so many give way to fresh ones, so that no leak grows. */
const PRINTS_OF_PAGE = 400

const LATE = 'E_PRINT_DEADLINE'

/** The print ended without a document; `E_PRINT_DEADLINE` when it was taking too long. */
export class PrintError extends Error {}

type PrintingJob<T> = (page: PrintingPage) => Promise<T>

interface Lane {
  page: PrintingPage | null
  prints: number
  busy: Promise<void>
}

/**
 * One warm browser, started by the first document. A print that passes its deadline ends the browser, for a page that hangs
 * cannot be asked to stop; the next print starts another. A print whose browser went away under it is begun once more.
 */
export class PdfBrowser {
  #started: Promise<StartedBrowser> | null = null
  #lanes: Lane[] = Array.from({ length: PAGES }, () => ({
    page: null,
    prints: 0,
    busy: Promise.resolve(),
  }))
  #turn = 0

  constructor(private start: () => Promise<StartedBrowser> = () => startBrowser()) {}

  /** Starts it ahead of the first document. */
  async warm(): Promise<void> {
    await this.#browser()
  }

  print(document: DocumentHtml, deadlineMs: number): Promise<Uint8Array> {
    return this.run((page) => page.print(document), deadlineMs)
  }

  /** Whatever is printed of one document, on one page and within one deadline. */
  async run<T>(job: PrintingJob<T>, deadlineMs: number): Promise<T> {
    const lane = this.#lanes[this.#turn++ % PAGES]!
    const before = lane.busy
    let done = () => {}
    lane.busy = new Promise((resolve) => (done = resolve))
    const once = () => this.#within(deadlineMs, lane, job)
    try {
      await before
      return await once().catch((error: Error) => {
        if (error.message.startsWith(LATE)) throw error
        // Killed by the system, or by the deadline of the document on the other page: not the fault of this one.
        return once()
      })
    } finally {
      done()
    }
  }

  async close(): Promise<void> {
    const started = this.#started
    this.#forget()
    const one = await started?.catch(() => null)
    if (!one) return
    const killed = setTimeout(one.kill, 2_000)
    await one.browser.close().catch(one.kill)
    clearTimeout(killed)
  }

  async #printOn<T>(started: Promise<StartedBrowser>, lane: Lane, job: PrintingJob<T>): Promise<T> {
    const { browser } = await started
    // Puppeteer waits half a minute for a page of a browser that is no more.
    let ended = () => {}
    const gone = new Promise<never>((_, reject) => {
      ended = () => reject(new Error('the browser ended'))
    })
    browser.once('disconnected', ended)
    try {
      return await Promise.race([this.#printIn(browser, lane, job), gone])
    } finally {
      browser.off('disconnected', ended)
    }
  }

  async #printIn<T>(browser: Browser, lane: Lane, job: PrintingJob<T>): Promise<T> {
    if (lane.page && lane.prints >= PRINTS_OF_PAGE) {
      await lane.page.close()
      lane.page = null
    }
    if (!lane.page) {
      lane.page = await PrintingPage.open(browser)
      lane.prints = 0
    }
    lane.prints++
    // A page brings threads of its own.
    keepLow(browser.process()?.pid)
    return job(lane.page)
  }

  async #within<T>(deadlineMs: number, lane: Lane, job: PrintingJob<T>): Promise<T> {
    let timer: NodeJS.Timeout | undefined
    const late = new Promise<never>((_, reject) => {
      timer = setTimeout(
        () => reject(new PrintError(`${LATE}: not printed within ${deadlineMs / 1000} s`)),
        deadlineMs
      )
    })
    const started = this.#browser()
    try {
      return await Promise.race([this.#printOn(started, lane, job), late])
    } catch (error) {
      // What state a page is in after a failure nobody knows: the next print begins with a new browser.
      this.#end(started, lane)
      if (error instanceof PrintError || (error as Error).message.startsWith('E_BROWSER_'))
        throw error
      throw new PrintError(`E_PRINT: ${(error as Error).message}`, { cause: error })
    } finally {
      clearTimeout(timer)
    }
  }

  #browser(): Promise<StartedBrowser> {
    if (!this.#started) {
      const starting = this.start()
      this.#started = starting
      starting.then(
        ({ browser }) =>
          browser.once('disconnected', () => this.#started === starting && this.#forget()),
        () => this.#started === starting && this.#forget()
      )
    }
    return this.#started
  }

  /** The browser of a failed print; the other page may be at work on another by now. */
  #end(started: Promise<StartedBrowser>, lane: Lane) {
    if (this.#started === started) this.#forget()
    lane.page = null
    // One that is still starting is ended as soon as it is there.
    started.then(({ kill }) => kill()).catch(() => {})
  }

  #forget() {
    this.#started = null
    for (const lane of this.#lanes) lane.page = null
  }
}
