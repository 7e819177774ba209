import type { AutomationView } from '#sdk/automation'
import { type TemplateScope, leadScope, templateProblem } from '#sdk/templates'

/** Names a template of an automation may start with; below `lead` any field of its entity, below the others only these. */
export const AUTOMATION_NAMES: Record<string, readonly string[] | null> = {
  lead: null,
  event: ['type', 'at'],
  partner: ['key', 'name', 'email'],
  profile: ['key', 'name'],
  invoice: ['id', 'number', 'due', 'currency', 'due_day'],
  automation: ['key', 'name'],
  account: ['key', 'name'],
}

const blank = (names: readonly string[]) => Object.fromEntries(names.map((name) => [name, null]))

/** What the templates of one run read: what the event is not about has no values. */
export function automationScope(view: AutomationView): TemplateScope {
  const { lead, event, partner, profile, invoice, automation, account } = view
  return {
    ...(lead && { lead: leadScope(lead) }),
    partner: { ...(partner ?? blank(AUTOMATION_NAMES.partner!)) },
    profile: { ...(profile ?? blank(AUTOMATION_NAMES.profile!)) },
    invoice: { ...(invoice ?? blank(AUTOMATION_NAMES.invoice!)) },
    event: { ...event },
    automation: { ...automation },
    account: { ...account },
  }
}

/** What is wrong with a template as text, without a run; null: nothing. */
export const automationTemplateProblem = (source: string): string | null =>
  templateProblem(source, AUTOMATION_NAMES)
