/* Choices of other registries, as the browser knows them. */

/** IANA time zones with the offset they have now, such as `Europe/Berlin` and `+01:00`. */
export function timeZones(now: Date): { zone: string; offset: string }[] {
  const zones = ['UTC', ...Intl.supportedValuesOf('timeZone').filter((zone) => zone !== 'UTC')]
  return zones.map((zone) => ({ zone, offset: offsetOf(zone, now) }))
}

export function offsetOf(zone: string, now: Date): string {
  try {
    const parts = new Intl.DateTimeFormat('en', { timeZone: zone, timeZoneName: 'longOffset' })
    const name = parts.formatToParts(now).find(({ type }) => type === 'timeZoneName')?.value ?? ''
    return name.replace('GMT', '') || '+00:00'
  } catch {
    return ''
  }
}

/** ISO 3166 countries by name in the reader's language. */
export function countries(locale: string): { code: string; name: string }[] {
  const names = new Intl.DisplayNames([locale], { type: 'region', fallback: 'none' })
  const found: { code: string; name: string }[] = []
  for (let a = 65; a <= 90; a++)
    for (let b = 65; b <= 90; b++) {
      const code = String.fromCharCode(a, b)
      const name = names.of(code)
      const own = new Intl.Locale(`und-${code}`).region === code
      if (name && own && !/^(ZZ|EU|EZ|UN|X[AB]|QO)$/.test(code)) found.push({ code, name })
    }
  return found.sort((x, y) => x.name.localeCompare(y.name, locale))
}

/** ISO 4217 currencies with their names. */
export function currencies(locale: string): { code: string; name: string }[] {
  const names = new Intl.DisplayNames([locale], { type: 'currency' })
  return Intl.supportedValuesOf('currency')
    .filter((code) => code !== 'XXX' && code !== 'XTS')
    .map((code) => ({ code, name: names.of(code) ?? code }))
}
