import { setTimeout as pause } from 'node:timers/promises'
import db from '@adonisjs/lucid/services/db'
import logger from '@adonisjs/core/services/logger'
import { newId } from '#shared/ids'
import { Runner } from '#shared/pass_timer'
import { changed } from '#store/changed'
import type { Row } from '#store/types'
import { engine } from '#distribution/engine'
import { dropFiles, forgetPersons } from '#privacy/requests/drop_old'
import { sendAsks } from '#privacy/asks/send_asks'
import { noteOverdue } from '#privacy/asks/note_overdue'
import { runAccess } from '#privacy/requests/run_access'
import { runErasure } from '#privacy/requests/run_erasure'
import { toRequest } from '#privacy/requests/rows'

const EVERY_MS = 3_000
const OWNED_MS = 60_000
/** Distributions under way from which on live leads go first. */
const FULL_FROM = 50
const WAIT_MS = 50
/** Somebody is at a lead this very moment: looked at again after so long. */
const AGAIN_MS = 5_000

/** Does what persons asked for, one process a request; another takes it up when this one dies. */
export class RequestRunner extends Runner {
  readonly #id = newId('wrk')

  constructor() {
    super(EVERY_MS)
  }

  start() {
    super.start()
    this.kick()
  }

  /** Looks for what is to be done, without waiting for it. Where nothing was started nothing is done. */
  kick() {
    if (this.started) super.kick()
  }

  protected async look() {
    for (const [what, step] of this.#steps())
      await step().catch((error: unknown) => logger.warn({ err: error }, what))
  }

  #steps(): [string, () => Promise<unknown>][] {
    return [
      ['a request of a person was put down; it will be taken up again', () => this.pass()],
      ['mails to partners about erasures were not sent', () => sendAsks(Date.now())],
      ['overdue answers of partners were not noted', () => noteOverdue(Date.now())],
      ['files of persons were not deleted', () => dropFiles(Date.now())],
      ['persons of closed requests were not forgotten', () => forgetPersons(Date.now())],
    ]
  }

  /** Does every request that is to be done and that nobody does. */
  async pass() {
    const due: { id: string }[] = await db
      .from('privacy_requests')
      .where('status', 'running')
      .where('owned_until', '<', Date.now())
      .orderBy('id')
      .select('id')
    for (const { id } of due) if (!this.stopping && (await this.#claim(id))) await this.#run(id)
  }

  async #claim(id: string): Promise<boolean> {
    const now = Date.now()
    const claimed = await db
      .from('privacy_requests')
      .where({ id, status: 'running' })
      .where('owned_until', '<', now)
      .update({ owner: this.#id, owned_until: now + OWNED_MS })
    return changed(claimed)
  }

  async #run(id: string) {
    const request = await toRequest(
      (await db.from('privacy_requests').where({ id }).first()) as Row
    )
    const work = request.kind === 'erasure' ? runErasure : runAccess
    const done = await work(request, {
      owner: this.#id,
      keep: (set) => this.#keep(id, set),
      room: () => this.#room(),
      stopping: () => this.stopping,
    })
    if (!done) await this.#letGo(id)
  }

  async #keep(id: string, set: Record<string, unknown>): Promise<boolean> {
    const kept = await db
      .from('privacy_requests')
      .where({ id, status: 'running', owner: this.#id })
      .update({ ...set, owned_until: Date.now() + OWNED_MS })
    return changed(kept)
  }

  async #room() {
    while (engine.underWay > FULL_FROM && !this.stopping) await pause(WAIT_MS)
  }

  async #letGo(id: string) {
    const until = this.stopping ? 0 : Date.now() + AGAIN_MS
    await db.from('privacy_requests').where({ id, owner: this.#id }).update({ owned_until: until })
  }
}

export const requestRunner = new RequestRunner()
