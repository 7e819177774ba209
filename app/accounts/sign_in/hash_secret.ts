import { createHash, randomBytes } from 'node:crypto'

/** A secret for a cookie or a link: 256 random bits as text. */
export const newSecret = (): string => randomBytes(32).toString('base64url')

/** What is stored of a secret that is random enough to be guarded by a plain hash. */
export const hashSecret = (...parts: string[]): string =>
  createHash('sha256').update(parts.join('\0')).digest('hex')
