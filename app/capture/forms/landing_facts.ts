/** Where somebody came from: kept in the lead's `extra` under these names, whatever the page was called with. */
const CAMPAIGN = [
  ...['utm_source', 'utm_medium', 'utm_campaign', 'utm_term', 'utm_content', 'utm_id'],
  ...['gclid', 'gbraid', 'wbraid', 'dclid', 'fbclid', 'msclkid', 'ttclid', 'twclid', 'li_fat_id'],
] as const

const LONGEST = 500

export interface LandingFacts {
  /** Address of the page the form stood on, without its query: that may say who somebody is. */
  page: string
  extra: Record<string, string>
}

const webAddress = (value: unknown): URL | null => {
  const url = typeof value === 'string' && value.length <= 4_000 ? URL.parse(value) : null
  return url && ['http:', 'https:'].includes(url.protocol) ? url : null
}

const plain = ({ origin, pathname }: URL) => `${origin}${pathname}`.slice(0, LONGEST)

/**
 * `own`: address of the hosted page as it was called; a page that embeds the form says its own address as `page` and
 * where its visitor came from as `referrer`.
 */
export function landingFacts(
  own: string,
  query: Readonly<Record<string, unknown>>,
  referer: string | undefined
): LandingFacts {
  const host = webAddress(query.page)
  const asked = new URLSearchParams(host?.search ?? '')
  const extra: Record<string, string> = {}
  for (const name of CAMPAIGN) {
    const value = query[name] ?? asked.get(name)
    if (typeof value === 'string' && value) extra[name] = value.slice(0, LONGEST)
  }
  const from = webAddress(host ? query.referrer : referer)
  if (from && from.origin !== new URL(own).origin) extra.referrer = plain(from)
  const page = plain(host ?? new URL(own))
  extra.landing_page = page
  return { page, extra }
}
