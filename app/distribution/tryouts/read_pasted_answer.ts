import { type AnswerDecision, compileResponse, judgeAnswer } from '#delivery/read_answer'
import { parseAnswer } from '#delivery/parse_answer'
import { answerRuleSchema } from '#routing/rule_schema'
import { type Verdict, verdictsByPath } from '#routing/verdicts_by_path'
import type { HttpAnswer, Outcome, ResponseConfig } from '#sdk'
import type { ConditionTrace, Rule } from '#sdk/rule'
import { answerPathProblem } from '#sdk/rule_shape'
import { type Problem, type Result, fail, ok } from '#shared/result'

const RULES = ['duplicate', 'pending', 'accepted', 'rejected'] as const
const PATHS = ['reason', 'price', 'reference'] as const

export interface AnswerTrial {
  outcome: Outcome
  decided_by: AnswerDecision
  /** In the order they are asked. */
  rules: {
    name: (typeof RULES)[number]
    matched: boolean
    verdicts: Record<string, Verdict>
    conditions: ConditionTrace[]
  }[]
  /** What stands at each path of the config; null: nothing. */
  found: Partial<Record<(typeof PATHS)[number], unknown>>
  /** As the rules see it: JSON, XML as an object, or text. */
  body: unknown
  /** Why no path into the body can be read; null when it can. */
  unreadable: string | null
}

/** How an answer is read under a response config, and why. Pure; `now` in ms. */
export function readPastedAnswer(
  given: HttpAnswer,
  response: ResponseConfig,
  now: number
): Result<AnswerTrial, Problem[]> {
  const answer = { ...given, headers: inLowerCase(given.headers) }
  const compiled = compileResponse(response)
  const problems = [...(compiled.ok ? [] : compiled.problem), ...pathProblems(response)]
  if (!compiled.ok || problems.length) return fail(problems)
  const { view, unreadable } = parseAnswer(answer, response.format)
  const { outcome, decidedBy } = judgeAnswer(answer, response, now)
  const rules = RULES.flatMap((name) => {
    const rule = compiled.value[name]
    if (!rule) return []
    const conditions = rule.trace(view, now)
    const verdicts = verdictsByPath(rule.rule as Rule, conditions)
    return [{ name, matched: rule.test(view, now), verdicts, conditions }]
  })
  const found: AnswerTrial['found'] = {}
  for (const name of PATHS) {
    const path = response[name]
    if (path) found[name] = answerRuleSchema.read(view, path) ?? null
  }
  return ok({ outcome, decided_by: decidedBy, rules, found, body: view.body, unreadable })
}

/** As the client gives them; pasted ones come in any case. */
const inLowerCase = (headers: Record<string, string>) =>
  Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]))

const pathProblems = (response: ResponseConfig): Problem[] =>
  PATHS.flatMap((name) => {
    const message = response[name] ? answerPathProblem(response[name]) : null
    return message ? [{ field: `response.${name}`, rule: 'path', message }] : []
  })
