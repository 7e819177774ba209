import { createHmac, timingSafeEqual } from 'node:crypto'
import { appKeys } from '#config/encryption'

const mac = (key: string, id: string) =>
  createHmac('sha256', key).update(`erasure\n${id}`).digest('base64url').slice(0, 32)

/** The secret in the link to a partner: the same in every mail, never stored, worth nothing for another question. */
export const askToken = (id: string): string => `${id.slice('ask_'.length)}.${mac(appKeys[0], id)}`

/** What a token stands for; null when it was not made here. Tokens of rotated keys stay good. */
export function askOfToken(token: string): string | null {
  const match = /^([0-9a-z]{10,40})\.([\w-]{32})$/.exec(token)
  if (!match) return null
  const id = `ask_${match[1]}`
  const given = Buffer.from(match[2])
  return appKeys.some((key) => timingSafeEqual(Buffer.from(mac(key, id)), given)) ? id : null
}
