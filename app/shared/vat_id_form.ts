/*
 * How VAT ids are written: the form alone, so small that pages use it while somebody types. Of the Union as VIES has
 * them (FAQ Q11; Northern Ireland counts as one), and of Switzerland, Liechtenstein and Norway.
 */
const PATTERNS: Record<string, RegExp> = {
  AT: /^U\d{8}$/,
  BE: /^[01]\d{9}$/,
  BG: /^\d{9,10}$/,
  CH: /^E\d{9}(MWST|TVA|IVA)?$/,
  CY: /^\d{8}[A-Z]$/,
  CZ: /^\d{8,10}$/,
  DE: /^[1-9]\d{8}$/,
  DK: /^\d{8}$/,
  EE: /^\d{9}$/,
  EL: /^\d{9}$/,
  ES: /^[A-Z0-9]\d{7}[A-Z0-9]$/,
  FI: /^\d{8}$/,
  FR: /^[A-HJ-NP-Z0-9]{2}\d{9}$/,
  GB: /^(\d{9}|\d{12}|GD\d{3}|HA\d{3})$/,
  HR: /^\d{11}$/,
  HU: /^\d{8}$/,
  IE: /^(\d[A-Z0-9+*]\d{5}[A-Z]|\d{7}[A-Z]{1,2})$/,
  IT: /^\d{11}$/,
  LT: /^(\d{9}|\d{12})$/,
  LU: /^\d{8}$/,
  LV: /^\d{11}$/,
  MT: /^\d{8}$/,
  NL: /^[A-Z0-9+*]{9}B[A-Z0-9+*]{2}$/,
  NO: /^\d{9}(MVA)?$/,
  PL: /^\d{10}$/,
  PT: /^\d{9}$/,
  RO: /^[1-9]\d{1,9}$/,
  SE: /^\d{10}01$/,
  SI: /^\d{8}$/,
  SK: /^\d{10}$/,
  XI: /^(\d{9}|\d{12}|GD\d{3}|HA\d{3})$/,
}

/** Prefixes that are not the code of the country they belong to. */
export const PREFIXES: Record<string, string> = { GR: 'EL', MC: 'FR', IM: 'GB', LI: 'CH' }

/** Member states VIES asks; Northern Ireland is one of them there. */
export const isViesPrefix = (prefix: string): boolean =>
  prefix in PATTERNS && !['CH', 'GB', 'NO'].includes(prefix)

/** The form of what follows a prefix; null for a country that is not known here. */
export const patternOf = (prefix: string): RegExp | null =>
  Object.hasOwn(PATTERNS, prefix) ? PATTERNS[prefix] : null

/** It cannot be an id of the member state it is of, or of that of the address: its form alone says so. */
export function isMalformed(text: string, country?: string): boolean {
  const id = normalVatId(text, country)
  const pattern = patternOf(id.slice(0, 2))
  if (pattern) return isViesPrefix(id.slice(0, 2)) && !pattern.test(id.slice(2))
  return !!country && isViesPrefix(PREFIXES[country] ?? country)
}

/**
 * One way of writing for what people type and paste: capitals, no spaces, dots, dashes or invisible characters, Greece
 * as EL, the prefix of its country where it has none, and the zeros that are often left out.
 */
export function normalVatId(text: string, country?: string): string {
  const bare = text
    .normalize('NFKC')
    .toUpperCase()
    .replace(/[\s\p{Cf}\p{Z}\p{Pd}./:,_]/gu, '')
    // Capitals of a composed letter may come in parts, and what stood between two parts is gone.
    .normalize('NFKC')
    .slice(0, 38)
  const id = withPrefix(bare, country)
  const rest = id.slice(2)
  if (id.startsWith('BE') && /^\d{9}$/.test(rest)) return `BE0${rest}`
  if (id.startsWith('EL') && /^\d{8}$/.test(rest)) return `EL0${rest}`
  const dutch = /^NL(\d{7,8})(B\d{2})$/.exec(id)
  return dutch ? `NL${dutch[1].padStart(9, '0')}${dutch[2]}` : id
}

function withPrefix(bare: string, country?: string): string {
  if (bare.startsWith('GR') && patternOf('EL')) return `EL${bare.slice(2)}`
  const prefix = bare.slice(0, 2)
  if (patternOf(prefix) && bare.length > 2) return bare
  const own = country && (PREFIXES[country] ?? country)
  const isDigits = /\d/.test(bare)
  const begins = /^[\p{L}\p{N}]/u.test(bare)
  return own && patternOf(own) && isDigits && begins ? `${own}${bare}` : bare
}
