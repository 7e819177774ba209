import db from '@adonisjs/lucid/services/db'
import type { Account } from '#accounts/types'
import { loadEntities } from '#entities/repository'
import { loadRules, quietHour } from '#privacy/retention/rules'
import { ACCOUNT_KINDS, ENTITY_KINDS, SUGGESTED } from '#privacy/retention_kinds'

const SHOWN = 30
const iso = (at: unknown) => (at === null ? null : new Date(Number(at)).toISOString())

/** The rules as they stand, and what was done by them. */
export async function presentRetention(account: Account) {
  const [entities, rules, hour, runs] = await Promise.all([
    loadEntities(account.id),
    loadRules(account.id),
    quietHour(account.id),
    db.from('retention_runs').where('account_id', account.id).orderBy('day', 'desc').limit(SHOWN),
  ])
  const daysOf = (entityId: string | null) =>
    Object.fromEntries(
      rules.filter((rule) => rule.entityId === entityId).map(({ kind, days }) => [kind, days])
    )
  return {
    zone: account.timeZone,
    hour,
    whole: daysOf(null),
    entities: entities.map(({ id, key, name }) => ({ key, name, days: daysOf(id) })),
    kinds: { entity: ENTITY_KINDS, account: ACCOUNT_KINDS },
    suggested: SUGGESTED,
    runs: runs.map((run) => ({
      ...{ id: run.id as string, day: run.day as string, status: run.status as string },
      erased: byKind(JSON.parse(run.counts) as Record<string, number>),
      held: Number(run.held),
      ...{ started_at: iso(run.started_at), finished_at: iso(run.finished_at) },
    })),
  }
}

/** A rule's id ends with its kind. */
function byKind(counts: Record<string, number>) {
  const sums: Record<string, number> = {}
  for (const [rule, n] of Object.entries(counts)) {
    const kind = rule.slice(rule.lastIndexOf(':') + 1)
    if (n > 0) sums[kind] = (sums[kind] ?? 0) + n
  }
  return sums
}
