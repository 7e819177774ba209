import db from '@adonisjs/lucid/services/db'
import type { LeadView, Task } from '#sdk'
import { plugins } from '#host/registry'
import { nodeDecider } from '#routing/decide_node'
import type { ProgramNode } from '#routing/compile_route'
import { type Result, fail, ok } from '#shared/result'
import { changed } from '#store/changed'
import { automationStepId } from '#store/row_ids'
import { store } from '#store/store'
import { type AccountConfig, accountConfig } from '#distribution/account_config'
import { type CompiledAutomation, nodePlugin } from '#automations/compile_automation'
import { ME, OWNED_MS, claimRun, endRun, releaseRun } from '#automations/runs/claim_run'
import { compiledVersion } from '#automations/runs/load_version'
import {
  type AutomationHands,
  type Performed,
  type Performing,
  automationHands,
  judgeCut,
  performTask,
} from '#automations/runs/perform_task'
import { prepareTask } from '#automations/runs/prepare_task'
import { stepsOf, toRun } from '#automations/runs/run_rows'
import { type RunLead, leadOfRun, lostLead, viewOf } from '#automations/runs/view_of'
import { OPEN_STATUSES, type Run, type Step } from '#automations/types'

export const NOBODY: LeadView = {
  ...{ id: '', entity: '', values: {}, source: null },
  ...{ created_at: new Date(0).toISOString(), test: false },
}

/** What a node comes to: left by a port, a wait, or something that ends the run here. */
type Taken =
  | { port: string; detail: Record<string, unknown> }
  | { wait: number }
  | { stuck: Exclude<Performed, { status: 'done' }> }

/**
 * Takes a run as far as it goes: to its end, to a delay, or to a step that fails. It is claimed first, and each step is a
 * row before anything is done, so whoever takes over after a crash knows what was under way. False: it is another's.
 */
export async function advanceRun(
  id: string,
  clock: () => number = Date.now,
  hands: AutomationHands = automationHands
): Promise<boolean> {
  if (!(await claimRun(id, clock()))) return false
  const run = toRun(await db.from('automation_runs').where('id', id).first())
  const advancing = await Advancing.load(run, clock, hands)
  if (!advancing.ok) await endRun(id, 'stopped', advancing.problem, clock())
  else await advancing.value.run()
  return true
}

interface Named {
  key: string
  name: string
  secrets: string
}

class Advancing {
  #steps: Step[] = []

  private constructor(
    private of: Run,
    private config: AccountConfig,
    private compiled: CompiledAutomation,
    private automation: Named,
    private clock: () => number,
    private hands: AutomationHands
  ) {}

  /** A failure says why the run is stopped. */
  static async load(
    run: Run,
    clock: () => number,
    hands: AutomationHands
  ): Promise<Result<Advancing, string>> {
    const row = await db.from('automations').where('id', run.automationId).first()
    if (!row || row.deleted_at !== null) return fail('deleted')
    const config = await accountConfig(run.accountId)
    const { id, entity_id: entityId, key, name, secrets } = row
    const compiled = await compiledVersion(config, { id, entityId, version: run.version })
    if (!compiled.ok) return fail(compiled.problem.map(({ message }) => message).join('; '))
    const named = { key, name, secrets }
    return ok(new Advancing(run, config, compiled.value, named, clock, hands))
  }

  async run(): Promise<void> {
    const { id, status, stays } = this.of
    if (status === 'scheduled' && stays !== null && !(await this.#stillThere(stays)))
      return endRun(id, 'skipped', 'left_stage', this.clock())
    this.#steps = await stepsOf(id)
    for (let node: string | null = this.of.node; node !== null;) {
      const here = this.compiled.program.nodes.get(node)
      if (!here)
        return endRun(id, 'failed', `there is no node "${node}" in this version`, this.clock())
      const lead = this.of.leadId === null ? null : await leadOfRun(this.config, this.of.leadId)
      const lost = this.compiled.about === 'lead' ? lostLead(lead) : null
      if (lost) return endRun(id, 'stopped', lost, this.clock())
      const next: string | null | false = await this.#take(here, lead)
      if (next === false) return releaseRun(id)
      node = next
    }
    await endRun(id, 'done', null, this.clock())
  }

  /** It came to the stage with the event, and has not left it since. */
  async #stillThere(stage: string): Promise<boolean> {
    const { leadId, event, accountId } = this.of
    const lead = await store.first('select stage from leads where id = ? and account_id = ?', [
      leadId,
      accountId,
    ])
    if (lead?.stage !== stage) return false
    const moved = await store.first(
      `select id from events where lead_id = ? and id > ? and type = 'lead.stage_changed' limit 1`,
      [leadId, event.id]
    )
    return moved === null
  }

  /** The node behind this one, null at the end; false: the run goes no further for now. */
  async #take(node: ProgramNode, lead: RunLead | null): Promise<string | null | false> {
    const last = this.#steps.at(-1)
    const open = last?.node === node.id && (last.status === 'running' || last.status === 'waiting')
    const step = open ? last! : await this.#begin(node)
    if (!step) return false
    if (step.status === 'waiting')
      return this.#leave(step, node, { port: 'out', detail: step.detail })
    const taken = await this.#answer(node, lead, step, open)
    if ('wait' in taken) return this.#wait(step, taken.wait)
    if ('stuck' in taken) return this.#stick(step, taken.stuck)
    return this.#leave(step, node, taken)
  }

  async #answer(node: ProgramNode, lead: RunLead | null, step: Step, cut: boolean): Promise<Taken> {
    const found = nodePlugin(node.type, plugins())
    if (!found) return failing(`the node type "${node.type}" is not available`)
    if (found.kind === 'trigger') return { port: 'out', detail: {} }
    if (found.kind === 'node') {
      const moment = {
        ...{ at: this.clock(), seed: this.of.subject, timeZone: this.config.account.timeZone },
      }
      const decide = nodeDecider(this.compiled, lead?.view ?? NOBODY, moment, plugins())
      const decided = decide(node)
      if (!decided.ok) return failing(decided.problem)
      return 'port' in decided.value
        ? { port: decided.value.port, detail: decided.value.detail ?? {} }
        : failing(`a ${node.type} node asks for what only a route can do`)
    }
    const view = viewOf(this.config, this.automation, this.of, lead)
    const task = prepareTask(found.plugin, view, node)
    if (!task.ok) return failing(task.problem)
    return this.#act(task.value, lead, step, cut)
  }

  async #act(task: Task, lead: RunLead | null, step: Step, cut: boolean): Promise<Taken> {
    if (task.do === 'wait') return { wait: step.startedAt + task.seconds * 1000 }
    const first = this.#steps.find(({ node }) => node === step.node) ?? step
    const performing: Performing = {
      ...{ config: this.config, run: this.of, automation: this.automation, lead },
      ...{ stepKey: first.id, startedAt: step.startedAt },
      ...{ now: this.clock(), hands: this.hands },
    }
    const judged = cut ? await judgeCut(task, performing) : 'again'
    const performed = judged === 'again' ? await performTask(task, performing) : judged
    return performed.status === 'done'
      ? { port: 'out', detail: performed.detail }
      : { stuck: performed }
  }

  /** Written before anything is done; null: the run was stopped, or is another's by now. */
  async #begin({ id: node, type }: ProgramNode): Promise<Step | null> {
    const now = this.clock()
    const position = (this.#steps.at(-1)?.position ?? 0) + 1
    const step: Step = {
      ...{ id: automationStepId(this.of.id, position), runId: this.of.id, position, node, type },
      ...{ status: 'running', port: null, detail: {}, error: null, startedAt: now, endedAt: null },
    }
    return db.transaction(async (trx) => {
      const set = { status: 'running', node, owned_until: now + OWNED_MS }
      if (!changed(await this.#mine(trx).update(set))) return null
      await trx.table('automation_steps').insert({
        ...{ id: step.id, account_id: this.of.accountId, run_id: step.runId, position, node, type },
        ...{ status: 'running', port: null, detail: '{}', error: null },
        ...{ started_at: now, ended_at: null },
      })
      this.#steps.push(step)
      return step
    })
  }

  #mine(client: { from: typeof db.from }) {
    return client
      .from('automation_runs')
      .where({ id: this.of.id, owner: ME })
      .whereIn('status', [...OPEN_STATUSES])
  }

  /** What a step came to stays written also where the run was stopped meanwhile. */
  async #settle(step: Step, set: Record<string, unknown>, ofRun: Record<string, unknown>) {
    return db.transaction(async (trx) => {
      await trx.from('automation_steps').where('id', step.id).update(set)
      return changed(await this.#mine(trx).update(ofRun))
    })
  }

  async #leave(
    step: Step,
    node: ProgramNode,
    { port, detail }: { port: string; detail: Record<string, unknown> }
  ): Promise<string | null | false> {
    const now = this.clock()
    const target = node.next.get(port)
    if (target === undefined)
      return this.#stick(step, { status: 'failed', error: `it has no port "${port}"` })
    const set = { status: 'done', port, detail: JSON.stringify(detail), ended_at: now }
    const ofRun = target === null ? {} : { node: target }
    const goes = await this.#settle(step, set, {
      ...{ status: 'running', owned_until: now + OWNED_MS },
      ...ofRun,
    })
    Object.assign(step, { status: 'done', port, detail, endedAt: now })
    return goes ? target : false
  }

  async #wait(step: Step, until: number): Promise<false> {
    const detail = { until: new Date(until).toISOString() }
    await this.#settle(
      step,
      { status: 'waiting', detail: JSON.stringify(detail) },
      { status: 'waiting', due_at: until, owner: null, owned_until: 0 }
    )
    return false
  }

  async #stick(step: Step, { status, error, detail = {} }: Exclude<Performed, { status: 'done' }>) {
    const now = this.clock()
    const reason = (status === 'unknown' ? `unknown: ${error}` : error).slice(0, 255)
    await this.#settle(
      step,
      { status, error, detail: JSON.stringify(detail), ended_at: now },
      { status: 'failed', reason, ended_at: now, owner: null, owned_until: 0 }
    )
    return false as const
  }
}

const failing = (error: string): Taken => ({ stuck: { status: 'failed', error } })
