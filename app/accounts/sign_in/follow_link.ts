import { forgive, secondsToWait } from '#accounts/sign_in/throttles'

/**
 * Reads what the link of a mail opens, as often as an address may try. A link that is right was no guess and does not
 * count, so an office where many follow theirs at once locks nobody out. `seconds`: to wait, and nothing was read.
 */
export async function followLink<T>(
  address: string,
  read: () => Promise<T>,
  isRight: (found: T) => boolean = Boolean
): Promise<{ seconds: number; found: T | null }> {
  const passage = ['token_address', address] as const
  const seconds = await secondsToWait(passage)
  if (seconds) return { seconds, found: null }
  const found = await read()
  if (isRight(found)) await forgive(passage)
  return { seconds: 0, found }
}
