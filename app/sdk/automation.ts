/*
 * Automations: what sets one off (a trigger), and what it does (an action). A plugin says what should happen in plain
 * data, the host does it: it finds the lead, sends, writes and remembers.
 */
import type { LeadView } from '#sdk'

/** What an automation is about: a lead, or a partner (of whom an invoice or a cap may be). */
export type About = 'lead' | 'partner'

/** A line of the audit trail, as a trigger is asked about it. */
export interface Happened {
  /** As the trail calls it, such as `lead.stage_changed`. */
  readonly type: string
  /** RFC 3339. */
  readonly at: string
  readonly actor: string | null
  /** What the line says beside that; it holds no value of a lead. */
  readonly data: Readonly<Record<string, unknown>>
  /** Null where it is about none. `stage`: that it came with where it comes in, else as it is by now. */
  readonly lead: {
    readonly id: string
    readonly stage: string | null
    readonly source: string | null
    readonly test: boolean
  } | null
  /** Keys; null where it is about none. */
  readonly partner: string | null
  readonly profile: string | null
}

/**
 * It sets the automation off: at once, or `after_seconds`, and then only where the lead has stood at the stage `while`
 * ever since. Null: it does not.
 */
export type Occurrence = { after_seconds?: number; while?: { stage: string } } | null

export interface TriggerMethods<C> {
  about: About
  /** Types of the trail it wants to be asked about. */
  events: readonly string[]
  /** Pure. */
  occurs(happened: Happened, config: C): Occurrence
}

/** What an action and its templates see. */
export interface AutomationView {
  readonly automation: { readonly key: string; readonly name: string }
  readonly account: { readonly key: string; readonly name: string }
  readonly event: { readonly type: string; readonly at: string }
  readonly lead: LeadView | null
  /** Of the event: who bought, rejected or owes. */
  readonly partner: {
    readonly key: string
    readonly name: string
    readonly email: string | null
  } | null
  readonly profile: { readonly key: string; readonly name: string } | null
  readonly invoice: {
    readonly id: string
    readonly number: string
    readonly due: string
    readonly currency: string
    readonly due_day: string
  } | null
  /** Addresses the host knows; null where there is none. */
  readonly contact: { readonly lead: string | null; readonly assignee: string | null }
}

export interface MailTask {
  do: 'mail'
  to: string[]
  /** It goes to the person the lead is: whoever stands on a suppression list gets none. */
  to_lead: boolean
  subject: string
  text: string
}

export interface RequestTask {
  do: 'request'
  method: string
  url: string
  headers: Record<string, string>
  body: string | null
  timeout_seconds: number
}

/** What is to be done. `partner` null: the one the event is about. */
export type Task =
  | { do: 'distribute'; profile: string }
  | MailTask
  | RequestTask
  | { do: 'update'; values: Record<string, unknown> }
  | { do: 'stage'; stage: string }
  | { do: 'assign'; assignee: string | null }
  | { do: 'wait'; seconds: number }
  | { do: 'erase' }
  | { do: 'pause_partner'; partner: string | null }

export interface ActionMethods<C> {
  /** What it cannot do without; `any`: it works on whatever the automation is about. */
  about: About | 'any'
  /** Pure. Throws PrepareError with the path of what is wrong. */
  prepare(view: AutomationView, config: C): Task
}

const TASKS: Record<Task['do'], (task: Record<string, unknown>) => boolean> = {
  distribute: ({ profile }) => typeof profile === 'string',
  mail: ({ to, to_lead: toLead, subject, text }) =>
    Array.isArray(to) &&
    to.length > 0 &&
    to.every((one) => typeof one === 'string') &&
    typeof toLead === 'boolean' &&
    typeof subject === 'string' &&
    typeof text === 'string',
  request: ({ method, url, headers, body, timeout_seconds: seconds }) =>
    typeof method === 'string' &&
    typeof url === 'string' &&
    typeof headers === 'object' &&
    headers !== null &&
    (body === null || typeof body === 'string') &&
    isSpan(seconds),
  update: ({ values }) => typeof values === 'object' && values !== null && !Array.isArray(values),
  stage: ({ stage }) => typeof stage === 'string',
  assign: ({ assignee }) => assignee === null || typeof assignee === 'string',
  wait: ({ seconds }) => isSpan(seconds),
  erase: () => true,
  pause_partner: ({ partner }) => partner === null || typeof partner === 'string',
}

const isSpan = (value: unknown) =>
  typeof value === 'number' && Number.isFinite(value) && value > 0 && value <= 366 * 86_400

/** What is wrong with an action's answer; null: nothing. The host and the contract tests ask the same. */
export function taskProblem(value: unknown): string | null {
  const task = value as Record<string, unknown> | null
  if (typeof task !== 'object' || task === null) return 'must answer with a task'
  const name = task.do
  if (typeof name !== 'string' || !Object.hasOwn(TASKS, name))
    return `must name what to do: ${Object.keys(TASKS).join(', ')}`
  return TASKS[name as Task['do']](task) ? null : `must give everything "${name}" needs`
}

/** What is wrong with a trigger's answer; null: nothing. */
export function occurrenceProblem(value: unknown): string | null {
  if (value === null) return null
  if (typeof value !== 'object') return 'must answer with an object or null'
  const { after_seconds: after, while: stays } = value as NonNullable<Occurrence>
  if (after !== undefined && !isSpan(after)) return 'must wait for up to 366 days'
  if (stays !== undefined && typeof stays?.stage !== 'string') return 'must name the stage'
  return null
}
