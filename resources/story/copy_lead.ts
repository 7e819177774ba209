/*
 * A lead to take along: as JSON, or as the curl line that hands it in again. Hidden values stay where they are.
 */
import type { LeadFacts, Run } from './types.js'

const valuesOf = ({ fields }: LeadFacts): Record<string, unknown> =>
  Object.fromEntries(
    fields
      .filter(({ value, hidden, gone }) => value !== null && !hidden && !gone)
      .map(({ key, value }) => [key, value])
  )

export function jsonOf(lead: LeadFacts, runs: readonly Run[]): string {
  const { id, status, stage, assignee, source, test, consent, extra } = lead
  return JSON.stringify(
    {
      ...{ id, entity: lead.entity.key, status, stage, assignee, source, test },
      external_id: lead.external_id,
      created_at: lead.created_at,
      duplicate_of: lead.duplicate_of?.id ?? null,
      values: valuesOf(lead),
      extra,
      consent,
      distributions: runs.map((run) => ({
        ...{ id: run.id, profile: run.profile, route_version: run.route_version },
        ...{ status: run.status, reason: run.reason, revenue: run.revenue },
        deliveries: run.deliveries.map(({ partner, assignment, status: state, price }) => ({
          ...{ partner, assignment, status: state, price },
        })),
      })),
    },
    null,
    2
  )
}

/** Quoted for a shell: an apostrophe in a value ends no quote. */
export function curlOf(lead: LeadFacts, origin: string): string {
  const body = {
    entity: lead.entity.key,
    ...(lead.source && { source: lead.source }),
    ...(lead.test && { test: true }),
    values: { ...valuesOf(lead), ...lead.extra },
  }
  const json = JSON.stringify(body, null, 2).replaceAll("'", String.raw`'\''`)
  return [
    `curl -X POST ${origin}/api/v1/leads \\`,
    `  -H "Authorization: Bearer $TOKEN" -H 'Content-Type: application/json' \\`,
    `  -d '${json}'`,
  ].join('\n')
}
