import logger from '@adonisjs/core/services/logger'
import { finishMerges } from '#crm/merge/belongings'
import { PassTimer } from '#shared/pass_timer'
import { sendLeadMails } from '#distribution/lead_mails/send_lead_mails'

const EVERY_MS = 5_000

class CrmRunner extends PassTimer {
  /** Looks at once, where this process does such things at all. */
  nudge() {
    if (this.started) this.kick()
  }
}

/** Sends mails to leads, and finishes merges that a process which died left half-way. Any number of processes may. */
export const crmRunner = new CrmRunner(EVERY_MS, async () => {
  const told = (what: string) => (error: unknown) => logger.warn({ err: error }, what)
  await sendLeadMails(Date.now()).catch(told('mails to leads were not sent'))
  await finishMerges(Date.now()).catch(told('merges were not finished'))
})
