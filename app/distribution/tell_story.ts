import type { Evaluation, PathStep } from '#routing/types'
import type { Row } from '#store/types'
import type { PresentedLead } from '#distribution/present'

/** What the story needs of a terminal's colours. */
export interface Paint {
  bold(text: string): string
  dim(text: string): string
  green(text: string): string
  red(text: string): string
  yellow(text: string): string
}

interface Told {
  profile: string
  route_version: number | null
  status: string
  reason: string | null
  trigger: string
  revenue: { amount: string; currency: string }
  started_at: string | null
  path: PathStep[]
  evaluations: Evaluation[]
  pings: {
    assignment: string
    partner: string | null
    duration_ms: number | null
    outcome: string | null
    bid: { amount: string; currency: string } | null
    reference: string | null
    reason: string | null
    request: Record<string, unknown> | null
    response: Record<string, unknown> | null
  }[]
  deliveries: {
    assignment: string
    partner: string
    channel: string
    status: string
    reason: string | null
    reference: string | null
    price: { amount: string; currency: string }
    attempts: {
      number: number
      duration_ms: number | null
      outcome: string | null
      error: string | null
      request: Record<string, unknown> | null
      response: Record<string, unknown> | null
    }[]
  }[]
}

const MAX_BODY = 300
const MAX_REFUSALS = 40

/** The story of one lead, line by line: arrived, judged, offered, answered, booked. */
export function tellStory(lead: PresentedLead, events: Row[], paint: Paint): string[] {
  const lines: string[] = []
  const say = (depth: number, text: string) => lines.push(`${'  '.repeat(depth)}${text}`)
  say(0, `${paint.bold(lead.id)}  ${lead.entity}  ${statusText(lead.status, paint)}`)
  say(
    0,
    `arrived ${lead.created_at} from ${lead.source ?? 'no named source'}${lead.test ? ' as a test' : ''}`
  )
  if (lead.duplicate_of) say(0, `is a duplicate of ${lead.duplicate_of}`)

  const distributions = lead.distributions as Told[]
  if (!distributions.length) say(0, 'no profile has run on it')
  for (const one of distributions) {
    say(0, '')
    const version = one.route_version === null ? '' : ` version ${one.route_version}`
    say(
      0,
      `${paint.bold(`profile ${one.profile}`)}${version} (${one.trigger})  ${statusText(one.status, paint)}`
    )
    if (one.reason) say(1, one.reason)
    for (const step of one.path) {
      if (step.type !== 'offer') say(1, pathText(step))
      for (const turn of turnTexts(step)) say(1, turn)
    }
    sayEvaluations(one, say, paint)
    for (const ping of one.pings) sayPing(ping, say, paint)
    for (const delivery of one.deliveries) sayDelivery(delivery, say, paint)
    say(1, `booked ${one.revenue.amount} ${one.revenue.currency}`)
  }
  say(0, '')
  say(0, paint.bold('events'))
  for (const row of events)
    say(1, `${paint.dim(new Date(Number(row.at)).toISOString())} ${row.type} ${eventText(row)}`)
  return lines
}

function pathText(step: PathStep): string {
  const conditions = (step.detail.conditions ?? []) as {
    field: string
    operator: string
    value: unknown
    actual: unknown
    matched: boolean
  }[]
  const judged = conditions
    .map(
      (c) =>
        `${c.field} ${c.operator} ${text(c.value)} (is ${text(c.actual)}) ${c.matched ? 'yes' : 'no'}`
    )
    .join('; ')
  return `${step.node} (${step.type}) → ${step.port ?? 'end'}${judged ? `: ${judged}` : ''}`
}

function sayEvaluations(one: Told, say: (depth: number, text: string) => void, paint: Paint) {
  const refused = one.evaluations.filter((evaluation) => evaluation.reason !== null)
  const offered = new Set(one.deliveries.map((delivery) => delivery.assignment))
  for (const evaluation of one.evaluations.filter((each) => offered.has(each.assignment)))
    say(
      1,
      `${paint.green('+')} ${evaluation.assignment} (${evaluation.partner}): ${evaluation.explanation}`
    )
  for (const evaluation of refused.slice(0, MAX_REFUSALS))
    say(
      1,
      `${paint.dim('-')} ${evaluation.assignment} (${evaluation.partner}): ${evaluation.reason}, ${evaluation.explanation}`
    )
  if (refused.length > MAX_REFUSALS)
    say(1, paint.dim(`… and ${refused.length - MAX_REFUSALS} more that did not get it`))
}

/** Why the first was first where turns are dealt: what everybody was owed and had. */
function turnTexts({ node, detail }: PathStep): string[] {
  const turns = (detail.turns ?? []) as {
    assignment: string
    share: number
    due: number
    had: number
  }[]
  const sold = ((detail.offered ?? []) as string[])[0]
  return turns
    .filter((one) => one.assignment === sold)
    .map(
      ({ assignment, share, due, had }) =>
        `${node}: the turn of ${assignment}: its share is ${Math.round(share * 1000) / 10} %, owed ${Math.round(due * 100) / 100} turns so far, had ${had}`
    )
}

function sayPing(
  ping: Told['pings'][number],
  say: (depth: number, text: string) => void,
  paint: Paint
) {
  const time = ping.duration_ms === null ? '' : ` in ${ping.duration_ms} ms`
  const bid = ping.bid
    ? paint.green(`bids ${ping.bid.amount} ${ping.bid.currency}`)
    : `${ping.outcome === 'no_bid' ? 'no bid' : (ping.outcome ?? 'no answer recorded')}`
  say(1, `asked ${paint.bold(ping.partner ?? ping.assignment)} for a bid: ${bid}${time}`)
  if (ping.reason) say(2, `reason: ${ping.reason}`)
  if (ping.request) say(2, `→ ${requestText(ping.request)}`)
  if (ping.response) say(2, `← ${text(ping.response.status)} ${cut(ping.response.body)}`)
}

function sayDelivery(
  delivery: Told['deliveries'][number],
  say: (depth: number, text: string) => void,
  paint: Paint
) {
  const { amount, currency } = delivery.price
  say(
    1,
    `delivery to ${paint.bold(delivery.partner)} by ${delivery.channel} at ${amount} ${currency}: ${statusText(delivery.status, paint)}`
  )
  if (delivery.reason) say(2, `reason: ${delivery.reason}`)
  if (delivery.reference) say(2, `their reference: ${delivery.reference}`)
  for (const attempt of delivery.attempts) {
    const { request, response } = attempt
    say(
      2,
      `attempt ${attempt.number}: ${attempt.outcome ?? 'no answer recorded'}${attempt.duration_ms === null ? '' : ` in ${attempt.duration_ms} ms`}`
    )
    if (request) say(3, `→ ${requestText(request)}`)
    if (response) say(3, `← ${text(response.status)} ${cut(response.body)}`)
    if (attempt.error) say(3, paint.red(attempt.error))
  }
}

/** An HTTP request, a mail, or what was put into the portal. */
function requestText(request: Record<string, unknown>): string {
  const { method, url, to, subject, body, text: mail } = request
  if (url) return `${text(method)} ${text(url)} ${cut(body)}`
  if (to) return `mail to ${[to].flat().join(', ')}: ${text(subject)} ${cut(mail)}`
  return cut(request)
}

const text = (value: unknown): string =>
  value === null || value === undefined
    ? 'missing'
    : typeof value === 'string'
      ? value
      : JSON.stringify(value)

function cut(body: unknown): string {
  if (body === null || body === undefined) return ''
  const whole = text(body).replace(/\s+/g, ' ')
  return whole.length > MAX_BODY ? `${whole.slice(0, MAX_BODY)}…` : whole
}

function eventText(row: Row): string {
  const data = JSON.parse(row.data as string) as Record<string, unknown>
  return Object.entries(data)
    .filter(([, value]) => value !== null && value !== undefined)
    .map(([key, value]) => `${key}=${text(value)}`)
    .join(' ')
}

function statusText(status: string, paint: Paint): string {
  if (['sold', 'accepted', 'sent'].includes(status)) return paint.green(status)
  if (['held', 'unknown', 'waiting', 'pending'].includes(status)) return paint.yellow(status)
  return ['failed', 'rejected'].includes(status) ? paint.red(status) : status
}
