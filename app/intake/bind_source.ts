import { isBlank } from '#entities/clean_text'
import { compileEntity } from '#entities/compile_entity'
import { isRecord } from '#entities/fields/reader'
import type { DuplicateAction, Entity } from '#entities/types'
import { foldKey } from '#intake/match_keys'
import { setOwn } from '#shared/own_keys'
import { type Problem, type Result, fail, ok } from '#shared/result'

type Body = Record<string, unknown>

/** What a source says about the leads that are handed in with its tokens. */
export interface SourceRules {
  /** Keys of fields it does not fill in. */
  hidden: string[]
  /** Values every lead of it has, by field key, in normal form. */
  fixed: Record<string, unknown>
  /** Which options of a select or multi_select it may use, by field key. */
  allowed: Record<string, string[]>
  /** What happens to a duplicate; absent: as the entity has it. */
  duplicate?: DuplicateAction
  /** Key of the profile its leads run through; absent: those that run on arrival. */
  profile?: string
}

export const NO_RULES: SourceRules = { hidden: [], fixed: {}, allowed: {} }

/** What the token of a request stands for. `entity` null: any of the account. */
export interface SourceBinding {
  source: string
  entity: string | null
  rules: SourceRules
}

const CONTROLS = ['source', 'entity', 'duplicate', 'profile'] as const

/**
 * A body with what its token stands for. What the token decides may be left out or said right; another word for it is
 * refused, so that nobody's leads are counted under another source. `flat`: keys are matched as those of a form.
 */
export function bindBody(
  body: unknown,
  { source, entity, rules }: SourceBinding,
  { flat }: { flat: boolean }
): Result<unknown, Problem[]> {
  if (!isRecord(body)) return ok(body)
  const decided = { source, entity, duplicate: rules.duplicate, profile: rules.profile }
  const bound: Body = Object.create(null)
  const problems: Problem[] = []
  for (const key of Object.keys(body)) {
    const name = CONTROLS.find((one) => (flat ? one === foldKey(key) : one === key))
    const free = name === undefined || (name === 'entity' && entity === null)
    if (free) setOwn(bound, key, body[key])
    else if (!isBlank(body[key]) && !isSaid(body[key], decided[name]))
      problems.push({ field: name, rule: 'token', message: refusal(name, decided[name]) })
  }
  if (problems.length) return fail(problems)
  for (const name of CONTROLS) if (decided[name]) bound[name] = decided[name]
  return ok(bound)
}

const isSaid = (given: unknown, decided: string | null | undefined) =>
  decided !== null && decided !== undefined && String(given).trim() === decided

const refusal = (name: string, decided: string | null | undefined) =>
  decided ? `This token stands for ${name} "${decided}"` : `This token does not choose the ${name}`

/** Values as the source may give them: what it hides or fixes goes to `rest`, and what is fixed is put in. */
export function narrowValues(
  values: Body,
  entity: Entity,
  { hidden, fixed }: SourceRules
): { values: Body; rest: Body } {
  const { slots } = compileEntity(entity)
  const kept: Body = {}
  const rest: Body = {}
  for (const key of Object.keys(values)) {
    const field = slots.get(key)?.field.field.key
    const decided = field !== undefined && (hidden.includes(field) || Object.hasOwn(fixed, field))
    setOwn(decided ? rest : kept, key, values[key])
  }
  for (const key of Object.keys(fixed)) if (slots.has(key)) kept[key] = fixed[key]
  return { values: kept, rest }
}

/** Options a source may not use, of values in normal form. */
export function refusedOptions(values: Body, entity: Entity, { allowed }: SourceRules): Problem[] {
  return entity.fields.flatMap(({ key, label }) => {
    const may = Object.hasOwn(allowed, key) ? allowed[key] : null
    const given = values[key]
    if (!may || given === undefined) return []
    const others = [given].flat().filter((one) => !may.includes(String(one)))
    if (!others.length) return []
    const message = `${label} must be one of ${may.join(', ')} for this source`
    return [{ field: key, rule: 'option', message }]
  })
}
