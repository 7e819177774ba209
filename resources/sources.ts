/* Sources as their pages know them. */
import type { Money } from '~/types'
import type { Terms } from '~/suppliers'
import type { Token } from '~/components/api/new_token.vue'

export interface PostingForm {
  public: boolean
  language: 'en' | 'de'
  title?: string
  intro?: string
  instructions?: string
  test: boolean
}

export interface SourceForm {
  key: string
  name: string
  entity: string
  status: 'active' | 'paused'
  supplier?: string
  duplicate?: string
  profile?: string
  hidden?: string[]
  fixed?: Record<string, unknown>
  allowed?: Record<string, string[]>
  posting: PostingForm
}

/** What every page of a source gets. */
export interface SourceHead {
  form: SourceForm
  revision: string
  facts: {
    posting_url: string | null
    protected: boolean
    created_at: string
    entity_name: string
  }
}

export interface SourceFigures {
  days: number
  leads: number
  sold: number
  revenue: Money
  cost: Money
  margin: Money
  margin_percent: string | null
  tokens: Token[]
  supplier: { key: string; name: string; terms: Terms | null; payment_days: number | null } | null
}

export const sourcePath = (key: string) => `/sources/${encodeURIComponent(key)}`

export interface SourceField {
  key: string
  label: string
  type: string
  required: boolean
  options: string[] | null
  encrypted: boolean
}

/** Who says what a field holds: `silent` is set by us and stands in no document. */
export type FieldUse = 'sent' | 'fixed' | 'silent' | 'hidden'

/** One field of the document as it is edited. */
export interface FieldRow {
  key: string
  use: FieldUse
  value: unknown
  /** Empty: all of them. */
  options: string[]
}

export const CHOICES = ['select', 'multi_select']
export const mayBeFixed = ({ type, encrypted }: SourceField) =>
  !encrypted && type !== 'file' && type !== 'address'

/** Normal forms as they are typed. */
const typed = (value: unknown): unknown =>
  value !== null && typeof value === 'object' && 'amount' in value
    ? `${(value as Money).amount} ${(value as Money).currency}`
    : (value ?? '')

export const rowsOf = (fields: readonly SourceField[], form: SourceForm): FieldRow[] =>
  fields.map(({ key }) => {
    const hidden = form.hidden?.includes(key) ?? false
    const fixed = form.fixed && key in form.fixed
    return {
      key,
      use: fixed ? (hidden ? 'silent' : 'fixed') : hidden ? 'hidden' : 'sent',
      value: typed(form.fixed?.[key]),
      options: [...(form.allowed?.[key] ?? [])],
    }
  })

export function rulesOf(rows: readonly FieldRow[]) {
  const set = rows.filter(({ use }) => use === 'fixed' || use === 'silent')
  const some = rows.filter(({ use, options }) => use === 'sent' && options.length)
  return {
    hidden: rows.filter(({ use }) => use === 'hidden' || use === 'silent').map(({ key }) => key),
    fixed: Object.fromEntries(set.map(({ key, value }) => [key, value])),
    allowed: Object.fromEntries(some.map(({ key, options }) => [key, options])),
  }
}
