import db from '@adonisjs/lucid/services/db'
import { addressFor } from '#accounts/domains/address_for'
import { acceptedKeys } from '#capture/accepted_keys'
import { latestRequests } from '#capture/endpoints/log_request'
import { type Endpoint, listEndpoints } from '#capture/endpoints/repository'
import { accountConfig } from '#distribution/account_config'
import { sampleValues } from '#entities/sample_values'
import type { Entity } from '#entities/types'
import { plugins } from '#host/registry'
import { writeXml } from '#sdk/intake_bodies'

const DAYS = 7

/** Where an endpoint answers, by what it does. */
async function addressesOf({ accountId, plugin, parts }: Endpoint) {
  const base = await addressFor(accountId, 'capture')
  const paths = plugins().get('intake', plugin)?.paths
  const filled = (path: string | undefined) =>
    path ? base + path.replace(/:([a-z0-9_]+)/g, (_, name: string) => parts[name] ?? '') : null
  return { submit: filled(paths?.submit), ping: filled(paths?.ping) }
}

const shapes = () =>
  plugins()
    .list()
    .filter(({ kind, status }) => kind === 'intake' && status === 'active')
    .map(({ id, name, description, de, config_schema: schema }) => ({
      ...{ id, name, description, de, schema },
      pings: plugins().get('intake', id)?.paths.ping !== undefined,
    }))

/** What an endpoint may be of. */
async function choices(accountId: string) {
  const { entities, profiles } = await accountConfig(accountId)
  return {
    shapes: shapes(),
    entities: [...entities.values()].map(({ key, name, fields }) => ({
      ...{ key, name },
      fields: fields.map((field) => ({ key: field.key, label: field.label, type: field.type })),
    })),
    profiles: [...profiles.values()].map(({ profile, entity }) => ({
      ...{ key: profile.key, name: profile.name, entity: entity.key },
    })),
  }
}

export async function endpointList(accountId: string, now: number) {
  const [endpoints, counts, offered] = await Promise.all([
    listEndpoints(accountId),
    db
      .from('intake_requests')
      .where('account_id', accountId)
      .where('at', '>=', now - DAYS * 86_400_000)
      .groupBy('endpoint_id')
      .select('endpoint_id')
      .count('* as n')
      .max('at as last'),
    choices(accountId),
  ])
  const countOf = new Map(counts.map((row) => [row.endpoint_id as string, row]))
  const rows = endpoints.map(async (one) => {
    const last = countOf.get(one.id)?.last
    const { submit } = await addressesOf(one)
    return {
      ...{ key: one.key, name: one.name, source: one.source, status: one.status },
      plugin: one.plugin,
      entity: offered.entities.find(({ key }) => key === one.entity)?.name ?? one.entity,
      address: submit,
      last: last ? new Date(Number(last)).toISOString() : null,
    }
  })
  return { endpoints: await Promise.all(rows), choices: offered }
}

/** An endpoint as its pages show it. */
export async function endpointHead(endpoint: Endpoint) {
  const { key, name, plugin, config, parts, entity, source, profile, mapping, status } = endpoint
  const { waitSeconds, pingSeconds } = endpoint
  return {
    form: {
      ...{ name, plugin, config, parts, entity, source, mapping, status },
      profile: profile ?? '',
      wait_seconds: waitSeconds,
      ping_seconds: pingSeconds,
    },
    key,
    base: endpoint.updatedAt,
    addresses: await addressesOf(endpoint),
    missing: plugins().get('intake', plugin) === null,
  }
}

export async function endpointOverview(endpoint: Endpoint, now: number) {
  const { entities, account } = await accountConfig(endpoint.accountId)
  const entity = entities.get(endpoint.entityId)
  return {
    endpoint: await endpointHead(endpoint),
    accepted: entity ? acceptedKeys(entity, endpoint.mapping) : [],
    samples: entity ? samplesOf(entity, account.currency, now) : null,
    requests: await latestRequests(endpoint, now),
  }
}

export async function endpointSettings(endpoint: Endpoint) {
  return {
    endpoint: await endpointHead(endpoint),
    choices: await choices(endpoint.accountId),
  }
}

/** Bodies to try an endpoint with. */
function samplesOf(entity: Entity, currency: string, now: number) {
  const values = Object.entries(sampleValues(entity, { currency, now })).flatMap(([key, value]) =>
    typeof value === 'object' && value !== null && !Array.isArray(value)
      ? Object.entries(value as Record<string, unknown>).map(([part, one]) => [
          `${key}.${part}`,
          one,
        ])
      : [[key, value]]
  ) as [string, unknown][]
  const form = new URLSearchParams(
    values.map(([key, value]): [string, string] => [key, String(value)])
  )
  const flat = Object.fromEntries(values)
  return {
    form: form.toString().replaceAll('&', '&\n'),
    json: JSON.stringify(flat, null, 2),
    xml: writeXml('lead', Object.fromEntries(values.filter(([key]) => !key.includes('.')))),
  }
}
