import { answer } from '#http/api/answers'
import { type ApiRoute, BODY_LIMIT, handledBy } from '#http/api/route'
import { listOf, record, ref } from '#http/openapi/components'
import { transformTestSchema } from '#distribution/validators/transform_test'

const PluginsController = () => import('#host/controllers/plugins_controller')
const TransformTestsController = () =>
  import('#distribution/controllers/transform_tests_controller')
const HealthController = () => import('#http/controllers/health_controller')
const MetricsController = () => import('#http/controllers/metrics_controller')
const OpenApiController = () => import('#http/controllers/openapi_controller')

const readiness = record({
  status: { enum: ['ok', 'failing'] },
  checks: {
    type: 'object',
    description: 'Each part: `ok`, or what is wrong with it.',
    additionalProperties: { type: 'string' },
  },
})

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
  {
    method: 'GET',
    path: '/health/live',
    id: 'health.live',
    tag: 'About',
    summary: 'Does the process run?',
    description: 'Answers at the root of the server too, like the two that follow.',
    abilities: null,
    ...handledBy(HealthController, 'live'),
    answers: { 200: answer('It runs.', record({ status: { const: 'ok' } })) },
  },
  {
    method: 'GET',
    path: '/health/ready',
    id: 'health.ready',
    tag: 'About',
    summary: 'Can the install do its work?',
    abilities: null,
    ...handledBy(HealthController, 'ready'),
    answers: {
      200: answer('Database, queue and storage answer.', readiness),
      503: answer('A part fails; `checks` names it.', readiness),
    },
  },
  {
    method: 'GET',
    path: '/metrics',
    id: 'metrics.show',
    tag: 'About',
    summary: 'Read measurements as Prometheus text',
    description: 'Where METRICS_TOKEN is set it is asked for as a bearer token.',
    abilities: null,
    ...handledBy(MetricsController, 'show'),
    answers: {
      200: {
        description: 'The measurements.',
        schema: { type: 'string' },
        contentTypes: ['text/plain'],
      },
    },
    problems: [401],
  },
]
