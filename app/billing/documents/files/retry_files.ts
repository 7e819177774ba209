const SECOND = 1000
const MINUTE = 60 * SECOND

/** After the first failure, the second, ...: a storage that is down for a day is waited for. */
const WAITS = [
  ...[5 * SECOND, 30 * SECOND, 2 * MINUTE, 10 * MINUTE, 60 * MINUTE],
  ...[3 * 60 * MINUTE, 6 * 60 * MINUTE, 12 * 60 * MINUTE],
]

/** When the next attempt is made after `attempts` failed ones (ms); null: never by itself. */
export const retryAt = (attempts: number, at: number): number | null => {
  const wait = WAITS[attempts - 1]
  return wait === undefined ? null : at + wait
}
