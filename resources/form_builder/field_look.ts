/* How the fields of an entity are called and drawn in the builder. */
import type { EntityField } from './types.js'

const ICONS: Record<string, string> = {
  text: 'i-lucide-type',
  long_text: 'i-lucide-text',
  number: 'i-lucide-hash',
  money: 'i-lucide-banknote',
  email: 'i-lucide-mail',
  phone: 'i-lucide-phone',
  date: 'i-lucide-calendar',
  datetime: 'i-lucide-calendar-clock',
  select: 'i-lucide-circle-dot',
  multi_select: 'i-lucide-list-checks',
  checkbox: 'i-lucide-square-check',
  url: 'i-lucide-link',
  file: 'i-lucide-paperclip',
  address: 'i-lucide-map-pin',
}
export const fieldIcon = (type: string | undefined): string =>
  ICONS[type ?? ''] ?? 'i-lucide-help-circle'

export const ADDRESS_PARTS = [
  'street',
  'number',
  'postal_code',
  'city',
  'state',
  'country',
] as const

/** What an address that is asked as a whole is asked by. */
export const WHOLE_ADDRESS = ADDRESS_PARTS.filter((part) => part !== 'state')

/** From so many options on visitors get a menu, unless the form says otherwise. */
const MANY_OPTIONS = 7

/** How visitors choose, exactly as the hosted page decides it: several are never chosen in a menu. */
export function controlOf(
  field: EntityField | null,
  control: string | undefined
): 'menu' | 'buttons' | 'list' {
  if (control === 'buttons') return 'buttons'
  if (field?.type === 'multi_select') return 'list'
  const menu = control ? control === 'menu' : (field?.options?.length ?? 0) > MANY_OPTIONS
  return menu ? 'menu' : 'list'
}

/** Rich text as plain words: what a link says, without where it leads. */
export const wordsOf = (text: string): string => text.replace(/\[([^\]]+)\]\([^)\s]+\)/g, '$1')

/** The entity's field an element asks for, and the part of it where it asks for one of an address. */
export function fieldOf(
  fields: readonly EntityField[],
  name: string
): { field: EntityField | null; part: string | null } {
  const [key, part = null] = name.split('.')
  return { field: fields.find((one) => one.key === key) ?? null, part }
}
