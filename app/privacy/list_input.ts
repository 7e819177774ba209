import type { ListValues } from '#intake/suppression/list_rows'
import type { SuppressionList } from '#intake/suppression_lists'
import { type Problem, type Result, fail, ok } from '#shared/result'

/** A list as somebody writes it; what is absent stays as it is, or as a new list has it. */
export interface WrittenList {
  key?: string
  name?: string
  blocks?: SuppressionList['blocks']
  profiles?: string[]
  partners?: string[]
  on_arrival?: SuppressionList['onArrival']
  /** Key of the partner whose own list it is. */
  partner?: string | null
  keep_days?: number | null
}

/** What a list may name, by key. */
export interface Nameable {
  partners: ReadonlyMap<string, { id: string }>
  profiles: ReadonlyMap<string, unknown>
}

const NEW: ListValues = {
  key: '',
  name: '',
  blocks: 'everything',
  profiles: [],
  partners: [],
  onArrival: 'refuse',
  partnerId: null,
  keepDays: null,
}

/** Reads a new list, or changes of one. All problems at once. Pure. */
export function readList(
  written: WrittenList,
  before: SuppressionList | null,
  known: Nameable
): Result<ListValues, Problem[]> {
  const problems: Problem[] = []
  const say = (field: string, rule: string, message: string) =>
    problems.push({ field, rule, message })
  const base = before ?? NEW
  const partnerId = ownerOf(written, base, known)
  if (partnerId === undefined) say('partner', 'exists', `There is no partner "${written.partner}"`)
  const values: ListValues = {
    key: before?.key ?? written.key ?? '',
    name: (written.name ?? base.name).trim(),
    blocks: written.blocks ?? base.blocks,
    profiles: [...new Set(written.profiles ?? base.profiles)],
    partners: [...new Set(written.partners ?? base.partners)],
    onArrival: written.on_arrival ?? base.onArrival,
    partnerId: partnerId ?? null,
    keepDays: written.keep_days === undefined ? base.keepDays : written.keep_days,
  }
  if (values.name === '') say('name', 'required', 'The list needs a name')
  if (values.key === '') say('key', 'required', 'The list needs a key')
  // A partner's own list is about deliveries to it, whatever else was said.
  if (values.partnerId !== null)
    return problems.length > 0
      ? fail(problems)
      : ok({ ...values, blocks: 'some', profiles: [], partners: [] })
  if (values.blocks === 'everything') Object.assign(values, { profiles: [], partners: [] })
  else if (values.profiles.length + values.partners.length === 0)
    say('partners', 'required', 'Name the partners or profiles that it blocks')
  for (const [at, key] of values.partners.entries())
    if (!known.partners.has(key)) say(`partners[${at}]`, 'exists', `There is no partner "${key}"`)
  for (const [at, key] of values.profiles.entries())
    if (!known.profiles.has(key)) say(`profiles[${at}]`, 'exists', `There is no profile "${key}"`)
  return problems.length > 0 ? fail(problems) : ok(values)
}

/** Undefined: a partner was named that is not there. */
function ownerOf({ partner }: WrittenList, base: ListValues, { partners }: Nameable) {
  if (partner === undefined) return base.partnerId
  return partner === null ? null : partners.get(partner)?.id
}
