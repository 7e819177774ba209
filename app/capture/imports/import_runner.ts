import logger from '@adonisjs/core/services/logger'
import { loadAccount } from '#accounts/repository'
import { newId } from '#shared/ids'
import { Runner } from '#shared/pass_timer'
import { accountConfig } from '#distribution/account_config'
import { checkFile } from '#capture/imports/check_file'
import { removeFile, removeUnfinished } from '#capture/imports/import_files'
import {
  claimImport,
  filesOverdue,
  loadImport,
  moveImport,
  noteImport,
  releaseImport,
  waitingImports,
} from '#capture/imports/imports'
import { UnreadableFileError } from '#capture/imports/read/unreadable_file'
import { runFile } from '#capture/imports/run_file'
import { Tries } from '#capture/imports/tries'
import type { Import } from '#capture/imports/types'
import { undoImport } from '#capture/imports/undo_import'
import type { Work, WorkEnd } from '#capture/imports/work'

const EVERY_MS = 2_000
/** A process that has not been heard of for so long has died. */
const OWNED_MS = 20_000
const BEAT_MS = 5_000
/** Imports one process is at: a long one must not keep a short one waiting. */
const AT_ONCE = 3
const FILES_EVERY_MS = 600_000

const WORK: Partial<Record<Import['status'], (work: Work) => Promise<WorkEnd>>> = {
  checking: checkFile,
  running: runFile,
  undoing: undoImport,
}

/**
 * Checks, runs and undoes imports, one process an import. Where it stands is in its row: another process takes it up
 * when this one dies, and what was done is not done again.
 */
export class ImportRunner extends Runner {
  readonly #id = newId('wrk')
  #working = new Map<string, Promise<void>>()
  #tries = new Tries()
  #filesAt = 0

  constructor() {
    super(EVERY_MS)
  }

  protected rest() {
    return Promise.all(this.#working.values())
  }

  protected look() {
    return this.#pass().catch((error: unknown) =>
      logger.warn({ err: error }, 'imports could not be looked for')
    )
  }

  /** Does everything there is to do; for those who wait for it. */
  async pass() {
    await this.passing
    for (;;) {
      await this.#pass()
      if (!this.#working.size) return
      await this.rest()
    }
  }

  async #pass() {
    const now = Date.now()
    if (now - this.#filesAt >= FILES_EVERY_MS) await this.removeOverdueFiles(now)
    for (const id of await waitingImports(Date.now())) {
      if (this.stopping || this.#working.size >= AT_ONCE) return
      if (this.#working.has(id) || !(await claimImport(id, this.#id, Date.now(), OWNED_MS)))
        continue
      const work = this.#work(id)
        .catch((error: unknown) =>
          logger.warn({ err: error, import: id }, 'an import was put down; it is taken up again')
        )
        .finally(() => this.#working.delete(id))
      this.#working.set(id, work)
    }
  }

  async #work(id: string) {
    const entry = await loadImport(id)
    const work = entry && WORK[entry.status]
    if (!work) return
    const { accountId, entityId, status } = entry
    const { entities } = await accountConfig(accountId)
    const entity = entities.get(entityId)
    const account = await loadAccount(accountId)
    // Who rests takes nothing in; the import goes on when the account is woken.
    if (!account || account.suspendedAt !== null) return
    let lost = false
    const note = async (change: Partial<Import>) => {
      const kept = await noteImport(id, this.#id, status, change, Date.now() + OWNED_MS)
      lost ||= !kept
      return kept
    }
    const beat = setInterval(() => void note({}).catch(() => {}), BEAT_MS)
    try {
      const gone = !entity ? 'entity' : status !== 'undoing' && entry.path === null ? 'file' : null
      if (!entity || gone) return void (await note({ ...FAILED, problem: `The ${gone} is gone` }))
      const config = () => accountConfig(accountId)
      const stopped = () => lost || this.stopping
      const actor = entry.createdBy
      const end = await work({ entry, entity, actor, config, note, stopped })
      if (end) await note({ phaseAt: null, ...end })
      else await releaseImport(id, this.#id)
      this.#tries.passed(id)
    } catch (error) {
      const unreadable = error instanceof UnreadableFileError
      if (!unreadable && !this.#tries.failed(entry)) throw error
      if (!unreadable) logger.error({ err: error, import: id }, 'an import was given up')
      const problem = unreadable ? error.message : UNEXPECTED
      await note({ ...FAILED, problem, finishedAt: Date.now() })
    } finally {
      clearInterval(beat)
    }
  }

  /** Files hold what people told; they go when their time is over. */
  async removeOverdueFiles(now: number) {
    this.#filesAt = now
    await removeUnfinished(now)
    for (const entry of await filesOverdue(now)) {
      await removeFile(entry.path!)
      await moveImport(entry, [entry.status], { path: null })
    }
  }
}

const FAILED = { status: 'failed', phaseAt: null } as const
const UNEXPECTED =
  'An unexpected error stopped it again and again. What is done stays; try again to go on from there'

export const importRunner = new ImportRunner()
