import { type TransformFault, tryTransform as run } from '#host/sandbox/transform_pool'
import type { Problem, Result } from '#shared/result'
import { fail, ok } from '#shared/result'
import type { AccountConfig } from '#distribution/account_config'
import { type Sample, type SampleWish, sampleLead } from '#distribution/tryouts/sample_lead'
import { withStandIns } from '#distribution/tryouts/stand_in'
import { entityByKey, unknownEntity } from '#distribution/take_lead'

export interface TransformWish extends SampleWish {
  entity: string
  code: string
  /** A step of a route gets the values a lead has; a delivery's script gets null for those it has not. */
  place: 'node' | 'delivery'
}

export interface TransformTrial {
  input: Record<string, unknown>
  /** Null where the script failed; `error` says how. */
  output: Record<string, unknown> | null
  console: string[]
  error: { type: TransformFault['type']; message: string; line: number | null } | null
  duration_ms: number
  lead: { id: string; title: string | null; kind: Sample['kind'] }
  /** Fields the script got a stand-in for, because their values are kept encrypted. */
  stand_ins: string[]
}

/** What a script makes of a lead. Failing is what one may want to see: it is an answer, not a problem. */
export async function tryTransform(
  config: AccountConfig,
  { code, place, ...wish }: TransformWish,
  now: number
): Promise<Result<TransformTrial, Problem[]>> {
  const entity = entityByKey(config, wish.entity)
  if (!entity) return fail([unknownEntity(wish.entity)])
  const sample = await sampleLead(config, entity, wish, now)
  if (!sample.ok) return sample
  const { title, kind } = sample.value
  const { view, keys } =
    kind === 'stored'
      ? withStandIns(entity, sample.value.view)
      : { view: sample.value.view, keys: [] }
  const missing = place === 'delivery' ? entity.fields.map(({ key }) => [key, null]) : []
  const input = { ...Object.fromEntries(missing), ...view.values }

  const started = performance.now()
  const done = await run({ account: config.account.id, code, input })
  const told = { input, lead: { id: view.id, title, kind }, stand_ins: keys }
  if (done.ok) return ok({ ...told, ...done.value, error: null })
  const { type, message, line, console } = done.problem
  return ok({
    ...told,
    output: null,
    console,
    error: { type, message, line: line ?? null },
    duration_ms: Math.round((performance.now() - started) * 100) / 100,
  })
}
