import type { Account } from '#accounts/types'
import { checkForm } from '#capture/forms/check_form'
import { inTheWay } from '#capture/forms/kept/load_check'
import { listForms, loadVersion } from '#capture/forms/kept/repository'
import type { Scope } from '#entities/entity_scope'
import { loadEntities } from '#entities/repository'
import { listProfiles } from '#routing/repository'

/**
 * What is wrong by now with forms that are live, by their key: a field was taken out of the entity, or made required,
 * after they were published. Forms with nothing wrong are missing.
 */
export async function brokenForms(account: Account, scope: Scope): Promise<Record<string, number>> {
  const [forms, entities, profiles] = await Promise.all([
    listForms(account.id, scope),
    loadEntities(account.id),
    listProfiles(account.id),
  ])
  const { country, currency, timeZone } = account
  const counted = await Promise.all(
    forms
      .filter(({ status }) => status === 'live')
      .map(async ({ id, key, entityId, version }): Promise<[string, number]> => {
        const entity = entities.find((one) => one.id === entityId)
        const live = await loadVersion(account.id, id, version!)
        if (!entity || !live) return [key, 1]
        const keys = profiles.filter((one) => one.entityId === entityId).map((one) => one.key)
        const context = { country, currency, timeZone }
        return [key, inTheWay(checkForm(live.document, entity, { context, profiles: keys })).length]
      })
  )
  return Object.fromEntries(counted.filter(([, n]) => n > 0))
}
