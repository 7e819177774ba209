import { createHash } from 'node:crypto'
import { isDeepStrictEqual } from 'node:util'
import type { ArrivalClaim } from '#intake/arrivals'
import { invalidField } from '#shared/http_problem'
import { isObject } from '#shared/shape'
import { store } from '#store/store'
import { accountConfigWith, versionOf } from '#distribution/account_config'
import { placeRefusal } from '#distribution/claim_problem'
import { engine } from '#distribution/engine'
import { type Place, readPlace } from '#distribution/pings/place'
import type { RunContext } from '#distribution/run_context'
import type { TakenLead } from '#distribution/take_lead'

/**
 * The claim of a lead to the place its ping held. What came under the same idempotency key before is answered as it was
 * then, so a place that is used is refused in the lead's own transaction alone. Throws HttpProblem 409 or 422.
 */
export async function claimOf(
  accountId: string,
  pingId: string,
  taken: TakenLead
): Promise<ArrivalClaim> {
  const row = await store.rowBy('ping_places', 'id', pingId)
  if (row?.account_id !== accountId)
    throw invalidField('ping_id', 'exists', `There is no ping "${pingId}"`)
  const refusal = placeRefusal(row, Date.now())
  if (refusal) return { arrive: () => refusal }
  const config = await accountConfigWith(accountId, ({ profiles }) =>
    profiles.get(row.profile_id as string)
  )
  const profile = config.profiles.get(row.profile_id as string)
  const place = readPlace(row, config.key, taken.entity)
  const version = profile && (await versionOf(config, profile, place.versionId).catch(() => null))
  if (!profile || !version || profile.profile.paused || !fits(place, taken))
    return { arrive: () => 'differs' }
  const context: RunContext = { config, profile, version }
  return { arrive: (lead) => engine.arriveAt(context, lead, place) ?? 'differs' }
}

/** A price holds for what it was asked for: every value that was pinged is that of the lead. */
function fits(place: Place, { accepted, entity, source, test }: TakenLead): boolean {
  if (place.entityId !== entity.id || place.test !== test) return false
  if (place.source !== null && place.source !== source) return false
  const { values } = accepted
  for (const [key, pinged] of Object.entries(place.values))
    if (!isPartOf(pinged, values[key])) return false
  const ofType = (type: string) =>
    entity.fields.filter((field) => field.type === type).map(({ key }) => values[key])
  const { email, phone } = place.hashes
  return (
    (!email || ofType('email').some((one) => hashesOf(one).includes(email))) &&
    (!phone || ofType('phone').some((one) => hashesOf(one).includes(phone)))
  )
}

/** Of an address a part may be pinged alone. */
function isPartOf(pinged: unknown, value: unknown): boolean {
  if (isObject(pinged) && isObject(value))
    return Object.entries(pinged).every(([key, one]) => isPartOf(one, value[key]))
  return isDeepStrictEqual(pinged, value)
}

/** As senders hash: what is written, in small letters, and of phones the digits with and without the plus. */
function hashesOf(value: unknown): string[] {
  if (typeof value !== 'string') return []
  const text = value.trim().toLowerCase()
  return [text, text.replace(/^\+/, ''), text.replace(/^\+1/, '')].map((one) =>
    createHash('sha256').update(one).digest('hex')
  )
}
