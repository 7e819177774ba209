import { TemplateError, compileTemplate, printValue } from '#sdk/templates'
import type { TemplateScope } from '#sdk/templates'

/** Stands in a text for a value the lead does not have, until somebody writes over it. */
const PLACEHOLDER = /\{\{[^{}]*\}\}/g

export interface Filled {
  text: string
  /** Paths without a value, such as `lead.first_name`, each once. */
  unfilled: string[]
}

/**
 * A template with the lead's values in it. A value that is not there leaves its place open, as `{{ lead.first_name }}`:
 * it is seen, and no mail goes out with it. Throws TemplateError for a template that cannot be read. Pure.
 */
export function fillTemplate(source: string, scope: TemplateScope): Filled {
  const template = compileTemplate(source)
  const known = withEvery(scope, template.variables)
  const unfilled = new Set<string>()
  let at = 0
  const text = template
    .parts(known)
    .map((part) => {
      if (typeof part === 'string') return part
      // Only where every output is a path of its own, outputs and paths go side by side.
      const path = isPlain(source) ? template.variables[at++] : undefined
      const printed = printValue(part.value)
      if (printed.trim() !== '') return printed
      unfilled.add(path ?? '…')
      return `{{ ${path ?? '…'} }}`
    })
    .join('')
  return { text, unfilled: [...unfilled] }
}

/** Places of a text that are still open, as they stand in it, each once. */
export const openPlaces = (text: string): string[] => [...new Set(text.match(PLACEHOLDER) ?? [])]

const isPlain = (source: string) =>
  !source.includes('{%') &&
  (source.match(PLACEHOLDER) ?? []).every((one) => /^\{\{\s*[\w-]+(\.[\w-]+)*\s*\}\}$/.test(one))

/** A template for leads of any entity names fields that not all of them have: there they are without a value. */
function withEvery(scope: TemplateScope, variables: readonly string[]): TemplateScope {
  const lead = { ...scope.lead }
  for (const path of variables) {
    const [root, name] = path.split('.')
    if (root === 'lead' && name !== undefined && !Object.hasOwn(lead, name)) lead[name] = null
  }
  return { ...scope, lead }
}

/** Which fields of the lead a template reads. Throws TemplateError. */
export const fieldsRead = (source: string): string[] =>
  compileTemplate(source)
    .variables.map((path) => path.split('.'))
    .filter(([root, name]) => root === 'lead' && name !== undefined)
    .map(([, name]) => name)

export { TemplateError }
