import router from '@adonisjs/core/services/router'

const HealthController = () => import('#http/controllers/health_controller')
const MetricsController = () => import('#http/controllers/metrics_controller')
const ProblemTypesController = () => import('#http/controllers/problem_types_controller')

// For probes that only know the API's address, the same answers stand under its prefix too.
for (const prefix of ['', '/api/v1']) {
  const name = prefix ? 'api.' : ''
  router.get(`${prefix}/health/live`, [HealthController, 'live']).as(`${name}health.live`)
  router.get(`${prefix}/health/ready`, [HealthController, 'ready']).as(`${name}health.ready`)
  router.get(`${prefix}/metrics`, [MetricsController, 'show']).as(`${name}metrics`)
}

router.get('/problems/:type', [ProblemTypesController, 'show']).as('problems.show')
