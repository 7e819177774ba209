import type { Account } from '#accounts/types'
import { applyBlueprint } from '#distribution/blueprint/apply_blueprint'
import { failureOf } from '#distribution/configuration/configuration'
import { patched } from '#distribution/configuration/patch_form'
import type { ConfigFailure } from '#distribution/configuration/types'
import { type CountedImpacts, countImpacts } from '#distribution/setup/count_impacts'
import { parseEntity } from '#entities/parse_entity'
import { findEntity } from '#entities/repository'
import { type Result, fail, ok } from '#shared/result'

/** What a change of an entity would mean for the leads that are there; or what is wrong with it. */
export async function checkEntity(
  account: Account,
  key: string,
  patch: unknown
): Promise<Result<CountedImpacts, ConfigFailure>> {
  const form = await patched(account.id, 'entities', key, patch)
  if (!form.ok) return form
  const before = await findEntity(account.id, key)
  if (!before) return fail({ type: 'not_found' })
  const document = { sluice: 1, entities: [form.value] }
  const tried = await applyBlueprint(account.id, document, { actor: null, dryRun: true })
  if (!tried.ok) return fail(failureOf(tried.problem))
  const { country, currency, timeZone } = account
  const after = parseEntity(form.value, '', { country, currency, timeZone })
  if (!after.ok) return fail({ type: 'invalid', problems: after.problem })
  return ok(await countImpacts(before, after.value))
}
