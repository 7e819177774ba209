import { createHash } from 'node:crypto'

/**
 * A short name of what an object says: two saves that say the same have the same one. Pauses are no part of it: they
 * are switched beside all else, and nobody loses anything by them.
 */
export function revisionOf(form: object): string {
  const said: { paused?: unknown } = { ...form }
  delete said.paused
  return createHash('sha256').update(JSON.stringify(said)).digest('base64url').slice(0, 16)
}
