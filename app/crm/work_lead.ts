import { notFound } from '#shared/http_problem'
import { store } from '#store/store'

/** A lead somebody works on. */
export interface WorkLead {
  id: string
  entityId: string
  /** Key. */
  entity: string
  erased: boolean
}

/** Who does something with a lead. `userId` is null where no person does, such as over the API. */
export interface Worker {
  accountId: string
  actor: string
  userId: string | null
}

/** Throws HttpProblem 404. */
export async function workLead(accountId: string, leadId: string): Promise<WorkLead> {
  const row = await store.first(
    `select l.id, l.entity_id, l.erased_at, e.key from leads l join entities e on e.id = l.entity_id
     where l.id = ? and l.account_id = ?`,
    [leadId, accountId]
  )
  if (!row) throw notFound('lead')
  return {
    ...{ id: row.id as string, entityId: row.entity_id as string, entity: row.key as string },
    erased: row.erased_at !== null,
  }
}
