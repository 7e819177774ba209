import { accountConfig } from '#distribution/account_config'
import { openValues } from '#entities/seal_values'
import { addEntries } from '#intake/suppression/entries'
import { type ReadEntry, readEntry } from '#intake/suppression_forms'
import type { SuppressionList } from '#intake/suppression_lists'
import { store } from '#store/store'

/** Puts the e-mail addresses and phone numbers of a lead on lists. Answers how many addresses it has. */
export async function suppressLead(
  accountId: string,
  leadId: string,
  lists: readonly SuppressionList[],
  note: { source: string; reason: string | null; actor: string }
): Promise<number> {
  const config = await accountConfig(accountId)
  const lead = await store.first('select * from leads where id = ? and account_id = ?', [
    leadId,
    accountId,
  ])
  const entity = lead && config.entities.get(lead.entity_id as string)
  if (!entity) return 0
  const values = openValues(config.key, entity, lead.values as string)
  const entries: ReadEntry[] = []
  for (const { key, type } of entity.fields) {
    if ((type !== 'email' && type !== 'phone') || typeof values[key] !== 'string') continue
    const read = readEntry(values[key], type, config.account.country)
    if (read.ok) entries.push(read.value)
  }
  for (const list of lists) await addEntries(list, entries, note)
  return entries.length
}
