import db from '@adonisjs/lucid/services/db'
import { DAY } from '#shared/local_time'
import { idsBefore } from '#shared/ids'

/** A year of notices, a month of what was sent to webhooks: beyond it nobody looks, and the trail still has it. */
const NOTICES_MS = 366 * DAY
const MESSAGES_MS = 30 * DAY

/** Drops what is old, by the ids: they sort by time, so nothing else is looked at. */
export async function dropOld(now: number): Promise<void> {
  await db
    .from('webhook_messages')
    .where('id', '<', idsBefore('msg', now - MESSAGES_MS))
    .delete()
  await db
    .from('notices')
    .where('id', '<', idsBefore('ntc', now - NOTICES_MS))
    .delete()
}
