import { TemplateError, compileTemplate, type TemplateScope } from '#sdk/templates/compile_template'
import { escapeUrl, renderText } from '#sdk/templates/escape'

/** Scheme, host and port as they stand; a template can only begin after them. */
const AUTHORITY = /^https?:\/\/[^/?#{}\\\s]+(?=[/?#]|$)/i
const DOTS = /^(?:\.|%2e){1,2}$/i

/**
 * A URL with variables in path and query, each percent-encoded. Throws TemplateError: not http(s), user information,
 * a variable in scheme, host or port, a `.` or `..` segment (which would climb out of the path).
 */
export function compileUrl(source: string): (scope: TemplateScope) => string {
  const text = source.trim()
  if (!/^https?:\/\//i.test(text)) throw new TemplateError('must start with https:// or http://')
  if (!AUTHORITY.test(text))
    throw new TemplateError('scheme, host and port cannot hold variables, and must name a host')
  const template = compileTemplate(text)
  const origin = parse(AUTHORITY.exec(text)![0]).origin
  if (!template.variables.length && !text.includes('{%')) {
    const fixed = finish(text, origin)
    return () => fixed
  }
  return (scope) => finish(renderText(template, scope, escapeUrl), origin)
}

function parse(text: string): URL {
  try {
    return new URL(text)
  } catch (error) {
    throw new TemplateError('is not a valid URL', { cause: error })
  }
}

function finish(text: string, origin: string): string {
  const path = text.slice(text.indexOf('//') + 2).split(/[?#]/, 1)[0]
  if (path.split(/[/\\]/).some((segment) => DOTS.test(segment)))
    throw new TemplateError('a path segment cannot be "." or ".."')
  const url = parse(text)
  if (url.origin !== origin) throw new TemplateError('variables cannot change the host')
  if (url.username || url.password) throw new TemplateError('cannot hold a user name or password')
  url.hash = ''
  return url.href
}
