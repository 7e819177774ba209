import type { HttpAnswer, Outcome, ResponseConfig } from '#sdk'
import type { Rule } from '#sdk/rule'
import { type AnswerView, parseAnswer } from '#delivery/parse_answer'
import { type CompiledRule, compileRule } from '#routing/compile_rule'
import { answerRuleSchema } from '#routing/rule_schema'
import { type Problem, type Result, fail, ok } from '#shared/result'

interface CompiledResponse {
  accepted: CompiledRule<AnswerView> | null
  duplicate: CompiledRule<AnswerView> | null
  pending: CompiledRule<AnswerView> | null
  rejected: CompiledRule<AnswerView> | null
}

const RULES = ['accepted', 'duplicate', 'pending', 'rejected'] as const
const NO_RULES: CompiledResponse = {
  accepted: null,
  duplicate: null,
  pending: null,
  rejected: null,
}
/** Faults of the moment: the partner may take the lead later. */
const RETRY_STATUS = new Set([408, 425, 429])
const MAX_RETRY_AFTER_SECONDS = 24 * 3600
const MAX_TEXT = 255

const compiledByConfig = new WeakMap<ResponseConfig, Result<CompiledResponse, Problem[]>>()

/** Compiles the rules once per config. Problems carry paths such as `response.accepted.all[0].operator`. */
export function compileResponse(
  response: ResponseConfig | null | undefined,
  path = 'response'
): Result<CompiledResponse, Problem[]> {
  // A channel of somebody else may mean something of its own by `response`.
  if (!response || typeof response !== 'object') return ok(NO_RULES)
  let compiled = compiledByConfig.get(response)
  if (!compiled) compiledByConfig.set(response, (compiled = compileAll(response, path)))
  return compiled
}

function compileAll(response: ResponseConfig, path: string): Result<CompiledResponse, Problem[]> {
  const compiled: CompiledResponse = { ...NO_RULES }
  const problems: Problem[] = []
  for (const name of RULES) {
    const rule: Rule | undefined = response[name]
    if (!rule) continue
    const result = compileRule<AnswerView>(rule, answerRuleSchema, `${path}.${name}`)
    if (result.ok) compiled[name] = result.value
    else problems.push(...result.problem)
  }
  return problems.length ? fail(problems) : ok(compiled)
}

/** What decided about an answer: a rule by its name, the HTTP status alone, or a mistake in the rules themselves. */
export type AnswerDecision = (typeof RULES)[number] | 'fault' | 'status' | 'rules'

export interface AnswerReading {
  outcome: Outcome
  decidedBy: AnswerDecision
}

/** What a partner's answer means. `at` is the moment it came, in ms. */
export const readAnswer = (
  answer: HttpAnswer,
  response: ResponseConfig | null | undefined,
  at: number
): Outcome => judgeAnswer(answer, response, at).outcome

/**
 * What a partner's answer means, and what decided that. The order is: a fault of theirs (5xx, 429, 3xx ...), then the
 * rules duplicate, pending, accepted, rejected, then the status.
 */
export function judgeAnswer(
  answer: HttpAnswer,
  response: ResponseConfig | null | undefined,
  at: number
): AnswerReading {
  const { status } = answer
  const decided = (decidedBy: AnswerDecision, outcome: Outcome) => ({ outcome, decidedBy })
  const compiled = compileResponse(response)
  // Checked before anything is sent; here it only keeps an answer from being taken for a yes.
  if (!compiled.ok)
    return decided('rules', { status: 'unknown', retry: false, error: describe(compiled.problem) })
  const fault = faultOf(answer, at)
  if (fault) return decided('fault', fault)

  const rules = compiled.value
  const { view, unreadable } = parseAnswer(answer, response?.format)
  const value = (path: string | undefined) => (path ? answerRuleSchema.read(view, path) : null)
  const known = {
    reason: textOf(value(response?.reason)),
    reference: textOf(value(response?.reference)),
    price: priceOf(value(response?.price)),
  }
  const good = status >= 200 && status < 300
  // A yes needs a 2xx, unless its rule reads the status itself.
  const matches = (rule: CompiledRule<AnswerView>) =>
    (good || rule.fields.includes('status')) && rule.test(view, at)
  const rejected = (by: AnswerDecision, why: string, duplicate?: true) =>
    decided(by, {
      status: 'rejected',
      ...(duplicate && { duplicate }),
      ...known,
      reason: known.reason ?? why,
    })

  if (rules.duplicate?.test(view, at)) return rejected('duplicate', 'duplicate', true)
  if (rules.pending && matches(rules.pending))
    return decided('pending', { status: 'waiting', ...known })
  if (rules.accepted) {
    if (matches(rules.accepted)) return decided('accepted', { status: 'accepted', ...known })
    const unread = good && unreadable !== null && readsBody(rules.accepted) ? unreadable : null
    const why = unread ?? (good ? 'the answer does not match the rule for accepted' : null)
    return rejected('accepted', why ?? `HTTP ${status}`)
  }
  const no = good && (rules.rejected?.test(view, at) ?? false)
  if (good && !no) return decided('status', { status: 'accepted', ...known })
  return rejected(no ? 'rejected' : 'status', `HTTP ${status}`)
}

/** Answers that say nothing about the lead, only about the endpoint. */
function faultOf(answer: HttpAnswer, at: number): Outcome | null {
  const { status, headers } = answer
  if (status >= 500 || RETRY_STATUS.has(status)) {
    const afterSeconds = retryAfter(headers['retry-after'], at)
    const retry = afterSeconds === null ? {} : { afterSeconds }
    return { status: 'failed', retry, error: `the partner answered ${status}` }
  }
  if (status >= 300 && status < 400) {
    const target = headers.location ? ` to ${headers.location.slice(0, 200)}` : ''
    const error = `the partner answered ${status}, a redirect${target}; redirects are not followed`
    return { status: 'failed', retry: false, error }
  }
  if (status === 410)
    return { status: 'failed', retry: false, disable: true, error: 'the partner answered 410 Gone' }
  return null
}

/** Seconds from a Retry-After header (a number or an HTTP date), at most a day; null: none that can be read. */
export function retryAfter(header: string | undefined, at: number): number | null {
  const text = header?.trim() ?? ''
  const seconds = /^\d{1,10}$/.test(text) ? Number(text) : Math.ceil((Date.parse(text) - at) / 1000)
  if (text === '' || Number.isNaN(seconds)) return null
  return Math.min(Math.max(seconds, 0), MAX_RETRY_AFTER_SECONDS)
}

const readsBody = (rule: CompiledRule<AnswerView>): boolean =>
  rule.fields.some((field) => /^body[.[]/.test(field))

const describe = (problems: Problem[]): string =>
  problems.map(({ field, message }) => `${field} ${message}`).join('; ')

/** One line for a column of 255 characters; null where there is nothing to say. */
function textOf(value: unknown): string | null {
  if (value === null || value === undefined) return null
  const text = Array.isArray(value)
    ? value.map((item) => textOf(item) ?? '').join(', ')
    : typeof value === 'object'
      ? JSON.stringify(value)
      : String(value)
  const line = text.replace(/[\p{Cc}\u2028\u2029]+/gu, ' ').trim()
  return line === '' ? null : line.slice(0, MAX_TEXT).toWellFormed()
}

/** A price as a decimal string; null where it is none (never guessed from "12,50" or "$ 12"). */
function priceOf(value: unknown): string | null {
  const text =
    typeof value === 'number' ? String(value) : typeof value === 'string' ? value.trim() : ''
  return /^\d{1,13}(?:\.\d{1,8})?$/.test(text) ? text : null
}
