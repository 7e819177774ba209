import { answer } from '#http/api/answers'
import { type ApiRoute, BODY_LIMIT, handledBy } from '#http/api/route'
import { pageOf } from '#http/openapi/components'
import { sourceShape } from '#capture/sources/source_shape'
import { configPage } from '#distribution/validators/config_inputs'
import type { JsonSchema } from '#shared/shape'

const SourcesController = () => import('#capture/controllers/sources_controller')

const tag = 'Configuration'
const read = ['config:read'] as const
const write = ['config:write'] as const

const password: JsonSchema = {
  type: ['string', 'null'],
  minLength: 8,
  maxLength: 200,
  writeOnly: true,
  description: 'What the posting document asks for before it is read; null takes it away.',
}
const { properties, ...rest } = sourceShape.schema as { properties: object }
const schema: JsonSchema = { ...rest, properties: { ...properties, password } }
const object: JsonSchema = {
  type: 'object',
  description:
    'The source as it is written, with id, kind, posting_url (null where the posting document is not public), protected, created_at and updated_at.',
}

/** Where leads come from, as far as somebody set it up. */
export const sourceRoutes: ApiRoute[] = [
  {
    method: 'GET',
    path: '/sources',
    id: 'sources.index',
    tag,
    summary: 'List sources, oldest first',
    abilities: read,
    ...handledBy(SourcesController, 'index'),
    query: configPage,
    answers: { 200: answer('A page of sources.', pageOf(object)) },
  },
  {
    method: 'POST',
    path: '/sources',
    id: 'sources.store',
    tag,
    summary: 'Set up a source',
    description:
      '`key` is the text that stands on its leads as `source`. `hidden`, `fixed`, `allowed`, `duplicate` and `profile` hold for leads that are handed in with a token of the source.',
    abilities: write,
    ...handledBy(SourcesController, 'store'),
    body: { types: ['json'], limit: BODY_LIMIT, schema },
    answers: { 201: answer('The source.', object) },
    problems: [409],
  },
  {
    method: 'GET',
    path: '/sources/:key',
    id: 'sources.show',
    tag,
    summary: 'Read a source',
    abilities: read,
    ...handledBy(SourcesController, 'show'),
    answers: { 200: answer('The source.', object) },
  },
  {
    method: 'PATCH',
    path: '/sources/:key',
    id: 'sources.update',
    tag,
    summary: 'Change a source',
    description:
      'Keys that are sent replace theirs whole, null takes one away, the rest stays. Key and entity cannot change.',
    abilities: write,
    ...handledBy(SourcesController, 'update'),
    body: { types: ['json'], limit: BODY_LIMIT, schema: { ...schema, required: [] } },
    answers: { 200: answer('The source as it is now.', object) },
    problems: [409],
  },
  {
    method: 'DELETE',
    path: '/sources/:key',
    id: 'sources.destroy',
    tag,
    summary: 'Delete a source',
    description: 'Its tokens end with it. Leads keep its name, and its supplier keeps it.',
    abilities: write,
    ...handledBy(SourcesController, 'destroy'),
    answers: { 204: { description: 'Deleted.' } },
  },
]
