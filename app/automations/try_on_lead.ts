import type { Task } from '#sdk'
import { plugins } from '#host/registry'
import { nodeDecider } from '#routing/decide_node'
import type { ProgramNode } from '#routing/compile_route'
import { type Problem, type Result, fail, ok } from '#shared/result'
import { accountConfig } from '#distribution/account_config'
import { checkAutomation, surroundingsOf } from '#automations/check_automation'
import { compileAutomation, nodePlugin } from '#automations/compile_automation'
import { prepareTask } from '#automations/runs/prepare_task'
import { type RunLead, leadOfRun, viewOf } from '#automations/runs/view_of'
import type { Automation, AutomationDocument } from '#automations/types'

/** What a node would do. */
export interface TriedStep {
  node: string
  type: string
  /** It would be left by; null where the run would end. */
  port: string | null
  /** When, should nothing else take time. RFC 3339. */
  at: string
  detail?: Record<string, unknown>
  would?: Task
  error?: string
}

const HIDDEN = '•••'

/**
 * Walks an automation with a stored lead and says of each node what it would do, with its templates filled in. Nothing is
 * done, sent or counted. What earlier steps would change of the lead is seen by later ones; values of encrypted fields are
 * judged by rules and shown nowhere. Null: there is no such lead, or it is of another entity.
 */
export async function tryOnLead(
  automation: Automation,
  document: AutomationDocument,
  leadId: string,
  now: number
): Promise<Result<TriedStep[], Problem[]> | null> {
  const { accountId, entityId } = automation
  const config = await accountConfig(accountId)
  const found = await leadOfRun(config, leadId)
  if (!found || found.entity.id !== entityId || found.erased || found.merged) return null
  // A config that a plugin has not seen would be its fault, and pause it for everybody.
  const problems = await checkAutomation(accountId, entityId, document)
  if (problems.length > 0) return fail(problems)
  const compiled = compileAutomation(document, surroundingsOf(config, entityId), plugins())
  if (!compiled.ok) return fail(compiled.problem)
  const { program, trigger } = compiled.value
  const steps: TriedStep[] = []
  let [at, lead] = [now, found]
  const about = {
    event: { id: '', type: trigger.events[0], at: now },
    ...{ facts: {}, partnerId: null, profileId: null },
  }
  for (let id: string | null = program.start; id !== null;) {
    const node: ProgramNode = program.nodes.get(id)!
    const say = (step: Omit<TriedStep, 'node' | 'type' | 'at'>) =>
      steps.push({ ...step, node: node.id, type: node.type, at: new Date(at).toISOString() })
    const plugin = nodePlugin(node.type, plugins())!
    let port = 'out'
    if (plugin.kind === 'trigger') say({ port })
    else if (plugin.kind === 'node') {
      const moment = { at, seed: leadId, timeZone: config.account.timeZone }
      const decided = nodeDecider(compiled.value, lead.view, moment, plugins())(node)
      if (!decided.ok) {
        say({ port: null, error: decided.problem })
        break
      }
      if (!('port' in decided.value)) break
      port = decided.value.port
      say({ port, detail: decided.value.detail ?? {} })
    } else {
      const view = viewOf(config, automation, about, hidden(lead))
      const task = prepareTask(plugin.plugin, view, node)
      if (!task.ok) {
        say({ port: null, error: task.problem })
        break
      }
      say({ port, would: task.value })
      if (task.value.do === 'erase') break
      if (task.value.do === 'wait') at += task.value.seconds * 1000
      lead = after(lead, task.value)
    }
    id = node.next.get(port) ?? null
  }
  return ok(steps)
}

function hidden({ entity, view, ...rest }: RunLead): RunLead {
  const values = { ...view.values }
  for (const { key, encrypted } of entity.fields)
    if (encrypted && values[key] !== null && values[key] !== undefined) values[key] = HIDDEN
  return { ...rest, entity, view: { ...view, values } }
}

/** The lead as it would be then. */
function after(lead: RunLead, task: Task): RunLead {
  const { view } = lead
  switch (task.do) {
    case 'stage':
      return { ...lead, view: { ...view, stage: task.stage } }
    case 'assign':
      return {
        ...lead,
        assignee: task.assignee,
        view: { ...view, assignee: task.assignee },
      }
    case 'update':
      return { ...lead, view: { ...view, values: { ...view.values, ...task.values } } }
    default:
      return lead
  }
}
