import { HttpProblem } from '#shared/http_problem'

/**
 * Fields of a form-encoded text. A name that comes more than once, or is written `name[]`, gives a list. Keys may be
 * anything (also `__proto__`): the object has no prototype. Throws HttpProblem where an escape is no UTF-8.
 */
export function parseForm(text: string): Record<string, string | string[]> {
  const fields: Record<string, string | string[]> = Object.create(null)
  for (const pair of text.split('&')) {
    if (!pair) continue
    const at = pair.indexOf('=')
    const name = decode(at < 0 ? pair : pair.slice(0, at))
    const value = at < 0 ? '' : decode(pair.slice(at + 1))
    const key = name.replace(/\[\]$/, '')
    const before = fields[key]
    if (before === undefined) fields[key] = key === name ? value : [value]
    else fields[key] = Array.isArray(before) ? [...before, value] : [before, value]
  }
  return fields
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text.replace(/\+/g, ' '))
  } catch {
    throw new HttpProblem('unreadable-body', 'The form has an escape that is not valid UTF-8')
  }
}
