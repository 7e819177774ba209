import db from '@adonisjs/lucid/services/db'
import { eraseLead } from '#intake/erase_lead'
import { changes } from '#store/changed'
import { dueOf } from '#privacy/retention/due'
import type { RetentionRule } from '#privacy/retention_kinds'

/** How a run is held: `keep` notes what was done and says false where it is another's by now. */
export interface RunHold {
  keep(rule: string, erased: number, held: number): Promise<boolean>
  room(): Promise<void>
}

const AT_ONCE = 100

/** Erases what a rule says is due. What is done is not found again, so it goes on wherever it stopped. */
export async function runRule(rule: RetentionRule, now: number, hold: RunHold): Promise<boolean> {
  for await (const { ids, held } of dueOf(rule, now)) {
    let left = held
    for (let n = 0; n < ids.length; n += AT_ONCE) {
      await hold.room()
      const erased = await ERASERS[rule.kind](rule, ids.slice(n, n + AT_ONCE), hold)
      if (!(await hold.keep(rule.id, erased, left))) return false
      left = 0
    }
    if (left && !(await hold.keep(rule.id, 0, left))) return false
  }
  return true
}

type Eraser = (rule: RetentionRule, ids: string[], hold: RunHold) => Promise<number>

const eraseLeads: Eraser = async ({ accountId }, ids, hold) => {
  let erased = 0
  for (const id of ids) {
    await hold.room()
    // Somebody is at it, or has put it on hold meanwhile: it is left for another day.
    if ((await eraseLead(accountId, id, 'retention')) === 'erased') erased++
  }
  return erased
}

const ERASERS: Record<RetentionRule['kind'], Eraser> = {
  unsold: eraseLeads,
  sold: eraseLeads,
  test: eraseLeads,
  bodies: async ({ accountId }, ids) => {
    let cleared = 0
    for (const [table, prefix] of [
      ['attempts', 'att_'],
      ['pings', 'ping_'],
    ]) {
      const own = ids.filter((id) => id.startsWith(prefix))
      const rows = db.from(table).where('account_id', accountId).whereIn('id', own)
      cleared += changes(await rows.update({ request: null, response: null }))
    }
    return cleared
  },
  mails: async ({ accountId }, ids) =>
    changes(await db.from('mails').where('account_id', accountId).whereIn('id', ids).delete()),
}
