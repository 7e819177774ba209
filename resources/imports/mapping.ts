/*
 * What the columns of a file are taken as. Pure: the settings of an import and the file's columns in, answers out.
 */
import type {
  ColumnFormat,
  FileColumn,
  ImportEntity,
  ImportField,
  ImportSettings,
} from './types.js'

/** Kept with the lead under the column's own name, in no field. */
export const KEPT = 'extra'

export const ADDRESS_PARTS = [
  'street',
  'number',
  'postal_code',
  'city',
  'state',
  'country',
  'latitude',
  'longitude',
] as const

/** What a column may be beside the entity's own fields. */
export const LEAD_TARGETS = ['lead.external_id', 'lead.source'] as const

export interface Target {
  value: string
  field: ImportField | null
  part?: string
}

/** Everything a column may be: fields in their order, an address by its parts, then what every lead has. */
export function targetsOf(entity: ImportEntity): Target[] {
  const fields = entity.fields.filter(({ type }) => type !== 'file')
  return [
    ...fields.flatMap((field): Target[] =>
      field.type === 'address'
        ? ADDRESS_PARTS.map((part) => ({ value: `${field.key}.${part}`, field, part }))
        : [{ value: field.key, field }]
    ),
    ...LEAD_TARGETS.map((value) => ({ value, field: null })),
  ]
}

export const targetOf = (settings: ImportSettings, index: number): string | null =>
  settings.mapping[index] === undefined ? KEPT : settings.mapping[index]

/** It is a value of the lead. */
export const isMapped = (target: string | null): target is string =>
  target !== null && target !== KEPT

/** Another column that was this target is kept with the lead from here on: a value has one column. */
export function withTarget(
  settings: ImportSettings,
  index: number,
  target: string | null
): ImportSettings {
  const mapping = { ...settings.mapping }
  const formats = { ...settings.formats }
  if (isMapped(target))
    for (const [other, taken] of Object.entries(mapping))
      if (taken === target) mapping[other] = KEPT
  mapping[index] = target
  delete formats[index]
  return { ...settings, mapping, formats }
}

export const withFormat = (
  settings: ImportSettings,
  index: number,
  format: ColumnFormat
): ImportSettings => ({
  ...settings,
  formats: { ...settings.formats, [index]: { ...settings.formats[index], ...format } },
})

export function withConstant(
  settings: ImportSettings,
  field: string,
  value: unknown
): ImportSettings {
  const constants = { ...settings.constants }
  if (value === undefined || value === '' || value === null) delete constants[field]
  else constants[field] = value
  return { ...settings, constants }
}

const base = (target: string) => target.split('.', 1)[0]
const mappedFields = ({ mapping }: ImportSettings) =>
  new Set(Object.values(mapping).filter(isMapped).map(base))

/** Fields that are needed and have neither column nor fixed value: every row would be bad. */
export function missingFields(entity: ImportEntity, settings: ImportSettings): ImportField[] {
  const mapped = mappedFields(settings)
  return entity.fields.filter(
    ({ key, required, defaulted }) =>
      required && !defaulted && !mapped.has(key) && settings.constants[key] === undefined
  )
}

/** Fields that may get one value for the whole file: those no column says. */
export function fillableFields(entity: ImportEntity, settings: ImportSettings): ImportField[] {
  const mapped = mappedFields(settings)
  return entity.fields.filter(
    ({ key, type }) => !mapped.has(key) && type !== 'file' && type !== 'address'
  )
}

export interface MappingCount {
  mapped: number
  kept: number
  leftOut: number
}

export function countMapping(columns: readonly FileColumn[], settings: ImportSettings) {
  const count: MappingCount = { mapped: 0, kept: 0, leftOut: 0 }
  for (const { index } of columns) {
    const target = targetOf(settings, index)
    if (target === KEPT) count.kept++
    else if (target === null) count.leftOut++
    else count.mapped++
  }
  return count
}

const DATES = ['date', 'datetime']
const NUMBERS = ['number', 'money']

/** Whether it matters how the column's values are written, and in what. */
export function formatKind(entity: ImportEntity, target: string | null): 'date' | 'decimal' | null {
  const type = entity.fields.find(({ key }) => key === target)?.type
  if (type === undefined) return null
  return DATES.includes(type) ? 'date' : NUMBERS.includes(type) ? 'decimal' : null
}

/** Columns to look at: by name, and by what they are taken as. */
export function columnsShown(
  columns: readonly FileColumn[],
  settings: ImportSettings,
  { only, text }: { only: 'all' | 'mapped' | 'rest'; text: string }
): FileColumn[] {
  const sought = text.trim().toLowerCase()
  return columns.filter(({ index, name }) => {
    const mapped = isMapped(targetOf(settings, index))
    if (only !== 'all' && mapped !== (only === 'mapped')) return false
    return sought === '' || name.toLowerCase().includes(sought)
  })
}
