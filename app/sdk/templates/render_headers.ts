import { TemplateError, compileTemplate, type TemplateScope } from '#sdk/templates/compile_template'
import { escapeHeader, headerValueProblem, printValue, renderText } from '#sdk/templates/escape'

/** Headers the host alone writes: they frame the request, or carry its key and signature. */
const RESERVED = new Set([
  'host',
  'content-length',
  'transfer-encoding',
  'connection',
  'expect',
  'keep-alive',
  'upgrade',
  'te',
  'trailer',
  'proxy-connection',
  'proxy-authorization',
  'accept-encoding',
  'idempotency-key',
  'webhook-id',
  'webhook-timestamp',
  'webhook-signature',
])
const TOKEN = /^[!#$%&'*+.^_`|~0-9A-Za-z-]{1,128}$/

/** What is wrong with a header's name, or null. */
export function headerNameProblem(name: string): string | null {
  if (!TOKEN.test(name)) return 'is not a valid header name'
  return RESERVED.has(name.toLowerCase()) ? 'is set for every request already' : null
}

/** Headers whose values are templates. Rendering throws TemplateError for a value that cannot be sent. */
export function compileHeaders(
  headers: Readonly<Record<string, unknown>>
): { name: string; render(scope: TemplateScope): string }[] {
  return Object.entries(headers).map(([name, value]) => {
    const problem = headerNameProblem(name)
    if (problem) throw new TemplateError(`${name} ${problem}`)
    const source = printValue(value)
    if (!source.includes('{{') && !source.includes('{%')) {
      const fixed = escapeHeader(source)
      return { name, render: () => fixed }
    }
    const template = compileTemplate(source)
    return {
      name,
      render(scope) {
        const text = renderText(template, scope, escapeHeader)
        const wrong = headerValueProblem(text)
        if (wrong) throw new TemplateError(wrong)
        return text
      },
    }
  })
}
