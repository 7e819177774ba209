import { randomBytes } from 'node:crypto'
import { objectKey } from '#shared/key_of'

/**
 * The key of an account somebody opens by themselves: its name and a random end. Without the end, trying names would
 * tell which companies have an account here.
 */
export function newAccountKey(name: string): string {
  const begin = objectKey(name).slice(0, 48).replace(/-+$/, '') || 'account'
  return `${begin}-${randomBytes(3).toString('hex')}`
}
