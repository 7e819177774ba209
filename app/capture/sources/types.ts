import type { SourceRules } from '#intake/bind_source'
import type { Locale } from '#shared/locales'

/** What its posting document says beside what is known of fields and endpoint. */
export interface PostingSettings {
  /** Whether whoever has its address reads it. */
  public: boolean
  language: Locale
  title?: string
  intro?: string
  instructions?: string
  /** Whether a test lead can be posted from the page. */
  test: boolean
}

export type SourceStatus = 'active' | 'paused'

/** Where leads come from. Times are ms since the epoch. */
export interface Source {
  id: string
  accountId: string
  entityId: string
  /** The text that stands on its leads. */
  key: string
  name: string
  status: SourceStatus
  rules: SourceRules
  posting: PostingSettings
  slug: string | null
  /** Whether the posting document asks for a password. */
  protected: boolean
  fieldsChangedAt: number
  createdAt: number
  updatedAt: number
}
