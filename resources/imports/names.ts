/* How files are called on a page. Pure. */

/** A long name by its begin and its end: the end says what kind of file it is. */
export function shortName(name: string, most = 60): string {
  if (name.length <= most) return name
  const end = Math.min(18, Math.floor(most / 3))
  return `${name.slice(0, most - end - 1).trimEnd()}…${name.slice(-end)}`
}

const READABLE = ['csv', 'tsv', 'tab', 'txt', 'xlsx', 'jsonl', 'ndjson']
export const ACCEPTED = READABLE.map((one) => `.${one}`).join(',')
const MOST_BYTES = 2 * 1024 ** 3

export type FileRefusal = 'old_excel' | 'other_sheet' | 'json' | 'kind' | 'empty' | 'too_large'

/** Why a file is not even sent; null: it may be. What is in it the server sees. */
export function refusalOf({ name, size }: { name: string; size: number }): FileRefusal | null {
  const ending = /\.([^.]+)$/.exec(name)?.[1].toLowerCase() ?? ''
  if (ending === 'xls') return 'old_excel'
  if (['ods', 'numbers'].includes(ending)) return 'other_sheet'
  if (ending === 'json') return 'json'
  if (!READABLE.includes(ending)) return 'kind'
  if (size === 0) return 'empty'
  return size > MOST_BYTES ? 'too_large' : null
}

const UNITS = ['kilobyte', 'megabyte', 'gigabyte'] as const

/** A size in the largest unit that leaves a whole number before the point: 1536 is 1.5 kilobytes. */
export function sizeOf(bytes: number): { n: number; unit: (typeof UNITS)[number] } {
  let n = bytes / 1024
  let at = 0
  while (n >= 1024 && at < UNITS.length - 1) {
    n /= 1024
    at++
  }
  return { n, unit: UNITS[at] }
}
