import db from '@adonisjs/lucid/services/db'
import type { Segment } from '#accounts/plans/types'
import { stopOf } from '#accounts/plans/intake_gate'
import { loadSubscription } from '#accounts/plans/repository'
import { daysLeft } from '#accounts/plans/periods'
import { DAY, dateText, localDay } from '#shared/local_time'
import { store } from '#store/store'
import { timeZones } from '#insights/figures/follow_log'
import { writeFindings } from '#notifications/trail/write_findings'
import type { Finding } from '#notifications/types'

const EVERY_MS = 30_000
const TOLD_DAYS = [3, 1]
/** From this share of the included leads on, it is said that few are left. */
const NEAR = 0.8
/** An end that is longer ago is no news: a process that rested for weeks tells nothing of then. */
const NEWS_MS = 3 * DAY
let last = 0

/** Tells of trials that end and of leads that are used up; each once, whoever finds it first. */
export async function watchPlans(now: number): Promise<number> {
  if (now - last < EVERY_MS) return 0
  last = now
  return tellPlans(now)
}

export async function tellPlans(now: number): Promise<number> {
  const findings = [...(await endingTrials(now)), ...(await usedUp(now))]
  if (!findings.length) return 0
  return db.transaction((trx) => writeFindings(findings, now, trx))
}

const finding = (
  accountId: string,
  at: number
): Pick<Finding, 'accountId' | 'subject' | 'at' | 'actor'> => ({
  ...{ accountId, subject: accountId, at, actor: null },
})

async function endingTrials(now: number): Promise<Finding[]> {
  const rows = await db
    .from('subscriptions')
    .whereIn('status', ['trialing', 'ended'])
    .where('ends_at', '>', now - NEWS_MS)
    .where('ends_at', '<', now + (TOLD_DAYS[0] + 2) * DAY)
    .whereNull('next_plan_id')
    .select('account_id')
  const zones = rows.length ? await timeZones() : new Map<string, string>()
  const found: Finding[] = []
  for (const { account_id: accountId } of rows) {
    const subscription = await loadSubscription(accountId)
    const zone = zones.get(accountId)
    if (!subscription?.segments.at(-1)!.trial || zone === undefined) continue
    const today = dateText(localDay(zone, now))
    const days = stopOf(subscription, now) ? 0 : daysLeft(subscription.period, today)
    // Somebody who was away on the third day hears on the second; the last day has its own line.
    const told =
      days === 0 ? (stopOf(subscription, now) ? 0 : null) : TOLD_DAYS.findLast((n) => days <= n)
    if (told === null || told === undefined) continue
    const period = `${subscription.period.from}:${told}`
    const data = { plan: subscription.segments.at(-1)!.name, days }
    found.push({ ...finding(accountId, now), kind: 'trial_ending', period, data })
  }
  return found
}

/** Of all accounts at once, by the days that are added up: a minute behind. */
async function usedUp(now: number): Promise<Finding[]> {
  const rows = await store.all(
    `select s.account_id, s.from_day, s.segments, sum(f.leads) as used from subscriptions s
       join figures f on f.account_id = s.account_id and f.day >= s.from_day and f.day <= s.to_day
     where s.status <> 'ended' and s.ends_at > ? and f.dimension = 'source' and f.currency = ''
     group by s.account_id, s.from_day, s.segments`,
    [now]
  )
  return rows.flatMap((row): Finding[] => {
    const terms = (JSON.parse(row.segments as string) as Segment[]).at(-1)!
    const { included, name: plan, at_limit: atLimit } = terms
    const used = Number(row.used)
    if (!included || used < included * NEAR) return []
    const reached = used >= included
    const period = `${row.from_day as string}:${reached ? 'all' : 'near'}:${included}`
    const data = { plan, used, limit: included, reached, stops: atLimit === 'stop' }
    return [{ ...finding(row.account_id as string, now), kind: 'plan_limit', period, data }]
  })
}
