import { randomBytes } from 'node:crypto'
import db from '@adonisjs/lucid/services/db'
import { recordChange } from '#accounts/config_changes'
import { type AccountConfig, accountConfig } from '#distribution/account_config'
import { entityByKey, unknownEntity, unknownProfile } from '#distribution/take_lead'
import { PART_NAMES } from '#entities/fields/address'
import type { Entity } from '#entities/types'
import { plugins } from '#host/registry'
import { partsOf } from '#sdk/intake'
import { conflict } from '#shared/http_problem'
import { type Problem, type Result, fail, ok } from '#shared/result'
import { isObject } from '#shared/shape'
import {
  type Endpoint,
  addressIsTaken,
  addressOf,
  loadEndpoint,
  removeEndpoint,
  saveEndpoint,
} from '#capture/endpoints/repository'
import { type EndpointValues, parseEndpoint } from '#capture/parse_endpoint'

const PARTS = new Set(PART_NAMES.keys())

/** Makes an endpoint (`before` null) or changes it. Its key stays what it was. */
export async function putEndpoint(
  accountId: string,
  before: Endpoint | null,
  input: unknown,
  actor: string
): Promise<Result<Endpoint, Problem[]>> {
  const { base, ...said }: Record<string, unknown> = isObject(input) ? input : {}
  if (before && base !== undefined && base !== before.updatedAt)
    throw conflict('Somebody changed this endpoint meanwhile; load the page again')
  const read = parseEndpoint(before ? { ...said, key: before.key } : said)
  if (!read.ok) return read
  const config = await accountConfig(accountId)
  const checked = await checkAll(config, before, read.value)
  if (!checked.ok) return checked
  const { key } = read.value
  const now = Date.now()
  await db.transaction(async (trx) => {
    await saveEndpoint(trx, accountId, before, checked.value, now)
    const action = before ? ('updated' as const) : ('created' as const)
    await recordChange(trx, { accountId, actor, object: `endpoints.${key}`, action })
  })
  return ok((await loadEndpoint(accountId, key))!)
}

export async function deleteEndpoint(endpoint: Endpoint, actor: string) {
  const { accountId, key } = endpoint
  await db.transaction(async (trx) => {
    await removeEndpoint(trx, endpoint)
    await recordChange(trx, { accountId, actor, object: `endpoints.${key}`, action: 'deleted' })
  })
}

async function checkAll(
  config: AccountConfig,
  before: Endpoint | null,
  values: EndpointValues
): Promise<Result<EndpointValues & { entityId: string; version: string }, Problem[]>> {
  const accountId = config.account.id
  const problems: Problem[] = []
  const plugin = plugins().get('intake', values.plugin)
  const checked = await plugins().checkConfig('intake', values.plugin, values.config, 'config')
  if (!checked.ok) problems.push(...checked.problem)
  if (!before && (await loadEndpoint(accountId, values.key)))
    problems.push({ field: 'key', rule: 'unique', message: 'This key is taken' })
  const entity = entityByKey(config, values.entity)
  if (!entity) problems.push(unknownEntity(values.entity))
  else problems.push(...mappingProblems(values.mapping, entity))
  if (values.profile !== null && entity) {
    const profile = config.profilesByKey.get(values.profile)
    if (profile?.entity.id !== entity.id) problems.push(unknownProfile(values.profile))
  }
  if (!plugin || !entity) return fail(problems)
  const parts = partsFor(plugin.paths.submit, before, values)
  const address = addressOf(values.plugin, parts)
  if (await addressIsTaken(address, before?.id ?? null))
    for (const name of Object.keys(parts).slice(-1))
      problems.push({ field: `parts.${name}`, rule: 'unique', message: 'This address is taken' })
  if (problems.length > 0 || !checked.ok) return fail(problems)
  const known = isObject(checked.value) ? { ...checked.value } : {}
  return ok({ ...values, config: known, parts, entityId: entity.id, version: plugin.version })
}

/** What tells the endpoint apart: as the account says, as it was, or something nobody guesses. */
function partsFor(path: string, before: Endpoint | null, { plugin, parts }: EndpointValues) {
  const kept = before?.plugin === plugin ? before.parts : {}
  return Object.fromEntries(
    partsOf(path).map((name) => [
      name,
      parts[name] || kept[name] || randomBytes(12).toString('hex'),
    ])
  )
}

function mappingProblems(mapping: Record<string, string>, entity: Entity): Problem[] {
  const types = new Map(entity.fields.map(({ key, type }) => [key, type]))
  return Object.entries(mapping).flatMap(([key, field]) => {
    const [name, part] = field.split('.')
    const type = types.get(name)
    const known = part === undefined ? type : type === 'address' && PARTS.has(part)
    if (field === '' || known) return []
    return [{ field: `mapping.${key}`, rule: 'exists', message: `There is no field "${field}"` }]
  })
}
