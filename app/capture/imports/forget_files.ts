import db from '@adonisjs/lucid/services/db'
import { removeFile } from '#capture/imports/import_files'

const AT_ONCE = 400

/**
 * Takes away the files that these leads came in with: a file cannot be told to forget one of its rows, and its list of
 * refused rows is made from it. An import at work keeps its file to the end of that work. What came of its rows stays.
 */
export async function forgetFilesOf(accountId: string, leads: readonly string[]): Promise<void> {
  const own = () => db.from('imports').where('account_id', accountId).whereNotNull('path')
  for (let n = 0; n < leads.length; n += AT_ONCE) {
    const named = db
      .from('import_rows')
      .whereIn('import_id', own().select('id'))
      .whereIn('lead_id', leads.slice(n, n + AT_ONCE))
      .select('import_id')
    await own().whereIn('id', named).update({ file_until: 0 })
  }
  const idle = await own()
    .where('file_until', 0)
    .whereNotIn('status', ['checking', 'running'])
    .select('id', 'path')
  for (const { id, path } of idle) {
    await removeFile(path)
    await own().where('id', id).update({ path: null })
  }
}
