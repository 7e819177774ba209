type Values = Readonly<Record<string, unknown>>

export interface ChosenValues {
  /** What changes of the survivor's. */
  values: Record<string, unknown>
  /** Field -> the lead its value comes from, of those that change. */
  kept: Record<string, string>
}

const isBlank = (value: unknown) =>
  value === undefined ||
  value === null ||
  value === '' ||
  (Array.isArray(value) && value.length === 0)

/** What is not there is null. */
export const same = (a: unknown, b: unknown) =>
  JSON.stringify(a ?? null) === JSON.stringify(b ?? null)

/**
 * Which values the survivor takes over. A choice counts as it is, also where it leaves a field empty; without one a value
 * that the survivor lacks comes from the first of the others that has it. `of`: values by lead, opened. Pure.
 */
export function chooseValues(
  fields: readonly string[],
  { into, from, values: choice }: { into: string; from: readonly string[]; values: Values },
  of: ReadonlyMap<string, Values>
): ChosenValues {
  const chosen: ChosenValues = { values: {}, kept: {} }
  const own = of.get(into) ?? {}
  for (const field of fields) {
    const first = from.find((lead) => !isBlank(of.get(lead)?.[field]))
    const lead = (choice[field] as string | undefined) ?? (isBlank(own[field]) ? first : into)
    if (lead === undefined || lead === into) continue
    const value = of.get(lead)?.[field] ?? null
    if (same(value, own[field])) continue
    chosen.values[field] = value
    chosen.kept[field] = lead
  }
  return chosen
}
