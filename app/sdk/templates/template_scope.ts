import type { DeliveryView, LeadView } from '#sdk'
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

/** A lead as templates read it. What Sluice knows of it wins over a field of the same key. */
export const leadScope = (lead: LeadView): Record<string, unknown> => ({
  ...lead.values,
  id: lead.id,
  entity: lead.entity,
  source: lead.source,
  created_at: lead.created_at,
  test: lead.test,
  extra: lead.extra ?? {},
})

/** What the templates of one delivery read. */
export function templateScope(view: DeliveryView): TemplateScope {
  return {
    lead: leadScope(view.lead),
    delivery: view.delivery,
    partner: view.partner,
    assignment: view.assignment,
    profile: view.profile,
    account: view.account,
  }
}

/** What is wrong with a template as text, without a lead: its syntax, and names that can never exist. Null: nothing. */
export function templateProblem(
  source: string,
  known: Readonly<Record<string, readonly string[] | null>> = NAMES
): string | null {
  try {
    for (const path of compileTemplate(source).variables) {
      const [root, name] = path.split('.')
      if (!Object.hasOwn(known, root))
        return `unknown variable ${path}; templates read ${Object.keys(known).join(', ')}`
      const names = known[root]
      if (names && name !== undefined && !names.includes(name))
        return `unknown variable ${path}; ${root} has ${names.join(', ')}`
    }
    return null
  } catch (error) {
    if (error instanceof TemplateError) return error.message
    throw error
  }
}
