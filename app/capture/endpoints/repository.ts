import type { QueryClientContract, TransactionClientContract } from '@adonisjs/lucid/types/database'
import db from '@adonisjs/lucid/services/db'
import { newId } from '#shared/ids'
import type { EndpointValues } from '#capture/parse_endpoint'

/** A place leads are sent to as to another system. */
export interface Endpoint extends EndpointValues {
  id: string
  accountId: string
  entityId: string
  /** Of the plugin that wrote its config. */
  version: string
  createdAt: number
  updatedAt: number
}

type Row = Record<string, unknown>

const toEndpoint = (row: Row): Endpoint => ({
  id: row.id as string,
  accountId: row.account_id as string,
  entityId: row.entity_id as string,
  key: row.key as string,
  name: row.name as string,
  plugin: row.plugin as string,
  version: row.version as string,
  config: JSON.parse(row.config as string),
  parts: JSON.parse(row.parts as string),
  entity: row.entity_key as string,
  source: row.source as string,
  profile: row.profile as string | null,
  mapping: JSON.parse(row.mapping as string),
  waitSeconds: Number(row.wait_seconds),
  pingSeconds: Number(row.ping_seconds),
  status: row.status as Endpoint['status'],
  createdAt: Number(row.created_at),
  updatedAt: Number(row.updated_at),
})

/** Of one install an address is one endpoint's. Ids are written in either case. */
export const addressOf = (plugin: string, parts: Record<string, string>): string =>
  `${plugin}:${Object.keys(parts)
    .sort()
    .map((name) => parts[name].toLowerCase())
    .join('/')}`

const all = (client: Pick<QueryClientContract, 'from'> | typeof db) =>
  client
    .from('intake_endpoints')
    .join('entities', 'entities.id', 'intake_endpoints.entity_id')
    .select('intake_endpoints.*', 'entities.key as entity_key')

export async function listEndpoints(accountId: string): Promise<Endpoint[]> {
  const rows = await all(db).where('intake_endpoints.account_id', accountId).orderBy('name')
  return rows.map(toEndpoint)
}

export async function loadEndpoint(
  accountId: string,
  key: string,
  client: QueryClientContract | typeof db = db
): Promise<Endpoint | null> {
  const mine = { 'intake_endpoints.account_id': accountId, 'intake_endpoints.key': key }
  const row = await all(client).where(mine).first()
  return row ? toEndpoint(row) : null
}

/** Whoever's it is: the address is all a sender has. Null too where its account rests. */
export async function endpointAt(address: string): Promise<Endpoint | null> {
  const row = await all(db)
    .join('accounts', 'accounts.id', 'intake_endpoints.account_id')
    .whereNull('accounts.suspended_at')
    .where('intake_endpoints.address', address)
    .first()
  return row ? toEndpoint(row) : null
}

export async function addressIsTaken(address: string, exceptId: string | null): Promise<boolean> {
  const query = db.from('intake_endpoints').where('address', address)
  if (exceptId !== null) void query.whereNot('id', exceptId)
  return Boolean(await query.first())
}

export async function saveEndpoint(
  trx: TransactionClientContract,
  accountId: string,
  before: Endpoint | null,
  values: EndpointValues & { entityId: string; version: string },
  now: number
): Promise<void> {
  const columns = {
    name: values.name,
    plugin: values.plugin,
    version: values.version,
    config: JSON.stringify(values.config),
    address: addressOf(values.plugin, values.parts),
    parts: JSON.stringify(values.parts),
    entity_id: values.entityId,
    source: values.source,
    profile: values.profile,
    mapping: JSON.stringify(values.mapping),
    wait_seconds: values.waitSeconds,
    ping_seconds: values.pingSeconds,
    status: values.status,
    updated_at: now,
  }
  if (before) {
    await trx.from('intake_endpoints').where({ id: before.id }).update(columns)
    return
  }
  const row = { id: newId('epn', now), account_id: accountId, key: values.key, created_at: now }
  await trx.table('intake_endpoints').insert({ ...row, ...columns })
}

export async function removeEndpoint(trx: TransactionClientContract, { id, accountId }: Endpoint) {
  await trx.from('intake_requests').where({ endpoint_id: id, account_id: accountId }).delete()
  await trx.from('intake_endpoints').where({ id, account_id: accountId }).delete()
}
