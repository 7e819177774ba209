import { diffForms } from '#distribution/blueprint/diff_forms'
import type { FieldChange } from '#distribution/blueprint/types'
import type { Problem } from '#shared/result'
import { checkAutomation } from '#automations/check_automation'
import { loadVersion } from '#automations/kept/repository'
import type { Automation, AutomationDocument } from '#automations/types'

/** What is live, the draft, or a version by its number. */
export type Side = 'live' | 'draft' | number

interface Form {
  route: AutomationDocument['route']
  limits: AutomationDocument['limits']
}

export interface Compared {
  changes: FieldChange[]
  before: Form | null
  after: Form
  /** What keeps the second side from being live. */
  problems: Problem[]
  /** Of the draft. */
  revision: string
}

/** What differs between two sides of an automation; null where there is no such version. */
export async function compareDocuments(
  automation: Automation,
  from: Side,
  to: Side
): Promise<Compared | null> {
  const read = async (side: Side): Promise<Form | null> => {
    if (side === 'draft') return formOf(automation.draft)
    const number = side === 'live' ? automation.version : side
    const found = number === null ? null : await loadVersion(automation.id, number)
    return found && formOf(found.document)
  }
  const [before, after] = await Promise.all([read(from), read(to)])
  if (!after || (before === null && from !== 'live')) return null
  const { accountId, entityId, draft, revision } = automation
  return {
    changes: diffForms(before ?? {}, after),
    ...{ before, after },
    problems: to === 'draft' ? await checkAutomation(accountId, entityId, draft) : [],
    revision: String(revision),
  }
}

const formOf = ({ route, limits }: AutomationDocument): Form => ({ route, limits })
