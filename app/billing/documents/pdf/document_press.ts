import { extname } from 'node:path'
import { fileURLToPath } from 'node:url'
import { Worker } from 'node:worker_threads'
import type { DrawnBox, PictureJob } from '#billing/documents/pdf/draw_picture'
import { PrintError } from '#billing/documents/pdf/pdf_browser'
import type {
  FormatCall,
  FromPress,
  PrintJob,
  SheetJob,
  ToPress,
} from '#billing/documents/pdf/print_job'

/** The thread beside this file: `.ts` in development, `.js` in the build. */
const HERE = fileURLToPath(import.meta.url)
const THREAD = new URL(`press_thread${extname(HERE)}`, import.meta.url)

const IDLE_MS = 5 * 60_000
/** For the start of thread and browser, and for a second try, on top of what the documents may take. */
const GRACE_MS = 90_000
const CLOSE_MS = 5_000
/** A document that needs more memory than this ends the thread, not the process. */
const LIMITS = { maxOldGenerationSizeMb: 768 }

interface Waiting {
  deadlineMs: number
  timer: NodeJS.Timeout
  resolve: (told: FromPress) => void
  reject: (error: Error) => void
}

/**
 * Prints documents in a thread with a warm browser of its own: started by the first document, ended when nothing was
 * printed for a while. A thread that ends or answers nothing fails what it was printing; the next document starts another.
 */
export class DocumentPress {
  #thread: Worker | null = null
  #waiting = new Map<number, Waiting>()
  #last = 0
  #idle: NodeJS.Timeout | null = null

  constructor(private source: URL = THREAD) {}

  async print(job: PrintJob, graceMs = GRACE_MS): Promise<Uint8Array> {
    const told = await this.#ask((id) => ({ id, job }), job.deadlineMs, graceMs)
    return (told as { pdf: Uint8Array }).pdf
  }

  async printSheet(sheet: SheetJob): Promise<Uint8Array> {
    const told = await this.#ask((id) => ({ id, sheet }), sheet.deadlineMs, GRACE_MS)
    return (told as { pdf: Uint8Array }).pdf
  }

  /** What a format says of a document; throws what the format threw, by its name and message. */
  async call(call: FormatCall, deadlineMs: number): Promise<unknown> {
    const told = await this.#ask((id) => ({ id, call }), deadlineMs, GRACE_MS)
    return (told as { value: unknown }).value
  }

  /** A picture drawn anew; null where it cannot be decoded. */
  async draw(picture: PictureJob): Promise<DrawnBox[] | null> {
    const told = await this.#ask((id) => ({ id, picture }), picture.deadlineMs, GRACE_MS)
    return (told as { drawn: DrawnBox[] | null }).drawn
  }

  /** Ends the thread at once, whatever it does. */
  end(reason: string) {
    if (this.#thread) this.#lose(this.#thread, reason)
  }

  #ask(message: (id: number) => ToPress, deadlineMs: number, graceMs: number): Promise<FromPress> {
    if (this.#idle) clearTimeout(this.#idle)
    const thread = (this.#thread ??= this.#start())
    const id = ++this.#last
    // Others are printed before it: each may take its own time, and once more.
    const others = [...this.#waiting.values()].reduce((sum, one) => sum + one.deadlineMs, 0)
    const allowed = graceMs + 2 * (others + deadlineMs)
    return new Promise((resolve, reject) => {
      const late = `E_PRINT_DEADLINE: the printing thread did not answer within ${allowed / 1000} s`
      const timer = setTimeout(() => this.#lose(thread, late), allowed)
      this.#waiting.set(id, { deadlineMs, timer, resolve, reject })
      thread.ref()
      thread.postMessage(message(id))
    })
  }

  async close(): Promise<void> {
    if (this.#idle) clearTimeout(this.#idle)
    const thread = this.#thread
    if (!thread) return
    this.#thread = null
    const ended = new Promise((resolve) => thread.once('exit', resolve))
    thread.postMessage('close' satisfies ToPress)
    const killed = setTimeout(() => void thread.terminate(), CLOSE_MS)
    await ended
    clearTimeout(killed)
    this.#fail('E_PRINT: printing was ended')
  }

  #start(): Worker {
    const thread = new Worker(this.source, { resourceLimits: LIMITS })
    thread.on('message', (told: FromPress) => this.#receive(told))
    thread.on('error', (error) => this.#lose(thread, `E_PRINT: ${error.message}`))
    thread.on('exit', () => this.#lose(thread, 'E_PRINT: the printing thread ended'))
    return thread
  }

  #receive(told: FromPress) {
    const waiting = this.#waiting.get(told.id)
    if (!waiting) return
    this.#waiting.delete(told.id)
    clearTimeout(waiting.timer)
    if (!('error' in told)) waiting.resolve(told)
    else waiting.reject(errorOf(told))
    this.#rest()
  }

  /** What it was printing fails, with the browser: that ends by itself when nobody holds its other end. */
  #lose(thread: Worker, reason: string) {
    if (this.#thread !== thread) return
    this.#thread = null
    void thread.terminate()
    this.#fail(reason)
  }

  #fail(reason: string) {
    for (const { timer, reject } of this.#waiting.values()) {
      clearTimeout(timer)
      reject(new PrintError(reason))
    }
    this.#waiting.clear()
  }

  #rest() {
    if (this.#waiting.size) return
    this.#thread?.unref()
    this.#idle = setTimeout(() => void this.close(), IDLE_MS)
    this.#idle.unref()
  }
}

/** What a plugin threw keeps its name: the guard knows errors of the contract by it. */
function errorOf({ error, name }: { error: string; name?: string }): Error {
  if (name === undefined) return new PrintError(error)
  return Object.assign(new Error(error), { name })
}

export const documentPress = new DocumentPress()

/** A thread for the XML of long documents, which has no browser: a format that hangs takes no print along. */
export const formatPress = new DocumentPress()
