import { DAY, HOUR, dateText, wallAt } from '#shared/local_time'
import { parseAmount } from '#shared/money'
import { stepOf } from '#insights/figures/answer_steps'
import type {
  AnswerLine,
  AnswerOutcome,
  Dimension,
  Ending,
  EventLine,
  FigureLine,
  Figures,
  LogPart,
  Sums,
} from '#insights/figures/types'

/** Adds lines up as they come. */
export class Collection implements Figures {
  #lines = new Map<string, FigureLine>()
  #answers = new Map<string, AnswerLine>()

  add(place: Omit<FigureLine, keyof Sums>, sums: Partial<Sums>) {
    const { accountId, day, dimension, key, currency } = place
    const id = [accountId, day, dimension, currency, key].join('\n')
    let line = this.#lines.get(id)
    if (!line) this.#lines.set(id, (line = { ...place, ...nothing() }))
    for (const name of Object.keys(sums) as (keyof Sums)[]) line[name] += sums[name]!
  }

  answered(answer: AnswerLine) {
    const { accountId, day, partnerId, outcome, step } = answer
    const id = [accountId, day, partnerId, outcome, step].join('\n')
    const known = this.#answers.get(id)
    if (known) known.n += answer.n
    else this.#answers.set(id, { ...answer })
  }

  get lines() {
    return [...this.#lines.values()]
  }

  get answers() {
    return [...this.#answers.values()]
  }
}

export const nothing = (): Sums => ({
  leads: 0,
  sold: 0,
  unsold: 0,
  held: 0,
  sales: 0,
  cancellations: 0,
  gross: 0,
  reversed: 0,
})

/**
 * What a stretch of the trail adds to the figures. Stretches that follow each other without a gap add up to the truth:
 * a run or lead that ended before and ends otherwise now takes its first ending back. Test leads count nowhere.
 * `zoneOf` gives an account's time zone.
 */
export function collectFigures(part: LogPart, zoneOf: (accountId: string) => string): Figures {
  const into = new Collection()
  for (const line of part.events) {
    const zone = zoneOf(line.accountId)
    if (line.type === 'revenue.booked' || line.type === 'revenue.reversed') {
      addMoney(into, line, zone)
      continue
    }
    if (line.test) continue
    if (line.type === 'lead.received') addToLead(into, line, zone, { leads: 1 })
    else if (line.type === 'distribution.finished')
      addEnding(into, line, zone, part.endings.get(line.leadId) ?? [])
    else addAnswer(into, line, zone)
  }
  return into
}

const dayOf = (zone: string, at: number) => dateText(Math.floor(wallAt(zone, at) / DAY))
const hourOf = (zone: string, at: number) =>
  String(Math.floor((wallAt(zone, at) % DAY) / HOUR)).padStart(2, '0')

function addToLead(into: Collection, line: EventLine, zone: string, sums: Partial<Sums>) {
  const place = { accountId: line.accountId, day: dayOf(zone, line.leadAt), currency: '' }
  into.add({ ...place, dimension: 'hour', key: hourOf(zone, line.leadAt) }, sums)
  into.add({ ...place, dimension: 'source', key: line.source ?? '' }, sums)
}

type Verdict = 'sold' | 'held' | 'unsold'

function addEnding(into: Collection, line: EventLine, zone: string, endings: Ending[]) {
  const before = endings.filter((one) => one.eventId < line.id)
  const status = String(line.data.status)
  const now: Ending = {
    eventId: line.id,
    distributionId: line.distributionId ?? '',
    status,
  }
  addToLead(into, line, zone, change(verdictOf(before), verdictOf([...before, now])))
  if (line.profileId === null) return
  const same = before.filter((one) => one.distributionId === now.distributionId)
  const first = same.length === 0
  into.add(
    {
      accountId: line.accountId,
      day: dayOf(zone, line.runAt ?? line.at),
      dimension: 'profile',
      key: line.profileId,
      currency: '',
    },
    { ...change(verdictOf(same), verdictOf([now])), ...(first ? { leads: 1 } : {}) }
  )
}

/** What the lead is by the last ending of each of its runs, as its own status says it (see refresh_lead.ts). */
function verdictOf(endings: Ending[]): Verdict | null {
  const last = new Set(new Map(endings.map((one) => [one.distributionId, one.status])).values())
  return (['sold', 'held', 'unsold'] as const).find((verdict) => last.has(verdict)) ?? null
}

function change(from: Verdict | null, to: Verdict | null): Partial<Sums> {
  if (from === to) return {}
  return { ...(from && { [from]: -1 }), ...(to && { [to]: 1 }) }
}

const OUTCOMES: Record<string, AnswerOutcome> = {
  'delivery.accepted': 'sold',
  'delivery.sent': 'sold',
  'delivery.rejected': 'rejected',
  'delivery.failed': 'failed',
  'delivery.unknown': 'failed',
}
export const ANSWER_TYPES = Object.keys(OUTCOMES)

function addAnswer(into: Collection, line: EventLine, zone: string) {
  const { retry_at: retryAt, duration_ms: duration } = line.data
  // What is tried again is no answer yet.
  if (line.partnerId === null || retryAt) return
  const outcome = OUTCOMES[line.type]
  const answered = line.type === 'delivery.accepted' || line.type === 'delivery.rejected'
  const step = answered && typeof duration === 'number' ? stepOf(duration) : -1
  const { accountId, partnerId } = line
  into.answered({ accountId, day: dayOf(zone, line.at), partnerId, outcome, step, n: 1 })
}

/** What was booked and reversed, as the ledger has it: its postings are written with these very events. */
function addMoney(into: Collection, line: EventLine, zone: string) {
  const currency = String(line.data.currency)
  const amount = parseAmount(line.data.amount, currency)
  if (!amount.ok) return
  const sums: Partial<Sums> =
    line.type === 'revenue.booked'
      ? { sales: 1, gross: amount.value }
      : { cancellations: 1, reversed: -amount.value }
  const { accountId } = line
  const day = dayOf(zone, line.at)
  const add = (dimension: Dimension, key: string) =>
    into.add({ accountId, day, dimension, key, currency }, sums)
  add('hour', hourOf(zone, line.at))
  add('partner', line.partnerId ?? '')
  add('profile', line.profileId ?? '')
  add('source', line.source ?? '')
}
