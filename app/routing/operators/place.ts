import { ok } from '#shared/result'
import { at as below, isObject } from '#shared/shape'
import { numberForm, verdict } from '#routing/compare'
import { type Build, EMPTINESS, type Operators, refuse } from '#routing/operators/built'

/** IUGG mean radius. */
const EARTH_KM = 6371.0088
const RADIANS = Math.PI / 180
const KEYS = ['lat', 'lng', 'km']

/** Kilometres along the great circle (haversine). Degrees. */
export function distanceKm(lat1: number, lng1: number, lat2: number, lng2: number): number {
  const half = (degrees: number) => Math.sin((degrees * RADIANS) / 2) ** 2
  const h =
    half(lat2 - lat1) + Math.cos(lat1 * RADIANS) * Math.cos(lat2 * RADIANS) * half(lng2 - lng1)
  return 2 * EARTH_KM * Math.asin(Math.min(1, Math.sqrt(h)))
}

const part = (value: unknown, ...names: string[]): number | undefined => {
  if (!isObject(value)) return undefined
  for (const name of names) if (Object.hasOwn(value, name)) return numberForm(value[name])
  return undefined
}
const latitude = (value: unknown) => part(value, 'latitude', 'lat')
const longitude = (value: unknown) => part(value, 'longitude', 'lng', 'lon')
const unplaced = (value: unknown) => latitude(value) === undefined || longitude(value) === undefined

/** `{ lat, lng, km }`. An address without both coordinates is missing. */
export const withinRadius: Build = (value, path) => {
  const example = 'must be { lat, lng, km }, such as { "lat": 52.52, "lng": 13.4, "km": 25 }'
  if (!isObject(value)) return refuse(path, 'radius', example)
  const odd = Object.keys(value).find((key) => !KEYS.includes(key))
  if (odd !== undefined)
    return refuse(below(path, odd), 'unknown_key', 'unknown key; known here: lat, lng, km')
  const read: number[] = []
  for (const [key, limit] of [
    ['lat', 90],
    ['lng', 180],
    ['km', 20_040],
  ] as const) {
    const number = numberForm(value[key])
    const low = key === 'km' ? 0 : -limit
    if (number === undefined || number < low || number > limit)
      return refuse(below(path, key), 'number', `must be a number from ${low} to ${limit}`)
    read.push(number)
  }
  const [lat, lng, km] = read
  return ok({
    missing: unplaced,
    show: (actual) => ({ latitude: latitude(actual), longitude: longitude(actual) }),
    check: (actual) =>
      verdict(
        distanceKm(lat, lng, latitude(actual) ?? Number.NaN, longitude(actual) ?? Number.NaN) <= km
      ),
  })
}

/** An address as a whole; everything else is asked of its parts. */
export const ADDRESS: Operators = { ...EMPTINESS, within_radius: withinRadius }
