import { applyBlueprint } from '#distribution/blueprint/apply_blueprint'
import { failureOf } from '#distribution/configuration/configuration'
import type { ConfigFailure } from '#distribution/configuration/types'
import { type Result, fail, ok } from '#shared/result'
import { listSuppliers } from '#suppliers/repository'
import { writeSupplier } from '#distribution/blueprint/write_forms'

/** Says whose a source is from now on, in one step: suppliers name their sources, and a source is of one of them. */
export async function giveToSupplier(
  accountId: string,
  source: string,
  supplier: string | null,
  actor: string | null
): Promise<Result<null, ConfigFailure>> {
  const all = await listSuppliers(accountId)
  const changed = all.flatMap((one) => {
    const has = one.sources.includes(source)
    if (has === (one.key === supplier)) return []
    const sources = has ? one.sources.filter((text) => text !== source) : [...one.sources, source]
    return [{ ...writeSupplier(one), sources }]
  })
  if (!changed.length) return ok(null)
  const done = await applyBlueprint(
    accountId,
    { sluice: 1, suppliers: changed },
    { actor, secrets: 'keep' }
  )
  return done.ok ? ok(null) : fail(failureOf(done.problem))
}
