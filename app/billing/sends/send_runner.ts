import logger from '@adonisjs/core/services/logger'
import { randomUUID } from 'node:crypto'
import { setTimeout as pause } from 'node:timers/promises'
import { Runner } from '#shared/pass_timer'
import { mailTransport } from '#delivery/transports/delivery_hands'
import type { MailTransport } from '#delivery/transports/mail_transport'
import { OWNED_MS, performSend } from '#billing/sends/perform_send'
import { type SendRecord, claimSend, dueSends } from '#billing/sends/send_records'

const EVERY_MS = 2_000
const BATCH = 50
/** Mail servers dislike many connections of one sender. */
const AT_ONCE = 3
/** Who stops waits so long for a server that is thinking; after that the claim runs out by itself. */
const STOP_MS = 20_000

/**
 * Sends documents and reminders behind the requests. A row is claimed before its mail leaves, so any number of processes
 * may look, and what a process leaves undone when it dies is due again when its claim ends.
 */
export class SendRunner extends Runner {
  constructor(private transport: () => MailTransport = mailTransport) {
    super(EVERY_MS)
  }

  start() {
    super.start()
    this.kick()
  }

  async stop() {
    await Promise.race([super.stop(), pause(STOP_MS, undefined, { ref: false })])
  }

  /** Something may be due: where this process sends it looks at once. */
  kick() {
    if (this.started) super.kick()
  }

  protected look() {
    return this.pass().catch((error: unknown) =>
      logger.warn({ err: error }, 'documents could not be sent')
    )
  }

  /** Sends everything that is due. */
  async pass(): Promise<void> {
    for (;;) {
      const due = await dueSends(Date.now(), BATCH)
      if (!due.length || this.stopping) return
      const begun = await Promise.all(Array.from({ length: AT_ONCE }, () => this.#work(due)))
      // All of them are somebody else's.
      if (!begun.some(Boolean)) return
    }
  }

  async #work(due: SendRecord[]): Promise<boolean> {
    let begun = false
    for (let send = due.shift(); send && !this.stopping; send = due.shift()) {
      const owner = randomUUID()
      const now = Date.now()
      if (!(await claimSend(send.id, owner, now, now + OWNED_MS))) continue
      begun = true
      await performSend(send, owner, this.transport())
    }
    return begun
  }
}

export const sendRunner = new SendRunner()
