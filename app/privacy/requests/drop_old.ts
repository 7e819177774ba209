import drive from '@adonisjs/drive/services/main'
import db from '@adonisjs/lucid/services/db'
import { FORGET_DAYS } from '#privacy/deadlines'

const DAY_MS = 86_400_000
const AT_ONCE = 50

/** Files whose time is over go, and with them whom they were about. */
export async function dropFiles(now: number): Promise<void> {
  const rows: { id: string; file: string }[] = await db
    .from('privacy_requests')
    .whereNotNull('file')
    .where('file_until', '<=', now)
    .limit(AT_ONCE)
    .select('id', 'file')
  for (const { id, file } of rows) {
    await drive.use().delete(file)
    await db
      .from('privacy_requests')
      .where('id', id)
      .update({ file: null, file_until: null, subject: null })
  }
}

/** Partners that do not answer keep us from forgetting whom it was about for so long, and no longer. */
export async function forgetPersons(now: number): Promise<void> {
  await db
    .from('privacy_requests')
    .where('status', 'asking')
    .whereNotNull('subject')
    .where('finished_at', '<', now - FORGET_DAYS * DAY_MS)
    .update({ subject: null })
}
