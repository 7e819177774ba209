import db from '@adonisjs/lucid/services/db'
import { SUBMISSION_SEAL } from '#capture/hosted/await_confirmation'
import { PARTIAL_SEAL } from '#capture/hosted/partials'
import { removeUploads } from '#capture/hosted/uploads'
import { accountKey } from '#entities/account_keys'
import { decryptField } from '#entities/field_crypto'

const AT_ONCE = 500

/** What is kept sealed of a form before there is a lead. */
const KEPT = [
  ['form_partials', PARTIAL_SEAL],
  ['form_submissions', SUBMISSION_SEAL],
] as const

/**
 * Takes away what a person left in forms and what never became a lead: begun, or waiting for a click in a mail, with the
 * files that were sent along. `isTheirs` is asked about every text of it.
 */
export async function eraseFormsOf(
  accountId: string,
  isTheirs: (text: string) => boolean
): Promise<void> {
  const key = await accountKey(accountId)
  for (const [table, seal] of KEPT)
    for (let after = ''; ;) {
      const rows: { id: string; content: string }[] = await db
        .from(table)
        .where('account_id', accountId)
        .where('content', '!=', '')
        .where('id', '>', after)
        .orderBy('id')
        .limit(AT_ONCE)
        .select('id', 'content')
      for (const { id, content } of rows) {
        if (!textsIn(decryptField(key, seal, content)).some(isTheirs)) continue
        // The files first: without the row nobody would know whose they are.
        await removeUploads(accountId, id)
        for (const [kept] of KEPT) await db.from(kept).where({ account_id: accountId, id }).delete()
      }
      if (rows.length < AT_ONCE) break
      after = rows.at(-1)!.id
    }
}

function textsIn(value: unknown): string[] {
  if (typeof value === 'string') return [value]
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(textsIn) : []
}
