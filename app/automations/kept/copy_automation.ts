import { loadEntities } from '#entities/repository'
import type { ConfigFailure } from '#distribution/configuration/types'
import { type Result, fail } from '#shared/result'
import { automationsOf, findAutomation } from '#automations/kept/repository'
import { type By, createAutomation } from '#automations/kept/save_automation'
import type { Automation } from '#automations/types'

const MAX_KEY = 64
const MAX_NAME = 120

/** Another automation with the same draft: off, never published, with a secret of its own. */
export async function copyAutomation(
  accountId: string,
  key: string,
  by: By
): Promise<Result<{ automation: Automation; secret: string }, ConfigFailure>> {
  const found = await findAutomation(accountId, key)
  if (!found) return fail({ type: 'not_found' })
  const entities = await loadEntities(accountId)
  const taken = await automationsOf(accountId).select('key', 'name')
  const free = (wish: string, of: 'key' | 'name', most: number, sign: string) => {
    const names = new Set(taken.map((one) => one[of]))
    for (let n = 2; ; n++) {
      const end = `${sign}${n}`
      const next = `${wish.slice(0, most - end.length)}${end}`
      if (!names.has(next)) return next
    }
  }
  const copy = {
    key: free(key.replace(/-\d+$/, ''), 'key', MAX_KEY, '-'),
    name: free(found.name.replace(/ \d+$/, ''), 'name', MAX_NAME, ' '),
    entity: entities.find(({ id }) => id === found.entityId)?.key ?? null,
    document: { route: found.draft.route, limits: found.draft.limits },
  }
  return createAutomation(accountId, copy, by)
}
