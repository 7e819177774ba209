/*
 * Where somebody probably is, from what a browser tells: a first guess of a form, which they change where it is wrong.
 */
const EURO =
  'AT BE BG CY DE EE ES FI FR GR HR IE IT LT LU LV MT NL PT SI SK AD MC SM VA ME XK'.split(' ')
const CURRENCIES: Record<string, string> = {
  ...Object.fromEntries(EURO.map((country) => [country, 'EUR'])),
  ...{ AE: 'AED', AR: 'ARS', AU: 'AUD', BR: 'BRL', CA: 'CAD', CH: 'CHF', CL: 'CLP', CN: 'CNY' },
  ...{ CO: 'COP', CZ: 'CZK', DK: 'DKK', GB: 'GBP', HK: 'HKD', HU: 'HUF', IL: 'ILS', IN: 'INR' },
  ...{ IS: 'ISK', JP: 'JPY', KR: 'KRW', LI: 'CHF', MX: 'MXN', NO: 'NOK', NZ: 'NZD', PL: 'PLN' },
  ...{ RO: 'RON', RS: 'RSD', SE: 'SEK', SG: 'SGD', TR: 'TRY', UA: 'UAH', US: 'USD', ZA: 'ZAR' },
}

/** Zones named after a place of one country: they know better than a language, which many share. */
const COUNTRY_OF_ZONE: Record<string, string> = {
  ...{ Amsterdam: 'NL', Athens: 'GR', Belgrade: 'RS', Berlin: 'DE', Bratislava: 'SK' },
  ...{ Brussels: 'BE', Bucharest: 'RO', Budapest: 'HU', Busingen: 'DE', Copenhagen: 'DK' },
  ...{ Dublin: 'IE', Helsinki: 'FI', Istanbul: 'TR', Kyiv: 'UA', Kiev: 'UA', Lisbon: 'PT' },
  ...{ Ljubljana: 'SI', London: 'GB', Luxembourg: 'LU', Madrid: 'ES', Malta: 'MT', Oslo: 'NO' },
  ...{ Paris: 'FR', Prague: 'CZ', Riga: 'LV', Rome: 'IT', Sofia: 'BG', Stockholm: 'SE' },
  ...{ Tallinn: 'EE', Vaduz: 'LI', Vienna: 'AT', Vilnius: 'LT', Warsaw: 'PL', Zagreb: 'HR' },
  ...{ Zurich: 'CH', New_York: 'US', Chicago: 'US', Denver: 'US', Los_Angeles: 'US' },
  ...{ Phoenix: 'US', Toronto: 'CA', Vancouver: 'CA', Mexico_City: 'MX', Sao_Paulo: 'BR' },
  ...{ Tokyo: 'JP', Seoul: 'KR', Singapore: 'SG', Sydney: 'AU', Auckland: 'NZ', Dubai: 'AE' },
  ...{ Kolkata: 'IN', Calcutta: 'IN', Johannesburg: 'ZA', Jerusalem: 'IL' },
}

export interface Place {
  country: string
  currency: string
  timeZone: string
}

/** The zone of the clock, its country or else that of the language, and the money of that country. */
export function guessPlace(timeZone: string, language: string): Place {
  const country = COUNTRY_OF_ZONE[timeZone.split('/').at(-1)!] ?? regionOf(language)
  return { timeZone, country, currency: CURRENCIES[country] ?? 'EUR' }
}

function regionOf(language: string): string {
  try {
    return new Intl.Locale(language).maximize().region ?? 'DE'
  } catch {
    return 'DE'
  }
}

/** Of this browser. */
export const placeHere = (): Place =>
  guessPlace(Intl.DateTimeFormat().resolvedOptions().timeZone || 'UTC', navigator.language)
