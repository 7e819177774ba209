export type RowFormat = 'csv' | 'jsonl'
export type Encoding = 'utf-8' | 'windows-1252' | 'utf-16le' | 'utf-16be'

const SEPARATORS = [';', ',', '\t', '|']

/** By the file's name where that says it, else by how it begins. */
export function detectFormat(name: string, head: string): RowFormat {
  if (/\.(jsonl|ndjson)$/i.test(name)) return 'jsonl'
  if (/\.(csv|tsv)$/i.test(name)) return 'csv'
  return /^\s*\{/.test(head) ? 'jsonl' : 'csv'
}

/**
 * UTF-16 by its mark or by the zeros every other byte of it is where it is mostly Latin, UTF-8 where all of it is valid,
 * else what old spreadsheets write (Latin 1 and a little more).
 */
export function detectEncoding(head: Uint8Array, validUtf8: boolean): Encoding {
  if (head[0] === 0xff && head[1] === 0xfe) return 'utf-16le'
  if (head[0] === 0xfe && head[1] === 0xff) return 'utf-16be'
  const zeros = [0, 0]
  const size = Math.min(head.length, 1024)
  for (let i = 0; i < size; i++) if (head[i] === 0) zeros[i % 2]++
  if (zeros[1] > size / 5 && zeros[0] < zeros[1] / 4) return 'utf-16le'
  if (zeros[0] > size / 5 && zeros[1] < zeros[0] / 4) return 'utf-16be'
  return validUtf8 ? 'utf-8' : 'windows-1252'
}

/** The separator that stands most often outside quotes in the first line; a comma where there is none at all. */
export function detectSeparator(head: string): string {
  const counts = new Map(SEPARATORS.map((one) => [one, 0]))
  let quoted = false
  for (const char of head.replace(/^\uFEFF/, '')) {
    if (char === '"') quoted = !quoted
    else if (quoted) continue
    else if (char === '\n' || char === '\r') break
    else if (counts.has(char)) counts.set(char, counts.get(char)! + 1)
  }
  const most = Math.max(...counts.values())
  return most === 0 ? ',' : SEPARATORS.find((one) => counts.get(one) === most)!
}
