const MINUTE = 60_000
const HOUR = 60 * MINUTE

/** After the first attempt that came to nothing, the second, ...: two days in all, as mail servers do it. */
const WAITS = [
  ...[MINUTE, 5 * MINUTE, 15 * MINUTE, HOUR],
  ...[3 * HOUR, 6 * HOUR, 12 * HOUR, 24 * HOUR],
]

/** Who was tried so often is not tried again, whatever became of the attempts. */
export const MOST_ATTEMPTS = WAITS.length + 1

/** When the next attempt is made after so many (ms); null: never by itself. */
export const resendAt = (attempts: number, at: number): number | null => {
  const wait = WAITS[attempts - 1]
  return wait === undefined ? null : at + wait
}
