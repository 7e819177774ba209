/* The shapes of the plugins page. */
export interface CallCounts {
  calls: number
  errors: number
  p95_ms: number | null
}

interface Named {
  key: string
  name: string
}

export interface Plugin {
  kind: string
  id: string
  name: string
  version: string | null
  description: string | null
  de: { name?: string; description?: string } | null
  source: string
  status: 'active' | 'quarantined'
  reason: string | null
  config_schema: Record<string, unknown> | null
  used_in: { profile?: Named; automation?: Named; places: number }[]
  health: {
    open: boolean
    last_error: string | null
    since_start: CallCounts
    last_hour: CallCounts
  } | null
}

interface Worded {
  id: string
  name: string
  description?: string | null
  de?: { name?: string; description?: string } | null
}

/** What a plugin is called in the reader's language: it brings its own words. */
export const nameOfPlugin = ({ name, de }: Worded, locale: string): string =>
  (locale === 'de' && de?.name) || name

/** What it does, and how it decides between equals. */
export const aboutPlugin = ({ description, de }: Worded, locale: string): string =>
  (locale === 'de' && de?.description) || (description ?? '')
