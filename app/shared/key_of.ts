const GERMAN: Record<string, string> = { ä: 'ae', ö: 'oe', ü: 'ue', ß: 'ss' }

const plain = (text: string) =>
  text
    .toLowerCase()
    .replace(/[äöüß]/g, (letter) => GERMAN[letter])
    .normalize('NFD')
    .replace(/[\u0300-\u036f]/g, '')

/** The key of an object made from its name: "Solar US" is `solar-us`. */
export const objectKey = (name: string): string =>
  plain(name)
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, 64)
    .replace(/-+$/, '')

/** The key of a field made from its label: "Monthly bill" is `monthly_bill`. It begins with a letter. */
export const fieldKey = (label: string): string =>
  plain(label)
    .replace(/[^a-z0-9]+/g, '_')
    .replace(/^[^a-z]+|_+$/g, '')
    .slice(0, 64)
    .replace(/_+$/, '')

/** The key itself, or the first of `key-2`, `key-3`, … that is not taken. */
export function freeKey(key: string, taken: Iterable<string>, separator = '-'): string {
  const known = new Set(taken)
  if (!known.has(key)) return key
  for (let n = 2; ; n++) if (!known.has(`${key}${separator}${n}`)) return `${key}${separator}${n}`
}
