import { isEncrypted } from '#entities/field_crypto'

const NAMES = ['name', 'full_name', 'company']
const ADDRESSES = ['email', 'phone']

/**
 * What a person would call a lead: its name, else an address it is reached by, else null. Works on stored values too:
 * an encrypted one is passed over, it is not worth decrypting for a list.
 */
export function leadTitle(values: Readonly<Record<string, unknown>>): string | null {
  const text = (key: string) => {
    const value = Object.hasOwn(values, key) ? values[key] : null
    return typeof value === 'string' && !isEncrypted(value) ? value : ''
  }
  const firstOf = (keys: string[]) => keys.map(text).find(Boolean)
  const both = [text('first_name'), text('last_name')].filter(Boolean).join(' ')
  return firstOf(NAMES) || both || firstOf(ADDRESSES) || null
}
