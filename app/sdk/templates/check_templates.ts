import { TemplateError } from '#sdk/templates/compile_template'
import { compileBody } from '#sdk/templates/render_body'
import { compileHeaders } from '#sdk/templates/render_headers'
import { compileUrl } from '#sdk/templates/render_url'
import { templateProblem } from '#sdk/templates/template_scope'

/*
 * What is wrong with a config's templates, found without a lead, so that it is told when the config is saved.
 * Every function answers a sentence, or null.
 */

type Names = Parameters<typeof templateProblem>[1]

export const urlTemplateProblem = (url: string, known?: Names): string | null =>
  caught(() => compileUrl(url)) ?? templateProblem(url, known)

export function headersTemplateProblem(headers: object, known?: Names): string | null {
  const given = headers as Record<string, unknown>
  for (const [name, value] of Object.entries(given))
    if (value !== null && typeof value === 'object') return `${name} must be text`
  return caught(() => compileHeaders(given)) ?? firstProblem(given, '', known)
}

export const bodyTemplateProblem = (
  body: unknown,
  contentType: string | null,
  known?: Names
): string | null => caught(() => compileBody(body, contentType)) ?? firstProblem(body, '', known)

function caught(run: () => unknown): string | null {
  try {
    run()
    return null
  } catch (error) {
    if (error instanceof TemplateError) return error.message
    throw error
  }
}

/** Bodies are at most 20 levels deep here: compiling them has refused the others. */
function firstProblem(node: unknown, path: string, known: Names): string | null {
  if (typeof node === 'string') {
    const problem = templateProblem(node, known)
    return problem && (path === '' ? problem : `${path}: ${problem}`)
  }
  if (node === null || typeof node !== 'object') return null
  for (const [key, child] of Object.entries(node)) {
    const place = Array.isArray(node) ? `${path}[${key}]` : path === '' ? key : `${path}.${key}`
    const problem = firstProblem(child, place, known)
    if (problem) return problem
  }
  return null
}
