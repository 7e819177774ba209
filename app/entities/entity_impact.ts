import { foldOption } from '#entities/fields/select'
import { stageOf } from '#entities/pipelines'
import type { EntityDefinition, Field } from '#entities/types'

/** Something a change of an entity means for leads that are stored already. */
export interface Impact {
  kind:
    | 'field_removed'
    | 'option_removed'
    | 'required'
    | 'type_changed'
    | 'encrypted_on'
    | 'encrypted_off'
    | 'stage_removed'
    | 'match_key_added'
  /** Key of the field; the stage for `stage_removed`. */
  subject: string
  label: string
  /** Options or types it is about. */
  detail: string[]
}

/** How a lead is asked whether an impact meets it. `values` are as stored: encrypted ones are ciphertext. */
export interface ImpactTest {
  impact: Impact
  meets(lead: { values: Record<string, unknown>; stage: string | null }): boolean
}

type Parts = Pick<EntityDefinition, 'fields' | 'stages' | 'pipelines' | 'duplicate'>

const has = (values: Record<string, unknown>, key: string) =>
  Object.hasOwn(values, key) && values[key] !== null && values[key] !== ''

/** What stored leads have to be asked when an entity goes from `before` to `after`. Pure. */
export function entityImpacts(before: Parts, after: Parts): ImpactTest[] {
  const tests: ImpactTest[] = []
  const add = (
    kind: Impact['kind'],
    { key, label }: { key: string; label: string },
    detail: string[],
    meets: ImpactTest['meets']
  ) => tests.push({ impact: { kind, subject: key, label, detail }, meets })

  for (const old of before.fields) {
    const now = after.fields.find(({ key }) => key === old.key)
    if (!now) add('field_removed', old, [], ({ values }) => has(values, old.key))
    else changedField(old, now, add)
  }
  const known = new Set(before.fields.map(({ key }) => key))
  for (const field of after.fields)
    if (field.required && !known.has(field.key))
      add('required', field, [], ({ values }) => !has(values, field.key))
  for (const stage of before.stages)
    if (!after.stages.includes(stage)) {
      const label = stageOf(before.pipelines, stage)?.name ?? stage
      add('stage_removed', { key: stage, label }, [], (lead) => lead.stage === stage)
    }
  const keys = before.duplicate?.keys ?? []
  for (const key of after.duplicate?.keys ?? []) {
    const field = after.fields.find((one) => one.key === key)
    if (field && known.has(key) && !keys.includes(key))
      add('match_key_added', field, [], ({ values }) => has(values, key))
  }
  return tests
}

function changedField(
  old: Field,
  now: Field,
  add: (kind: Impact['kind'], field: Field, detail: string[], meets: ImpactTest['meets']) => void
) {
  const filled: ImpactTest['meets'] = ({ values }) => has(values, now.key)
  if (old.type !== now.type) {
    const choices = ['select', 'multi_select']
    const compatible = choices.includes(old.type) && choices.includes(now.type)
    add('type_changed', now, [old.type, now.type], filled)
    if (!compatible) return
  }
  if (now.required && !old.required) add('required', now, [], (lead) => !filled(lead))
  if (now.encrypted && !old.encrypted) add('encrypted_on', now, [], filled)
  if (old.encrypted && !now.encrypted) add('encrypted_off', now, [], filled)
  if (!old.options || !now.options || old.encrypted) return
  const left = new Set(now.options.map(foldOption))
  const gone = old.options.filter((option) => !left.has(foldOption(option)))
  if (gone.length === 0) return
  const folded = new Set(gone.map(foldOption))
  add('option_removed', now, gone, ({ values }) =>
    [values[now.key]]
      .flat()
      .some((value) => typeof value === 'string' && folded.has(foldOption(value)))
  )
}
