/*
 * Requests and answers as people can read them. What cannot be read stays as it came.
 */
export interface Pretty {
  text: string
  kind: 'json' | 'xml' | 'form' | 'text'
}

export function pretty(body: unknown): Pretty {
  if (body === null || body === undefined) return { text: '', kind: 'text' }
  if (typeof body !== 'string') return { text: JSON.stringify(body, null, 2), kind: 'json' }
  const text = body.trim()
  if (/^[[{]/.test(text))
    try {
      return { text: JSON.stringify(JSON.parse(text), null, 2), kind: 'json' }
    } catch {
      return { text: body, kind: 'text' }
    }
  if (/^<[?!\w]/.test(text) && text.endsWith('>') && !/^<!doctype html|^<html/i.test(text))
    return { text: indentXml(text), kind: 'xml' }
  if (/^[\w.[\]%+-]+=[^\s]*(&[\w.[\]%+-]+=[^\s]*)*$/.test(text))
    return { text: formLines(text), kind: 'form' }
  return { text: body, kind: 'text' }
}

/** One element a line; an element that holds only text stays on its own. Nothing is parsed, so nothing can be lost. */
function indentXml(xml: string): string {
  const parts = xml.split(/(<[^>]*>)/).filter((part) => part.trim() !== '')
  const lines: string[] = []
  let depth = 0
  let openText = false
  parts.forEach((part, i) => {
    const isTag = part.startsWith('<')
    const closes = part.startsWith('</')
    if (closes) depth = Math.max(0, depth - 1)
    const next = parts[i + 1]
    const line = (text: string) => lines.push('  '.repeat(depth) + text)
    if (openText) lines[lines.length - 1] += part.trim()
    else line(part.trim())
    const opens = isTag && !closes && !/^<[?!]|\/>$/.test(part)
    // `<a>text</a>` and `<a></a>` on one line.
    openText =
      (opens && next !== undefined && (!next.startsWith('<') || next.startsWith('</'))) ||
      (openText && !isTag && next?.startsWith('</') === true)
    if (opens) depth++
  })
  return lines.join('\n')
}

function formLines(text: string): string {
  const decode = (part: string) => {
    try {
      return decodeURIComponent(part.replaceAll('+', ' '))
    } catch {
      return part
    }
  }
  return text
    .split('&')
    .map((pair) => {
      const [name, ...value] = pair.split('=')
      return `${decode(name)} = ${decode(value.join('='))}`
    })
    .join('\n')
}

/** "1.2 KB": how much there was of what was cut. */
export const sizeText = (bytes: number, number: (n: number) => string): string =>
  bytes < 1024 ? `${number(bytes)} B` : `${number(Math.round(bytes / 102.4) / 10)} KB`
