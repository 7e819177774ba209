import { answer } from '#http/api/answers'
import { type ApiRoute, BODY_LIMIT, handledBy } from '#http/api/route'
import { listOf, record, ref } from '#http/openapi/components'
import { transformTestSchema } from '#distribution/validators/transform_test'

const PluginsController = () => import('#host/controllers/plugins_controller')
const TransformTestsController = () =>
  import('#distribution/controllers/transform_tests_controller')
const OpenApiController = () => import('#http/controllers/openapi_controller')

export const metaRoutes: ApiRoute[] = [
  {
    method: 'POST',
    path: '/transforms/test',
    id: 'transforms.test',
    tag: 'Configuration',
    summary: 'Run a transform on a lead, without sending anything',
    abilities: ['config:write'],
    ...handledBy(TransformTestsController, 'store'),
    body: { types: ['json'], limit: BODY_LIMIT, schema: transformTestSchema },
    answers: { 200: answer('What it returned, printed or threw.', 'TransformResult') },
  },
  {
    method: 'GET',
    path: '/plugins',
    id: 'plugins.index',
    tag: 'Configuration',
    summary: 'List the plugins of this install',
    abilities: ['config:read'],
    ...handledBy(PluginsController, 'index'),
    answers: { 200: answer('All plugins.', record({ data: listOf(ref('Plugin')) })) },
  },
  {
    method: 'GET',
    path: '/openapi.json',
    id: 'openapi.show',
    tag: 'About',
    summary: 'Read this document',
    abilities: null,
    ...handledBy(OpenApiController, 'show'),
    answers: { 200: answer('OpenAPI 3.1.', { type: 'object' }) },
  },
]
