import type { Automation, AutomationVersion, Run, Step } from '#automations/types'

const iso = (at: number | null) => (at === null ? null : new Date(at).toISOString())

/** An automation with its draft, as the API shows it. */
export const presentAutomation = (
  { draft, ...info }: Automation,
  entities: ReadonlyMap<string, string>
) => ({
  ...{ id: info.id, key: info.key, name: info.name },
  entity: info.entityId === null ? null : (entities.get(info.entityId) ?? null),
  ...{ status: info.status, version: info.version, revision: info.revision },
  document: { route: draft.route, limits: draft.limits },
  enabled_at: iso(info.enabledAt),
  created_at: iso(info.createdAt)!,
  updated_at: iso(info.updatedAt)!,
  updated_by: info.updatedBy,
})

export const presentVersion = (version: AutomationVersion, live: number | null) => ({
  ...{ version: version.version, live: version.version === live },
  ...{ created_at: iso(version.createdAt)!, created_by: version.createdBy },
})

/** Names by id: of automations, partners and profiles. */
export interface Names {
  automations: ReadonlyMap<string, string>
  partners: ReadonlyMap<string, string>
}

/** A run as the lists have it. `stopped_by` of a stopped one is `loop` or `rate` where a guard did it. */
export const presentRun = (run: Run, { automations, partners }: Names) => ({
  ...{ id: run.id, automation: automations.get(run.automationId) ?? null, version: run.version },
  ...{ status: run.status, reason: run.reason },
  shown: run.status === 'stopped' && run.reason ? `stopped: ${run.reason}` : run.status,
  event: { id: run.event.id, type: run.event.type, at: iso(run.event.at)! },
  ...{ lead: run.leadId, cause: run.parentRun },
  partner: run.partnerId === null ? null : (partners.get(run.partnerId) ?? null),
  invoice: typeof run.facts.invoice === 'string' ? run.facts.invoice : null,
  node: run.node,
  due_at: run.status === 'scheduled' || run.status === 'waiting' ? iso(run.dueAt) : null,
  created_at: iso(run.createdAt)!,
  ended_at: iso(run.endedAt),
})

export const presentStep = (step: Step) => ({
  ...{ id: step.id, node: step.node, type: step.type, status: step.status, port: step.port },
  ...{ detail: step.detail, error: step.error },
  started_at: iso(step.startedAt)!,
  ended_at: iso(step.endedAt),
})
