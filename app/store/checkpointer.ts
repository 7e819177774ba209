import { createRequire } from 'node:module'
import { Worker } from 'node:worker_threads'

/** The log is left alone until it has grown by this: a page written often is copied once. */
const LOG_BYTES = 16 * 1024 * 1024
/** Above this writers are held for a moment, so that the log can begin anew: under steady load it never could. */
const FULL_BYTES = 64 * 1024 * 1024
const EVERY_MS = 200

/**
 * Copies SQLite's log back into the database in a thread of its own. Left to the connections it happens inside a
 * commit, and its two syncs stop the whole process.
 */
export class Checkpointer {
  #worker: Worker

  constructor(filename: string) {
    const sqlite = createRequire(import.meta.url).resolve('better-sqlite3')
    this.#worker = new Worker(SOURCE, {
      eval: true,
      workerData: {
        sqlite,
        filename,
        logBytes: LOG_BYTES,
        fullBytes: FULL_BYTES,
        everyMs: EVERY_MS,
      },
    })
    this.#worker.unref()
    // Without this thread the connections copy the log themselves, later and in larger pieces.
    this.#worker.on('error', () => {})
  }

  async stop() {
    await this.#worker.terminate()
  }
}

// A string, because the thread must start alike from sources and from the build.
const SOURCE = `
const { workerData } = require('node:worker_threads')
const { statSync } = require('node:fs')
const Database = require(workerData.sqlite)
const db = new Database(workerData.filename)
db.pragma('busy_timeout = 100')
const log = workerData.filename + '-wal'
let copied = 0
setInterval(() => {
  try {
    const { size } = statSync(log)
    if (size < copied) copied = 0
    if (size - copied < workerData.logBytes) return
    db.pragma('wal_checkpoint(PASSIVE)')
    copied = size
    if (size > workerData.fullBytes) db.pragma('wal_checkpoint(RESTART)')
  } catch {}
}, workerData.everyMs)
`
