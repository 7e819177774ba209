import router from '@adonisjs/core/services/router'

const HealthController = () => import('#http/controllers/health_controller')
const DomainAskController = () => import('#http/controllers/domain_ask_controller')
const MetricsController = () => import('#http/controllers/metrics_controller')
const ProblemTypesController = () => import('#http/controllers/problem_types_controller')

// Under /api/v1 the same answers belong to the API; here they cost nothing of its rate limit.
router.get('/health/live', [HealthController, 'live']).as('health.live')
router.get('/health/ready', [HealthController, 'ready']).as('health.ready')
router.get('/internal/domains/allowed', [DomainAskController, 'show']).as('domains.allowed')
router.get('/metrics', [MetricsController, 'show']).as('metrics')

router.get('/problems/:type', [ProblemTypesController, 'show']).as('problems.show')
