import assert from 'node:assert/strict'
import type {
  AskPlan,
  Candidate,
  DocumentProblem,
  Envelope,
  NodeDecision,
  Outcome,
  RenderedDocument,
  RoutePlan,
  TaxLine,
} from '#sdk'

/*
 * What results must look like, stricter than what the host survives: each fails with a sentence about the plugin.
 */

export function assertEnvelope(envelope: Envelope): void {
  assert.ok(isObject(envelope), 'prepare() must return an envelope')
  assert.deepEqual(
    JSON.parse(JSON.stringify(envelope)),
    envelope,
    'prepare() must return what JSON can hold: the envelope is stored and sent again'
  )
  if (envelope.type === 'http') {
    assert.match(envelope.method, /^[A-Z][A-Z-]*$/, 'the method must be upper case')
    assert.match(envelope.url, /^https?:\/\//, 'the URL must begin with http:// or https://')
    for (const [name, value] of Object.entries(envelope.headers)) {
      assert.match(name, /^[!#$%&'*+.^_`|~\dA-Za-z-]+$/, `"${name}" is no header name`)
      assert.equal(typeof value, 'string', `the header ${name} must be a text`)
      assert.doesNotMatch(value, /[\r\n\0]/, `the header ${name} must be one line`)
    }
    assert.ok(envelope.body === null || typeof envelope.body === 'string', 'body: text or null')
  } else if (envelope.type === 'mail') {
    assert.ok(envelope.to.length > 0, 'a mail needs a recipient')
    for (const address of envelope.to) assert.match(address, /^[^\s@,;<>]+@[^\s@,;<>]+$/)
    assert.doesNotMatch(envelope.subject, /[\r\n\0]/, 'the subject must be one line')
  } else {
    assert.equal(envelope.type, 'portal', 'the type must be http, mail or portal')
  }
}

const STATUSES = ['accepted', 'sent', 'waiting', 'rejected', 'failed', 'unknown']

export function assertOutcome(outcome: Outcome): void {
  assert.ok(isObject(outcome), 'send() must return an outcome')
  assert.ok(STATUSES.includes(outcome.status), `"${outcome.status}" is no outcome`)
  for (const key of ['reason', 'reference', 'error'] as const)
    assert.ok(
      outcome[key] === undefined || outcome[key] === null || typeof outcome[key] === 'string'
    )
  if (outcome.price !== undefined && outcome.price !== null)
    assert.match(outcome.price, /^\d+(\.\d+)?$/, 'a price is a decimal string')
  if (outcome.deadlineSeconds !== undefined)
    assert.ok(outcome.deadlineSeconds > 0, 'a deadline lies in the future')
  if (outcome.retry)
    assert.ok(
      ['failed', 'unknown'].includes(outcome.status),
      'only a failed or unknown attempt can be tried again'
    )
}

export function assertPlan(plan: RoutePlan, candidates: readonly Candidate[]): void {
  assert.ok(isObject(plan) && Array.isArray(plan.waves), 'plan() must return waves')
  const known = new Set(candidates.map((one) => one.assignment))
  const seen = new Set<string>()
  for (const wave of plan.waves) {
    assert.ok(Array.isArray(wave) && wave.length > 0, 'a wave offers to at least one assignment')
    for (const key of wave) {
      assert.ok(known.has(key), `"${key}" is no candidate`)
      assert.ok(!seen.has(key), `"${key}" is offered the lead twice`)
      seen.add(key)
    }
  }
  const { stopAfter } = plan
  assert.ok(
    stopAfter === 'never' || (Number.isInteger(stopAfter) && stopAfter > 0),
    'stopAfter must be a whole number of sales, or never'
  )
}

export function assertAsk({ assignments, deadlineSeconds }: AskPlan, all: readonly Candidate[]) {
  assert.ok(assignments.length > 0, 'asks at least one, or is null')
  assert.equal(new Set(assignments).size, assignments.length, 'asks nobody twice')
  const able = new Set(all.filter((one) => one.pings).map((one) => one.assignment))
  for (const key of assignments) assert.ok(able.has(key), `"${key}" cannot be asked for a bid`)
  assert.ok(deadlineSeconds > 0 && deadlineSeconds <= 60, 'waits for bids, at most a minute')
}

export function assertPorts(ports: readonly { name: string; required: boolean }[]): void {
  assert.ok(Array.isArray(ports), 'ports() must return a list')
  for (const port of ports) {
    assert.match(port.name, /^\S(.*\S)?$/, 'a port has a name')
    assert.equal(typeof port.required, 'boolean', `the port ${port.name} says if it is required`)
  }
  const names = ports.map((port) => port.name)
  assert.equal(new Set(names).size, names.length, 'the names of ports differ')
}

export function assertDecision(
  decision: NodeDecision,
  ports: readonly { name: string; required: boolean }[]
): void {
  assert.ok(isObject(decision), 'decide() must return a decision')
  const names = ports.map((port) => port.name)
  if ('port' in decision)
    assert.ok(names.includes(decision.port), `"${decision.port}" is none of the ports ${names}`)
  else if ('offer' in decision) {
    assert.equal(typeof decision.offer.strategy.use, 'string', 'an offer names its strategy')
    const { assignments } = decision.offer
    assert.ok(assignments === null || assignments.every((key) => typeof key === 'string'))
    for (const port of names)
      assert.ok(['sold', 'unsold'].includes(port), `an offer leaves by sold or unsold, not ${port}`)
  } else if ('transform' in decision) {
    assert.equal(typeof decision.transform.code, 'string', 'a transform has code')
    assert.deepEqual(names, ['out'], 'a transform leaves by the port out')
  } else {
    assert.ok(['unsold', 'held'].includes(decision.stop), 'a stop is unsold or held')
  }
}

const CATEGORIES = ['S', 'AE', 'E', 'O', 'Z', 'K', 'G']

export function assertTaxLine(line: TaxLine): void {
  assert.ok(isObject(line), 'assess() must return a tax line')
  assert.ok(CATEGORIES.includes(line.category), `"${line.category}" is no tax category`)
  if (line.category === 'O') assert.equal(line.rate, null, 'category O has no rate')
  else assert.match(String(line.rate), /^\d+(\.\d+)?$/, 'the rate is a decimal string')
  assert.ok(Number.isSafeInteger(line.amount), 'the amount is in whole minor units')
  if (line.category !== 'S')
    assert.equal(line.amount, 0, `category ${line.category} carries no tax`)
  assert.match(line.tax_country, /^[A-Z]{2}$/, 'the tax country is an ISO code')
}

export function assertRendered(result: RenderedDocument | { refused: DocumentProblem[] }): void {
  assert.ok(isObject(result), 'render() must return a file or why there is none')
  if ('refused' in result) {
    assert.ok(result.refused.length > 0, 'a refusal says why')
    assertDocumentProblems(result.refused)
    return
  }
  const { bytes } = result
  assert.ok(typeof bytes === 'string' || bytes instanceof Uint8Array, 'bytes: text or bytes')
  assert.ok(bytes.length > 0, 'a file is not empty')
  assert.match(result.media_type, /^[a-z]+\/[\w.+-]+$/, 'the media type is such as text/plain')
  assert.match(result.extension, /^[a-z\d]{1,8}$/, 'the extension has no dot')
}

export function assertDocumentProblems(problems: readonly DocumentProblem[]): void {
  assert.ok(Array.isArray(problems), 'problems are a list')
  for (const { rule, severity, field, message, de } of problems) {
    assert.match(rule, /^\S{1,40}$/, 'a problem names its rule')
    assert.ok(['error', 'warning'].includes(severity), 'a problem is an error or a warning')
    assert.ok(field === null || /^[a-z_.]+$/.test(field), 'a field is a path such as seller.name')
    for (const text of [message, de])
      assert.match(text, /\S/, 'a problem is told in both languages')
  }
}

const isObject = (value: unknown): boolean => typeof value === 'object' && value !== null
