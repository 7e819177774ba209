import { onConfigChange } from '#accounts/config_changes'
import { type Endpoint, endpointAt } from '#capture/endpoints/repository'

interface Known {
  endpoint: Promise<Endpoint | null>
  until: number
}

/** A change another process made is seen within this time. */
const LIFE_MS = 1_000
const MOST_KNOWN = 5_000
const known = new Map<string, Known>()

onConfigChange(() => known.clear())

/** The endpoint at an address, looked up once a second. `now` in ms. */
export function findEndpoint(address: string, now: number): Promise<Endpoint | null> {
  const before = known.get(address)
  if (before && before.until > now) return before.endpoint
  if (known.size >= MOST_KNOWN) known.clear()
  const endpoint = endpointAt(address)
  known.set(address, { endpoint, until: now + LIFE_MS })
  endpoint.catch(() => known.delete(address))
  return endpoint
}
