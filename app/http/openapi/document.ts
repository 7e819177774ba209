import { appUrl } from '#config/app'
import { BODY_LIMIT, type ApiRoute, MEDIA } from '#http/api/route'
import { apiRoutes } from '#http/api/routes'
import { ref, schemas } from '#http/openapi/components'
import { PROBLEM_TYPES } from '#shared/problem_types'
import type { JsonSchema } from '#shared/shape'

const PATH_PARAMETER = /:(\w+)/g

/** The OpenAPI 3.1 document of the API, drawn from the very table its routes are registered from. */
export function openApiDocument(product: string): JsonSchema {
  const paths: Record<string, Record<string, JsonSchema>> = {}
  for (const route of apiRoutes) {
    const path = route.path.replace(PATH_PARAMETER, '{$1}')
    paths[path] ??= {}
    paths[path][route.method.toLowerCase()] = operation(route)
  }
  return {
    openapi: '3.1.0',
    info: {
      title: product,
      version: '1',
      description: `Lists are pages \`{ data, meta: { next_cursor } }\`. Errors are problem documents (RFC 9457). Bodies are UTF-8 and have at most ${BODY_LIMIT / 1024} KB unless said otherwise. Requests beyond the rate limit of a token get 429 with Retry-After.`,
    },
    servers: [{ url: `${appUrl}/api/v1` }],
    security: [{ token: [] }],
    paths,
    components: {
      securitySchemes: { token: { type: 'http', scheme: 'bearer' } },
      schemas,
      responses: problemResponses(),
    },
  }
}

function operation(route: ApiRoute): JsonSchema {
  const description = [route.description, abilityNote(route)].filter(Boolean).join('\n\n')
  return {
    operationId: route.id,
    tags: [route.tag],
    summary: route.summary,
    ...(description && { description }),
    ...(route.abilities === null && { security: [] }),
    parameters: parameters(route),
    ...(route.upload && {
      requestBody: {
        required: true,
        description: route.upload,
        content: { 'application/octet-stream': { schema: { type: 'string', format: 'binary' } } },
      },
    }),
    ...(route.body && {
      requestBody: {
        required: !route.body.optional,
        content: content(
          route.body.types.map((type) => MEDIA[type]),
          route.body.schema
        ),
      },
    }),
    responses: responses(route),
  }
}

const abilityNote = ({ abilities }: ApiRoute) =>
  abilities && `Needs the ability ${abilities.map((one) => `\`${one}\``).join(' or ')}.`

function parameters(route: ApiRoute): JsonSchema[] {
  const inPath = [...route.path.matchAll(PATH_PARAMETER)].map(([, name]) => ({
    name,
    in: 'path',
    required: true,
    schema: { type: 'string' },
  }))
  const query = route.query?.toJSONSchema()
  const required = (query?.required ?? []) as string[]
  const inQuery = Object.entries(query?.properties ?? {}).map(([name, schema]) => ({
    name,
    in: 'query',
    required: required.includes(name),
    schema,
  }))
  const inHeader = (route.headers ?? []).map((header) => ({ in: 'header', ...header }))
  return [...inPath, ...inQuery, ...inHeader, ...(takesKey(route) ? [IDEMPOTENCY_KEY] : [])]
}

const takesKey = ({ method }: ApiRoute) => method === 'POST'

const IDEMPOTENCY_KEY = {
  name: 'Idempotency-Key',
  in: 'header',
  description:
    'The same key with the same body gives the first answer again for 24 hours, with `Idempotency-Replayed: true`; with another body it is a 409.',
  schema: { type: 'string', minLength: 1, maxLength: 255 },
}

const content = (types: readonly string[], schema: JsonSchema) =>
  Object.fromEntries(types.map((type) => [type, { schema }]))

function responses(route: ApiRoute): JsonSchema {
  const answers = Object.entries(route.answers).map(([status, { description, ...one }]) => [
    status,
    {
      description,
      ...(one.schema && { content: content(one.contentTypes ?? [MEDIA.json], one.schema) }),
    },
  ])
  const problems = problemStatuses(route).map((status) => [
    String(status),
    { $ref: `#/components/responses/${status}` },
  ])
  return Object.fromEntries([...answers, ...problems])
}

/** What every route of its kind may refuse, and what this one adds. */
function problemStatuses(route: ApiRoute): number[] {
  const statuses = new Set([429, 500, ...(route.problems ?? [])])
  if (route.abilities) [401, 403].forEach((status) => statuses.add(status))
  if (route.path.includes(':')) statuses.add(404)
  if (route.upload) [400, 413, 415, 422].forEach((status) => statuses.add(status))
  if (route.body) [400, 413, 415, 422].forEach((status) => statuses.add(status))
  if (route.query) statuses.add(422)
  if (takesKey(route)) statuses.add(409)
  return [...statuses].sort((a, b) => a - b)
}

function problemResponses(): Record<string, JsonSchema> {
  const byStatus = Map.groupBy(Object.values(PROBLEM_TYPES), ({ status }) => status)
  return Object.fromEntries(
    [...byStatus].map(([status, types]) => [
      String(status),
      {
        description: types.map(({ title }) => title).join(' · '),
        content: content(['application/problem+json'], ref('Problem')),
        ...(status === 429 && {
          headers: { 'Retry-After': { schema: { type: 'integer' }, description: 'Seconds.' } },
        }),
      },
    ])
  )
}
