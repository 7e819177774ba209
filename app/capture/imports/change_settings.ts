import type { Infer } from '@vinejs/vine/types'
import { datetimeOf } from '#entities/fields/datetime'
import type { Entity } from '#entities/types'
import { type Problem, type Result, fail, ok } from '#shared/result'
import type { AccountConfig } from '#distribution/account_config'
import { isTarget } from '#capture/imports/guess/targets'
import { KEEP, type Import, type ImportSettings } from '#capture/imports/types'
import type { settingsInput } from '#capture/validators/imports'

export type SettingsChange = Omit<Infer<typeof settingsInput>, 'header'>

/** The settings of an import with a change, or all that is wrong with it. What is not named stays. Pure. */
export function changeSettings(
  entry: Pick<Import, 'settings' | 'header'>,
  change: SettingsChange,
  entity: Entity,
  config: AccountConfig
): Result<ImportSettings, Problem[]> {
  const consent = change.consent && {
    ...{ text: change.consent.text, version: change.consent.version ?? null },
    at: change.consent.at ?? null,
  }
  const next: ImportSettings = {
    ...entry.settings,
    ...(change as Partial<ImportSettings>),
    ...(change.consent !== undefined && { consent: consent ?? null }),
    mapping: { ...entry.settings.mapping, ...change.mapping },
    formats: { ...entry.settings.formats, ...change.formats },
  }
  const problems = [
    ...mappingProblems(next, entry.header.length, entity),
    ...Object.keys(next.constants)
      .filter((field) => field === KEEP || !isTarget(entity, field))
      .map((field) => unknown(`constants.${field}`, `There is no field "${field}"`)),
    ...otherProblems(next, entity, config),
  ]
  return problems.length > 0 ? fail(problems) : ok(next)
}

const unknown = (field: string, message: string): Problem => ({ field, rule: 'exists', message })

function mappingProblems({ mapping }: ImportSettings, width: number, entity: Entity): Problem[] {
  const problems: Problem[] = []
  const taken = new Map<string, string>()
  for (const [column, target] of Object.entries(mapping)) {
    const field = `mapping.${column}`
    if (!/^\d{1,4}$/.test(column) || Number(column) >= width)
      problems.push(unknown(field, `The file has no column ${column}`))
    else if (target === null || target === KEEP) continue
    else if (!isTarget(entity, target))
      problems.push(unknown(field, `There is no field "${target}"`))
    else if (taken.has(target))
      problems.push({ field, rule: 'ambiguous', message: `Two columns go to "${target}"` })
    else taken.set(target, column)
  }
  return problems
}

function otherProblems(
  { distribute, stage, consent }: ImportSettings,
  entity: Entity,
  config: AccountConfig
): Problem[] {
  const problems: Problem[] = []
  if (stage !== null && !entity.stages.includes(stage))
    problems.push(unknown('stage', `There is no stage "${stage}"`))
  if (typeof distribute === 'object') {
    const profile = config.profilesByKey.get(distribute.profile)
    if (profile?.entity.id !== entity.id)
      problems.push(unknown('distribute.profile', `There is no profile "${distribute.profile}"`))
  }
  if (consent?.at && !datetimeOf(consent.at).ok)
    problems.push({ field: 'consent.at', rule: 'datetime', message: 'The time cannot be read' })
  return problems
}
