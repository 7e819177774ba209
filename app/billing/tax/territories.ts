/*
 * Where VAT is whose: a country and a postal code give a VAT territory. Art. 5 to 7 Directive 2006/112/EC, and for
 * services: Northern Ireland is of the Union for goods only (Protocol, Annex 3), Åland has Finnish VAT.
 */

export interface Territory {
  code: string
  /** ISO 3166 of whose VAT it is; outside any VAT, its own. */
  country: string
  eu: boolean
  /** Territories of one area sell to each other at home. */
  area: string
  /** Whose rates it has. */
  rates: string
}

const EU = 'AT BE BG CY CZ DE DK EE ES FI FR GR HR HU IE IT LT LU LV MT NL PL PT RO SE SI SK'

export const MEMBER_STATES: ReadonlySet<string> = new Set(EU.split(' '))

type Special = Partial<Omit<Territory, 'code'>>

/** Territories that are treated otherwise than the state they belong to. */
const SPECIAL: Record<string, Special> = {
  // Outside the VAT of the Union (Art. 6).
  ...{ 'ES-CN': { country: 'ES' }, 'ES-CE': { country: 'ES' }, 'ES-ML': { country: 'ES' } },
  ...{ 'DE-BUS': { country: 'DE' }, 'DE-HEL': { country: 'DE' } },
  ...{ 'IT-LIV': { country: 'IT' }, 'IT-CAM': { country: 'IT' }, 'GR-ATH': { country: 'GR' } },
  // The same, but from France they are France, at a rate of their own.
  'GP': { country: 'FR', area: 'FR', rates: 'GP' },
  'MQ': { country: 'FR', area: 'FR', rates: 'MQ' },
  'RE': { country: 'FR', area: 'FR', rates: 'RE' },
  // Of the Union, as part of a member state (Art. 7), some at own rates (Art. 105).
  'MC': { country: 'FR', eu: true, area: 'FR', rates: 'MC' },
  'AX': { country: 'FI', eu: true, area: 'FI', rates: 'FI' },
  'PT-20': { country: 'PT', eu: true, area: 'PT' },
  'PT-30': { country: 'PT', eu: true, area: 'PT' },
  'AT-JUN': { country: 'AT', eu: true, area: 'AT', rates: 'AT' },
  'AT-MIT': { country: 'AT', eu: true, area: 'AT', rates: 'AT' },
  // The United Kingdom; Switzerland's VAT is Liechtenstein's too.
  'XI': { country: 'GB', area: 'GB', rates: 'GB' },
  'IM': { country: 'GB', area: 'GB', rates: 'IM' },
  'LI': { country: 'LI', area: 'CH', rates: 'LI' },
}

/** Postal codes (without their country's letters, dashes and spaces) of those territories. First match wins. */
const POSTAL: Record<string, [RegExp, string][]> = {
  AT: [
    [/^6691$/, 'AT-JUN'],
    [/^699\d$/, 'AT-MIT'],
  ],
  CH: [
    [/^8238$/, 'DE-BUS'],
    [/^6911$/, 'IT-CAM'],
    [/^94(8[5-9]|9\d)$/, 'LI'],
  ],
  DE: [
    [/^78266$/, 'DE-BUS'],
    [/^27498$/, 'DE-HEL'],
    [/^87491$/, 'AT-JUN'],
    [/^8756[789]$/, 'AT-MIT'],
  ],
  DK: [[/^39\d\d$/, 'GL']],
  ES: [
    [/^3[58]\d{3}$/, 'ES-CN'],
    [/^51\d{3}$/, 'ES-CE'],
    [/^52\d{3}$/, 'ES-ML'],
  ],
  FI: [[/^22\d{3}$/, 'AX']],
  FR: [
    [/^971\d\d$/, 'GP'],
    [/^972\d\d$/, 'MQ'],
    [/^973\d\d$/, 'GF'],
    [/^974\d\d$/, 'RE'],
    [/^975\d\d$/, 'PM'],
    [/^976\d\d$/, 'YT'],
    [/^977\d\d$/, 'BL'],
    [/^978\d\d$/, 'MF'],
    [/^980\d\d$/, 'MC'],
    [/^984\d\d$/, 'TF'],
    [/^986\d\d$/, 'WF'],
    [/^987\d\d$/, 'PF'],
    [/^988\d\d$/, 'NC'],
  ],
  GB: [
    [/^BT\d/, 'XI'],
    [/^IM\d/, 'IM'],
    [/^JE\d/, 'JE'],
    [/^GY\d/, 'GG'],
    [/^GX11/, 'GI'],
  ],
  GR: [[/^63086$/, 'GR-ATH']],
  IT: [
    [/^23041$/, 'IT-LIV'],
    [/^2206[01]$/, 'IT-CAM'],
    [/^00120$/, 'VA'],
    [/^4789\d$/, 'SM'],
  ],
  NO: [[/^(917\d|8099)$/, 'SJ']],
  PT: [
    [/^9[0-4]/, 'PT-30'],
    [/^9[5-9]/, 'PT-20'],
  ],
}

/** Codes that stand for a territory or for another code of the same country. */
const ALIASES: Record<string, string> = { EL: 'GR', IC: 'ES-CN', EA: 'ES-CE' }

const territory = (code: string): Territory => ({
  code,
  country: code,
  eu: MEMBER_STATES.has(code),
  area: code,
  rates: code,
  ...SPECIAL[code],
})

/** `E-35001`, `d 78266` and `bt1 5gs` as the patterns want them. */
function bareCode(country: string, postalCode: string): string {
  const bare = postalCode.toUpperCase().replace(/[^A-Z0-9]/g, '')
  // British codes begin with letters of their own; elsewhere those are the country's.
  return country === 'GB' ? bare : bare.replace(/^[A-Z]+/, '')
}

/** The VAT territory of an address. An address without a postal code counts as the main part of its country. */
export function territoryOf(country: string, postalCode?: string): Territory {
  const code = ALIASES[country.toUpperCase()] ?? country.toUpperCase()
  if (postalCode) {
    const bare = bareCode(code, postalCode)
    const found = POSTAL[code]?.find(([pattern]) => pattern.test(bare))
    if (found) return territory(found[1])
  }
  return territory(code)
}

/** Codes of all territories that are no country of their own in ISO 3166, and of those with own rules. */
export const SPECIAL_TERRITORIES: readonly string[] = Object.keys(SPECIAL)
