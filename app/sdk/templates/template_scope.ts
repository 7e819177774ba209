import type { DeliveryView } from '#sdk'
import { TemplateError, compileTemplate, type TemplateScope } from '#sdk/templates/compile_template'

/** Names a template may start with; below `lead` any field of the entity, below the others only these. */
const NAMES: Record<string, readonly string[] | null> = {
  lead: null,
  delivery: ['id', 'callback_url', 'price', 'currency', 'attempt', 'ping_reference'],
  partner: ['key', 'name', 'email'],
  assignment: ['key'],
  profile: ['key', 'name'],
  account: ['key', 'name'],
}

/** What the templates of one delivery read. What Sluice knows of a lead wins over a field of the same key. */
export function templateScope(view: DeliveryView): TemplateScope {
  const { lead } = view
  return {
    lead: {
      ...lead.values,
      id: lead.id,
      entity: lead.entity,
      source: lead.source,
      created_at: lead.created_at,
      test: lead.test,
      extra: lead.extra ?? {},
    },
    delivery: view.delivery,
    partner: view.partner,
    assignment: view.assignment,
    profile: view.profile,
    account: view.account,
  }
}

/** What is wrong with a template as text, without a lead: its syntax, and names that can never exist. Null: nothing. */
export function templateProblem(source: string): string | null {
  try {
    for (const path of compileTemplate(source).variables) {
      const [root, name] = path.split('.')
      if (!Object.hasOwn(NAMES, root))
        return `unknown variable ${path}; templates read ${Object.keys(NAMES).join(', ')}`
      const names = NAMES[root]
      if (names && name !== undefined && !names.includes(name))
        return `unknown variable ${path}; ${root} has ${names.join(', ')}`
    }
    return null
  } catch (error) {
    if (error instanceof TemplateError) return error.message
    throw error
  }
}
