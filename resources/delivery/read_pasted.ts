/*
 * An answer as it is pasted: from a log, from `curl -i`, or a body alone.
 */
export interface Pasted {
  status: number | null
  headers: Record<string, string>
  body: string
}

const STATUS_LINE = /^HTTP\/[\d.]+\s+(\d{3})\b.*$/
const HEADER = /^([!#$%&'*+.^_`|~0-9A-Za-z-]+):[ \t]*(.*)$/

/** Status line and headers are taken off the top where they are; the rest is the body. */
export function readPasted(text: string): Pasted {
  const lines = text.replaceAll('\r\n', '\n').split('\n')
  const status = STATUS_LINE.exec(lines[0] ?? '')
  if (!status) return { status: null, headers: {}, body: text }
  const headers: Record<string, string> = {}
  let at = 1
  for (; at < lines.length && lines[at] !== ''; at++) {
    const header = HEADER.exec(lines[at])
    if (!header) break
    headers[header[1].toLowerCase()] = header[2].trim()
  }
  if (lines[at] === '') at++
  return { status: Number(status[1]), headers, body: lines.slice(at).join('\n') }
}

/** JSON set out in lines; anything else as it is. */
export function pretty(body: string): string {
  try {
    const value: unknown = JSON.parse(body)
    return typeof value === 'object' && value !== null ? JSON.stringify(value, null, 2) : body
  } catch {
    return body
  }
}
