import { dueOf } from '#privacy/retention/due'
import type { RetentionRule } from '#privacy/retention_kinds'

export interface Preview {
  entity: string | null
  kind: string
  /** Would go today. */
  count: number
  /** False: there are more than were counted. */
  exact: boolean
  oldest: string | null
  /** Would go, but are kept for a claim. */
  held: number
}

const BUDGET_MS = 4_000

/** What these rules would erase today, in numbers. `keyOf` gives the key of an entity. */
export async function previewRules(
  rules: RetentionRule[],
  keyOf: (entityId: string) => string | null,
  now: number
): Promise<Preview[]> {
  const until = performance.now() + BUDGET_MS
  const previews: Preview[] = []
  for (const rule of rules) {
    const entity = rule.entityId === null ? null : keyOf(rule.entityId)
    let [count, held, oldest, exact] = [0, 0, Infinity, true]
    for await (const step of dueOf(rule, now)) {
      count += step.ids.length
      held += step.held
      if (step.oldest !== null) oldest = Math.min(oldest, step.oldest)
      if (performance.now() < until) continue
      exact = false
      break
    }
    previews.push({
      ...{ entity, kind: rule.kind, count, exact, held },
      oldest: Number.isFinite(oldest) ? new Date(oldest).toISOString() : null,
    })
  }
  return previews
}
