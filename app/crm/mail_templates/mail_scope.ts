import type { LeadView } from '#sdk'
import { type TemplateScope, compileTemplate, leadScope, templateProblem } from '#sdk/templates'
import type { Entity } from '#entities/types'

/** Names a mail template may start with; below `lead` any field of its entity, below the others only these. */
export const MAIL_NAMES: Record<string, readonly string[] | null> = {
  lead: null,
  user: ['name', 'email'],
  account: ['key', 'name'],
}

/** What is known of a lead beside its fields. */
export const LEAD_NAMES = ['id', 'entity', 'source', 'created_at', 'test', 'extra']

export interface MailFacts {
  lead: LeadView
  /** Who writes; null: nobody of the team. */
  user: { name: string; email: string } | null
  account: { key: string; name: string }
}

/** What the templates of a mail read. */
export const mailScope = ({ lead, user, account }: MailFacts): TemplateScope => ({
  lead: leadScope(lead),
  user: { name: user?.name ?? null, email: user?.email ?? null },
  account: { ...account },
})

/** What is wrong with a template as text, without a lead; with an entity also what its leads do not have. Null: nothing. */
export function mailTemplateProblem(source: string, entity: Entity | null): string | null {
  const problem = templateProblem(source, MAIL_NAMES)
  if (problem || !entity) return problem
  const known = new Set([...entity.fields.map(({ key }) => key), ...LEAD_NAMES])
  for (const path of compileTemplate(source).variables) {
    const [root, name] = path.split('.')
    if (root === 'lead' && name !== undefined && !known.has(name))
      return `unknown variable ${path}; "${entity.key}" has no such field`
  }
  return null
}
