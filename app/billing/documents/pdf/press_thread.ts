/*
 * The thread documents are printed in: laying out, talking to the browser, writing the archived PDF and the XML of a long
 * document would each stop the process that takes leads for longer than a lead may wait.
 */
import { setPriority } from 'node:os'
import { parentPort } from 'node:worker_threads'
import { callFormat } from '#billing/documents/pdf/call_format'
import { drawPicture } from '#billing/documents/pdf/draw_picture'
import { PdfBrowser } from '#billing/documents/pdf/pdf_browser'
import { pressDocument, pressSheet } from '#billing/documents/pdf/press_document'
import type { FromPress, ToPress } from '#billing/documents/pdf/print_job'

/** Leads come first: Linux gives a thread, and the browser it starts, a priority of its own. Elsewhere it is the process'. */
const NICENESS = 10
if (process.platform === 'linux') setPriority(NICENESS)

const browser = new PdfBrowser()
const port = parentPort!
const answer = (told: FromPress, owned: ArrayBuffer[] = []) => port.postMessage(told, owned)

port.on('message', (told: ToPress) => {
  if (told === 'close') {
    void browser.close().finally(() => process.exit())
    return
  }
  const { id } = told
  if ('call' in told) {
    callFormat(told.call).then(
      ({ value }) => give(id, value),
      (error: unknown) => answer({ id, error: textOf(error), name: (error as Error | null)?.name })
    )
    return
  }
  if ('picture' in told) {
    const { picture } = told
    browser
      .run((page) => drawPicture(page.browser, picture), picture.deadlineMs)
      .then(
        (drawn) => answer({ id, drawn }),
        (error: unknown) => answer({ id, error: (error as Error).message })
      )
    return
  }
  const pressed =
    'sheet' in told ? pressSheet(told.sheet, browser) : pressDocument(told.job, browser)
  pressed.then(
    (pdf) => {
      // Of its own memory, so that it can be handed over without another copy.
      const bytes = new Uint8Array(pdf)
      answer({ id, pdf: bytes }, [bytes.buffer])
    },
    (error: unknown) => answer({ id, error: (error as Error).message })
  )
})

/** A result that cannot leave the thread, such as a promise, is none. */
function give(id: number, value: unknown) {
  try {
    answer({ id, value })
  } catch {
    answer({ id, value: null })
  }
}

/** Foreign code throws anything. */
function textOf(error: unknown): string {
  try {
    return error instanceof Error ? error.message || error.name : String(error)
  } catch {
    return 'something that cannot be printed'
  }
}
