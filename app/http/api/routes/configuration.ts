import { answer } from '#http/api/answers'
import { type ApiRoute, BODY_LIMIT, DOCUMENT_LIMIT, MEDIA, handledBy } from '#http/api/route'
import {
  entitySchema,
  mailTemplateSchema,
  partnerSchema,
  profileSchema,
  supplierSchema,
  tagSchema,
} from '#http/openapi/blueprint_schema'
import { listOf, pageOf, record, ref } from '#http/openapi/components'
import {
  blueprintQuery,
  configPage,
  revertSchema,
  simulateSchema,
} from '#distribution/validators/config_inputs'
import type { JsonSchema } from '#shared/shape'

const BlueprintController = () => import('#distribution/controllers/blueprint_controller')
const EntitiesController = () => import('#distribution/controllers/entities_controller')
const PartnersController = () => import('#distribution/controllers/partners_controller')
const SuppliersController = () => import('#distribution/controllers/suppliers_controller')
const MailTemplatesController = () => import('#distribution/controllers/mail_templates_controller')
const TagsController = () => import('#distribution/controllers/tags_controller')
const ProfilesController = () => import('#distribution/controllers/profiles_controller')
const VersionsController = () => import('#distribution/controllers/profile_versions_controller')
const SimulationsController = () => import('#distribution/controllers/simulations_controller')

const tag = 'Configuration'
const read = ['config:read'] as const
const write = ['config:write'] as const

/** The five routes by which objects of one kind are kept. */
function crud(
  plural: 'entities' | 'partners' | 'suppliers' | 'tags' | 'profiles' | 'mail templates',
  singular: string,
  controller: ApiRoute['controller'],
  schema: JsonSchema
): ApiRoute[] {
  const object: JsonSchema = {
    type: 'object',
    description: `The ${singular} as a blueprint has it, with id, created_at and updated_at.`,
  }
  const common = { tag, controller }
  const base = `/${plural.replace(' ', '-')}`
  const group = plural.replace(' t', 'T')
  const fields = { ...schema, required: [] }
  const one = `${/^[aeiou]/.test(singular) ? 'an' : 'a'} ${singular}`
  return [
    {
      ...common,
      method: 'GET',
      path: base,
      id: `${group}.index`,
      summary: `List ${plural}, by key`,
      abilities: read,
      action: 'index',
      query: configPage,
      answers: { 200: answer(`A page of ${plural}.`, pageOf(object)) },
    },
    {
      ...common,
      method: 'POST',
      path: base,
      id: `${group}.store`,
      summary: `Make ${one}`,
      abilities: write,
      action: 'store',
      body: { types: ['json'], limit: DOCUMENT_LIMIT, schema },
      answers: { 201: answer(`The ${singular}.`, object) },
      problems: [409],
    },
    {
      ...common,
      method: 'GET',
      path: `${base}/:key`,
      id: `${group}.show`,
      summary: `Read ${one}`,
      abilities: read,
      action: 'show',
      answers: { 200: answer(`The ${singular}.`, object) },
    },
    {
      ...common,
      method: 'PATCH',
      path: `${base}/:key`,
      id: `${group}.update`,
      summary: `Change ${one}`,
      description: 'Keys that are sent replace theirs whole, null takes one away, the rest stays.',
      abilities: write,
      action: 'update',
      body: { types: ['json'], limit: DOCUMENT_LIMIT, schema: fields },
      answers: { 200: answer(`The ${singular} as it is now.`, object) },
      problems: [409],
    },
    {
      ...common,
      method: 'DELETE',
      path: `${base}/:key`,
      id: `${group}.destroy`,
      summary: `Delete ${one}`,
      description: '409 while something else needs it.',
      abilities: write,
      action: 'destroy',
      answers: { 204: { description: 'Deleted.' } },
      problems: [409],
    },
  ]
}

const documents = [MEDIA.json, MEDIA.yaml]

export const configurationRoutes: ApiRoute[] = [
  {
    method: 'GET',
    path: '/blueprint',
    id: 'blueprint.show',
    tag,
    summary: 'Read the whole configuration as one document',
    description: 'YAML if `Accept` prefers it. Secrets are masked as `${NAME}`.',
    abilities: read,
    ...handledBy(BlueprintController, 'show'),
    answers: {
      200: { description: 'The blueprint.', schema: ref('Blueprint'), contentTypes: documents },
    },
  },
  {
    method: 'PUT',
    path: '/blueprint',
    id: 'blueprint.update',
    tag,
    summary: 'Apply a blueprint',
    description:
      'All or nothing, in one transaction; a second time changes nothing. What is not in the document is left alone unless it says `prune: true`.',
    abilities: write,
    ...handledBy(BlueprintController, 'update'),
    query: blueprintQuery,
    body: { types: ['json', 'yaml'], limit: DOCUMENT_LIMIT, schema: ref('Blueprint') },
    answers: {
      200: answer(
        'The changes, made or (`dry_run`) only worked out.',
        record({
          data: listOf(ref('Change')),
          meta: record({ next_cursor: { type: 'null' }, dry_run: { type: 'boolean' } }),
        })
      ),
    },
    problems: [409],
  },
  ...crud('entities', 'entity', EntitiesController, entitySchema),
  ...crud('partners', 'partner', PartnersController, partnerSchema),
  ...crud('suppliers', 'supplier', SuppliersController, supplierSchema),
  ...crud('tags', 'tag', TagsController, tagSchema),
  ...crud('mail templates', 'mail template', MailTemplatesController, mailTemplateSchema),
  ...crud('profiles', 'profile', ProfilesController, profileSchema),
  {
    method: 'GET',
    path: '/profiles/:key/versions',
    id: 'versions.index',
    tag,
    summary: 'List the versions of a profile, newest first',
    abilities: read,
    ...handledBy(VersionsController, 'index'),
    answers: {
      200: answer('The versions, without documents.', record({ data: listOf(ref('Version')) })),
    },
  },
  {
    method: 'GET',
    path: '/profiles/:key/versions/:version',
    id: 'versions.show',
    tag,
    summary: 'Read a version of a profile with its document',
    abilities: read,
    ...handledBy(VersionsController, 'show'),
    answers: { 200: answer('The version.', 'Version') },
  },
  {
    method: 'POST',
    path: '/profiles/:key/publish',
    id: 'profiles.publish',
    tag,
    summary: 'Publish a profile',
    description:
      'Publishes the changes that are sent, else the draft; without either, the live version stays.',
    abilities: write,
    ...handledBy(VersionsController, 'publish'),
    body: { types: ['json'], limit: DOCUMENT_LIMIT, optional: true, schema: { type: 'object' } },
    answers: { 200: answer('The live version.', 'Version') },
    problems: [409],
  },
  {
    method: 'POST',
    path: '/profiles/:key/revert',
    id: 'profiles.revert',
    tag,
    summary: 'Go back to a published version',
    abilities: write,
    ...handledBy(VersionsController, 'revert'),
    body: { types: ['json'], limit: BODY_LIMIT, schema: revertSchema },
    answers: { 200: answer('The live version.', 'Version') },
    problems: [409],
  },
  {
    method: 'POST',
    path: '/profiles/:key/simulate',
    id: 'profiles.simulate',
    tag,
    summary: 'Work out what would happen to a lead',
    description:
      'Nothing is sent, stored or counted. `route` replaces the live route, `at` (a time) the present.',
    abilities: ['config:read', 'config:write'],
    ...handledBy(SimulationsController, 'store'),
    body: { types: ['json'], limit: DOCUMENT_LIMIT, schema: simulateSchema },
    answers: { 200: answer('A distribution as it would come out.', 'Simulation') },
  },
]
