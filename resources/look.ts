/*
 * How documents look, as it is edited and previewed.
 */
export interface KindTexts {
  intro?: string
  closing?: string
  payment?: string
}

/** Those of invoices, and of the other kinds by their name. */
export type LookTexts = KindTexts & Partial<Record<Exclude<TextKind, 'invoice'>, KindTexts>>

export const TEXT_KINDS = [
  'invoice',
  'credit_note',
  'self_billing',
  'self_billing_credit_note',
] as const
export type TextKind = (typeof TEXT_KINDS)[number]
/** What is corrected is paid by nobody. */
export const textFields = (kind: TextKind) =>
  kind.endsWith('credit_note')
    ? (['intro', 'closing'] as const)
    : (['intro', 'closing', 'payment'] as const)

export interface Look {
  version?: number
  accent: string
  font: string
  logo?: string
  logo_side: string
  logo_size: string
  window: string
  fold_marks: boolean
  footer: string[]
  texts: Record<string, LookTexts>
}

export const FONTS = ['inter', 'plex', 'serif'] as const
export const LOGO_SIZES = ['small', 'medium', 'large'] as const
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

/** As the server takes it: without its number, and without texts that were left blank. */
export function sentLook({ version: _, ...look }: Look) {
  const texts = Object.entries(look.texts).map(([language, of]) => [language, written(of)])
  return { ...look, accent: look.accent.toLowerCase(), texts: Object.fromEntries(texts) }
}

const written = (of: object): object =>
  Object.fromEntries(
    Object.entries(of)
      .map(([name, one]: [string, string | object]) => [
        name,
        typeof one === 'string' ? one.trim() && one : written(one),
      ])
      .filter(([, one]) => (typeof one === 'string' ? one : Object.keys(one as object).length))
  )

/** Contrast with white paper (WCAG 2.2); null where it is no colour yet. */
export function contrastOf(colour: string): number | null {
  if (!/^#[0-9a-f]{6}$/i.test(colour)) return null
  const [red, green, blue] = [1, 3, 5].map((at) => {
    const part = Number.parseInt(colour.slice(at, at + 2), 16) / 255
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4
  })
  return 1.05 / (0.2126 * red + 0.7152 * green + 0.0722 * blue + 0.05)
}
