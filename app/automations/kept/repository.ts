import db from '@adonisjs/lucid/services/db'
import type { QueryClientContract } from '@adonisjs/lucid/types/database'
import AutomationModel from '#automations/models/automation'
import type { Automation, AutomationDocument, AutomationVersion } from '#automations/types'

export const toAutomation = (row: AutomationModel): Automation => ({
  ...{ id: row.id, accountId: row.accountId, entityId: row.entityId },
  ...{ key: row.key, name: row.name, status: row.status, draft: row.draft },
  ...{ revision: row.revision, version: row.version, enabledAt: row.enabledAt },
  ...{ createdAt: row.createdAt, updatedAt: row.updatedAt, updatedBy: row.updatedBy },
})

/** Automations of an account that are not deleted. */
export const automationsOf = (accountId: string, client?: QueryClientContract) =>
  AutomationModel.query({ client }).where('account_id', accountId).whereNull('deleted_at')

/** Null where the account has none of that key. */
export async function findAutomation(
  accountId: string,
  key: string,
  client?: QueryClientContract
): Promise<Automation | null> {
  const row = await automationsOf(accountId, client).where('key', key).first()
  return row && toAutomation(row)
}

/** Automations by key, those after one. */
export async function automationsPage(
  accountId: string,
  limit: number,
  after: string | null
): Promise<Automation[]> {
  const query = automationsOf(accountId).orderBy('key').limit(limit)
  if (after !== null) void query.where('key', '>', after)
  const rows = await query
  return rows.map(toAutomation)
}

const toVersion = (row: Record<string, unknown>): AutomationVersion => ({
  automationId: row.automation_id as string,
  version: Number(row.version),
  document: JSON.parse(row.document as string) as AutomationDocument,
  createdAt: Number(row.created_at),
  createdBy: row.created_by as string | null,
})

/** Null where the automation has no such version. */
export async function loadVersion(
  automationId: string,
  version: number,
  client: QueryClientContract = db.connection()
): Promise<AutomationVersion | null> {
  const row = await client
    .from('automation_versions')
    .where({ automation_id: automationId, version })
    .first()
  return row && toVersion(row)
}

/** The newest first. */
export async function listVersions(automationId: string): Promise<AutomationVersion[]> {
  const rows = await db
    .from('automation_versions')
    .where('automation_id', automationId)
    .orderBy('version', 'desc')
  return rows.map(toVersion)
}

/** What is live of automations, by id; those that were never published are missing. */
export async function liveDocuments(ids: readonly string[]) {
  const rows = (await db
    .from('automation_versions as v')
    .join('automations as a', (join) =>
      join.on('a.id', 'v.automation_id').andOn('a.version', 'v.version')
    )
    .whereIn('a.id', ids.length ? [...ids] : ['none'])
    .select('a.id', 'v.document')) as { id: string; document: string }[]
  return new Map(rows.map(({ id, document }) => [id, JSON.parse(document) as AutomationDocument]))
}
