/*
 * Rules as pages know them: the grammar of the API, and the fields one may ask for.
 */
export type FieldType =
  | 'text'
  | 'long_text'
  | 'number'
  | 'money'
  | 'email'
  | 'phone'
  | 'date'
  | 'datetime'
  | 'select'
  | 'multi_select'
  | 'checkbox'
  | 'url'
  | 'file'
  | 'address'
  /** Nobody declared it: it is compared by what it is. */
  | 'any'

export interface Condition {
  field: string
  operator: string
  value?: unknown
}

export type Rule = { all: Rule[] } | { any: Rule[] } | { not: Rule } | Condition

/** What a rule may ask for. Parts (`home.city`) and `lead.source` stand in the list like any other. */
export interface RuleField {
  key: string
  label: string
  type: FieldType
  options?: string[] | null
  /** The field this is a part of, by its label. */
  of?: string
}

/** What became of one part of a rule, by its path; `actual` is there for conditions alone. */
export interface Verdict {
  matched: boolean
  actual?: unknown
  not_comparable?: true
}

/** The `t` of vue-i18n, as far as it is used outside of components. */
export type Translate = (key: string, values?: Record<string, unknown>, plural?: number) => string
