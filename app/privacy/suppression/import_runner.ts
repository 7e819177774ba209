import { setImmediate as breathe } from 'node:timers/promises'
import drive from '@adonisjs/drive/services/main'
import db from '@adonisjs/lucid/services/db'
import logger from '@adonisjs/core/services/logger'
import { accountConfig } from '#distribution/account_config'
import { told, writeEntries } from '#intake/suppression/entries'
import { type ListImport, toImport } from '#intake/suppression/import_rows'
import { findListById } from '#intake/suppression/list_rows'
import { readLines } from '#intake/suppression/read_lines'
import { cellsOf, columnOf, entryOf } from '#intake/suppression_columns'
import type { ReadEntry } from '#intake/suppression_forms'
import type { SuppressionList } from '#intake/suppression_lists'
import { newId } from '#shared/ids'
import { Runner } from '#shared/pass_timer'
import { changed } from '#store/changed'

const EVERY_MS = 3_000
const OWNED_MS = 60_000
const BATCH = 2_000
const MOST_PROBLEMS = 20
const PURGE_MS = 3_600_000
const DAY_MS = 86_400_000

/**
 * Puts the entries of files on their lists, one process a file. How far it is stands in its row: another process goes on
 * from there when this one dies, and an entry that is written twice is there once.
 */
export class ImportRunner extends Runner {
  readonly #id = newId('wrk')
  #purgedAt = 0

  constructor() {
    super(EVERY_MS)
  }

  protected look() {
    return this.pass().catch((error: unknown) =>
      logger.warn({ err: error }, 'a file of a suppression list was put down; it is taken up again')
    )
  }

  /** Reads every file that nobody reads. */
  async pass() {
    const due = (await db
      .from('suppression_imports')
      .where('status', 'running')
      .where('owned_until', '<', Date.now())
      .orderBy('id')
      .select('id')) as { id: string }[]
    for (const { id } of due) if (!this.stopping && (await this.#claim(id))) await this.#run(id)
    await this.#purge()
  }

  async #claim(id: string): Promise<boolean> {
    const now = Date.now()
    return changed(
      await db
        .from('suppression_imports')
        .where({ id, status: 'running' })
        .where('owned_until', '<', now)
        .update({ owner: this.#id, owned_until: now + OWNED_MS })
    )
  }

  async #run(id: string) {
    const job = toImport(await db.from('suppression_imports').where('id', id).first())
    const list = await findListById(job.accountId, job.listId)
    if (!list || !job.path) return this.#end(job, 'failed')
    if (!(await drive.use().exists(job.path))) return this.#end(job, 'failed')
    const { account } = await accountConfig(job.accountId)
    const { country } = account
    const stream = await drive.use().getStream(job.path)
    let column: number | null = null
    let batch: ReadEntry[] = []
    const flush = async (end: number) => {
      const note = { ...job.settings, actor: job.actor }
      const written = await writeEntries(list, batch, note, Date.now())
      batch = []
      job.added += written.added
      job.known += written.known
      job.bytesRead = end
      await breathe()
      return (await this.#note(job)) && !this.stopping
    }
    for await (const { text, end } of readLines(stream, job.bytesRead)) {
      job.lines++
      if (text.trim() === '') continue
      const cells = cellsOf(text)
      column ??= columnOf(cells, job.settings.kind, country)
      const read = column === null ? null : entryOf(cells, column, job.settings.kind, country)
      if (read?.ok) batch.push(read.value)
      else if (job.lines > 1) refuse(job, read ? read.problem : 'holds no address')
      if (job.lines % BATCH === 0 && !(await flush(end))) return this.#letGo(id)
    }
    if (await flush(job.bytes)) await this.#end(job, 'done', list)
    else await this.#letGo(id)
  }

  /** False: it is another's by now. */
  async #note(job: ListImport): Promise<boolean> {
    return changed(
      await db
        .from('suppression_imports')
        .where({ id: job.id, status: 'running', owner: this.#id })
        .update({
          bytes_read: job.bytesRead,
          lines: job.lines,
          added: job.added,
          known: job.known,
          refused: job.refused,
          problems: JSON.stringify(job.problems),
          owned_until: Date.now() + OWNED_MS,
        })
    )
  }

  /** The file goes with its end: it names people. */
  async #end(job: ListImport, status: 'done' | 'failed', list?: SuppressionList) {
    await db
      .from('suppression_imports')
      .where('id', job.id)
      .update({ status, path: null, finished_at: Date.now() })
    if (job.path) await drive.use().delete(job.path)
    const counts = { added: job.added, known: job.known, refused: job.refused }
    if (list) await told(list, 'suppression.imported', counts, job.actor)
  }

  async #letGo(id: string) {
    await db.from('suppression_imports').where({ id, owner: this.#id }).update({ owned_until: 0 })
  }

  /** Entries that have run out long ago are taken away, now and then. */
  async #purge() {
    const now = Date.now()
    if (now - this.#purgedAt < PURGE_MS) return
    this.#purgedAt = now
    await db
      .from('suppression_entries')
      .whereIn('list_id', db.from('suppression_lists').select('id'))
      .where('expires_at', '<', now - DAY_MS)
      .delete()
  }
}

/** Its line and why, never what stood there. */
function refuse(job: ListImport, message: string) {
  job.refused++
  if (job.problems.length < MOST_PROBLEMS) job.problems.push({ line: job.lines, message })
}

export const importRunner = new ImportRunner()
