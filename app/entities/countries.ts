import { foldText } from '#entities/fold'
import { isCountry } from '#shared/codes'

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

const byName = new Map<string, string>(OTHER_NAMES)
const names = new Intl.DisplayNames('en', { type: 'region', fallback: 'none' })
for (let first = 65; first <= 90; first++) {
  for (let second = 65; second <= 90; second++) {
    const code = String.fromCharCode(first, second)
    if (!isCountry(code)) continue
    byName.set(foldText(code), code)
    byName.set(foldText(names.of(code)!), code)
  }
}

/** ISO 3166 alpha-2 code of a code in any case or an English name; null if it is neither. */
export const countryCode = (text: string): string | null => byName.get(foldText(text)) ?? null
