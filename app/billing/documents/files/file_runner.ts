import logger from '@adonisjs/core/services/logger'
import { diskProblem } from '#billing/documents/files/document_disk'
import {
  type FileRecord,
  addMissing,
  claimRecord,
  dueRecords,
} from '#billing/documents/files/file_records'
import { produceFile } from '#billing/documents/files/produce_file'
import { Runner } from '#shared/pass_timer'
import { documentPress, formatPress } from '#billing/documents/pdf/document_press'

const EVERY_MS = 2_000
const BATCH = 50
/** Longer than any document may take. */
const OWNED_MS = 10 * 60_000
/** Two pages print while two others are laid out and kept. */
const AT_ONCE = 4

/**
 * Makes the files of finalized documents behind the requests. Rows say what waits; a row is claimed before it is worked
 * on, so any number of processes may look, and what a process leaves undone when it dies is due again when its claim ends.
 */
export class FileRunner extends Runner {
  constructor() {
    super(EVERY_MS)
  }

  start() {
    super.start()
    // Documents that came by another way than finalizing here, such as a database that was put back.
    addMissing(Date.now()).then(
      () => this.kick(),
      (error: unknown) => logger.warn({ err: error }, 'documents could not be looked through')
    )
    // Said at once, and not first by the document of somebody else.
    void diskProblem().then((problem) => problem && logger.error(`files of documents: ${problem}`))
  }

  async stop() {
    await super.stop()
    await Promise.all([documentPress.close(), formatPress.close()])
  }

  /** Something may be due: where this process makes files it looks at once. */
  kick() {
    if (this.started) super.kick()
  }

  protected look() {
    return this.pass().catch((error: unknown) =>
      logger.warn({ err: error }, 'files of documents could not be made')
    )
  }

  /** Makes everything that is due. */
  async pass(): Promise<void> {
    for (;;) {
      const due = await dueRecords(Date.now(), BATCH)
      if (!due.length || this.stopping) return
      const begun = await Promise.all(Array.from({ length: AT_ONCE }, () => this.#work(due)))
      // All of them are somebody else's.
      if (!begun.some(Boolean)) return
    }
  }

  async #work(due: FileRecord[]): Promise<boolean> {
    let begun = false
    for (let record = due.shift(); record && !this.stopping; record = due.shift()) {
      const now = Date.now()
      if (!(await claimRecord(record.id, now, now + OWNED_MS))) continue
      begun = true
      await produceFile(record, now)
    }
    return begun
  }
}

export const fileRunner = new FileRunner()
