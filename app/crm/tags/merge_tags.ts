import db from '@adonisjs/lucid/services/db'
import { lockConfiguration, recordChanges } from '#accounts/config_changes'
import { loadTags, mergeTag } from '#crm/tags/repository'

export type Merged = 'merged' | 'not_found' | 'no_target' | 'same'

/** Makes one tag another: leads that had it have the other from now on. */
export function mergeTags(
  accountId: string,
  fromKey: string,
  intoKey: string,
  actor: string | null
): Promise<Merged> {
  return db.transaction(async (trx) => {
    await lockConfiguration(trx, accountId)
    const { byKey } = await loadTags(accountId, trx)
    const [from, into] = [byKey.get(fromKey), byKey.get(intoKey)]
    if (!from) return 'not_found'
    if (!into) return 'no_target'
    if (from.id === into.id) return 'same'
    const now = Date.now()
    await mergeTag(trx, accountId, from.id, into.id, now)
    const change = { path: 'merged_into', from: null, to: into.key }
    const object = `tags.${from.key}`
    const detail = { changes: [change] }
    await recordChanges(trx, accountId, [{ actor, object, action: 'deleted', detail }], now)
    return 'merged'
  })
}
