import { foldText } from '#entities/fold'

const NO_COUNTRY = new Set(['EU', 'EZ', 'UN', 'QO', 'XA', 'XB', 'ZZ'])
const OTHER_NAMES: [string, string][] = [
  ['usa', 'US'],
  ['u.s.', 'US'],
  ['u.s.a.', 'US'],
  ['united states of america', 'US'],
  ['uk', 'GB'],
  ['great britain', 'GB'],
  ['england', 'GB'],
  ['scotland', 'GB'],
  ['wales', 'GB'],
  ['northern ireland', 'GB'],
  ['deutschland', 'DE'],
  ['österreich', 'AT'],
  ['schweiz', 'CH'],
  ['the netherlands', 'NL'],
  ['holland', 'NL'],
  ['czech republic', 'CZ'],
  ['turkey', 'TR'],
  ['españa', 'ES'],
  ['italia', 'IT'],
  ['polska', 'PL'],
]

const codes = new Set<string>()
const byName = new Map<string, string>(OTHER_NAMES)
const names = new Intl.DisplayNames('en', { type: 'region', fallback: 'none' })
for (let first = 65; first <= 90; first++) {
  for (let second = 65; second <= 90; second++) {
    const code = String.fromCharCode(first, second)
    const name = NO_COUNTRY.has(code) ? undefined : names.of(code)
    // A withdrawn code (DD, SU) has a name too, but is not its own canonical form.
    if (!name || new Intl.Locale(`und-${code}`).region !== code) continue
    codes.add(code)
    byName.set(foldText(name), code)
  }
}

export const isCountryCode = (code: string): boolean => codes.has(code)

/** ISO 3166 alpha-2 code of a code in any case or an English name; null if it is neither. */
export function countryCode(text: string): string | null {
  const upper = text.trim().toUpperCase()
  if (codes.has(upper)) return upper
  return byName.get(foldText(text)) ?? null
}
