/** What `{name}` in a brand's text can stand for. Amounts are written by the document, never by a text. */
export const PLACEHOLDERS = [
  'number',
  'date',
  'due_date',
  'days',
  'period',
  'partner',
  'reference',
  'total',
] as const
export type Placeholder = (typeof PLACEHOLDERS)[number]

const NAMED = /\{([^{}]*)\}/g

/** Names in braces that stand for nothing. */
export const unknownPlaceholders = (text: string): string[] => [
  ...new Set(
    [...text.matchAll(NAMED)].map(([, name]) => name!).filter((name) => !isPlaceholder(name))
  ),
]

const isPlaceholder = (name: string): name is Placeholder =>
  (PLACEHOLDERS as readonly string[]).includes(name)

/**
 * The text with its values. A value is put in as it is, once: braces in a partner's name stand for themselves, and line
 * breaks in it make no new paragraph.
 */
export const fillText = (text: string, values: Record<Placeholder, string>): string =>
  text.replace(NAMED, (whole, name: string) =>
    isPlaceholder(name) ? values[name].replace(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, ' ') : whole
  )
