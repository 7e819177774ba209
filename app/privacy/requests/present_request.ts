import { accountConfig } from '#distribution/account_config'
import { presentAsks } from '#privacy/asks/present_asks'
import type { PrivacyRequest } from '#privacy/types'

const iso = (at: number | null) => (at === null ? null : new Date(at).toISOString())

/** A request as the team and the API see it. `person` is there as long as somebody needs to know it. */
export const presentHead = (request: PrivacyRequest) => ({
  ...{ id: request.id, kind: request.kind, status: request.status },
  person: request.identity && {
    email: request.identity.email ?? null,
    phone: request.identity.phone ?? null,
    external_id: request.identity.externalId ?? null,
  },
  created_at: iso(request.createdAt)!,
  due_at: iso(request.dueAt)!,
  closed_at: iso(request.closedAt),
})

export async function presentRequest(request: PrivacyRequest) {
  const [partners, config] = await Promise.all([
    presentAsks(request.accountId, request.id),
    accountConfig(request.accountId),
  ])
  const entities = Object.fromEntries(
    [...config.entities.values()].map(({ key, name }) => [key, name])
  )
  return {
    ...presentHead(request),
    ...{ begun_at: iso(request.begunAt), finished_at: iso(request.finishedAt) },
    ...{ created_by: request.createdBy, begun_by: request.begunBy, refusal: request.refusal },
    leads: { total: request.leads.length, done: request.done },
    found: request.found && {
      ...request.found,
      consents: request.found.consents ?? 0,
      entities: Object.entries(request.found.entities).map(([key, leads]) => ({
        ...{ key, name: entities[key] ?? key, leads },
      })),
    },
    kept: request.kept,
    partners,
    file: request.file && {
      ...{ size: request.file.size, until: iso(request.file.until)! },
    },
  }
}

export type PresentedRequest = Awaited<ReturnType<typeof presentRequest>>
