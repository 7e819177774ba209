const known = Intl.supportedValuesOf('timeZone')

/** "+01:00" of a zone now. */
function offset(zone: string): string {
  const parts = new Intl.DateTimeFormat('en', {
    timeZone: zone,
    timeZoneName: 'longOffset',
  }).formatToParts(new Date())
  return (
    parts
      .find(({ type }) => type === 'timeZoneName')
      ?.value.replace('GMT', '')
      .replace(/^$/, '+00:00') ?? ''
  )
}

/** Every zone with its offset; one that is stored and not in the browser's list stays choosable. */
export const zones = (current: string) =>
  [...new Set(['UTC', ...known, current])].map((id) => ({
    id,
    label: `${id.replaceAll('_', ' ')} (${offset(id)})`,
  }))
