/*
 * Pages for people. Each group carries the middleware a browser needs; the API has none of it.
 */
import router from '@adonisjs/core/services/router'
import { middleware } from '#start/kernel'

const SessionController = () => import('#accounts/controllers/session_controller')
const OverviewController = () => import('#insights/controllers/overview_controller')
const LeadStoryController = () => import('#distribution/controllers/lead_story_controller')
const OutboxController = () => import('#delivery/controllers/outbox_controller')

const web = [
  middleware.session(),
  middleware.shield(),
  middleware.initializeAuth(),
  middleware.inertia(),
]

router
  .group(() => {
    router.on('/').redirectToPath('/overview')
    router.on('/api/docs').renderInertia('api/reference', {}).as('api.reference')
  })
  .use([...web, middleware.team({ optional: true })])

router
  .group(() => {
    router.get('/login', [SessionController, 'create']).as('session.create')
    router.post('/login', [SessionController, 'store']).as('session.store')
  })
  .use([...web, middleware.guest()])

router
  .group(() => {
    router.post('/logout', [SessionController, 'destroy']).as('session.destroy')
    router.get('/overview', [OverviewController, 'show']).as('overview.show')
    router.get('/leads/:id', [LeadStoryController, 'show']).as('leads.story')
    router.get('/outbox', [OutboxController, 'index']).as('outbox.index')
    router.get('/outbox/:id', [OutboxController, 'show']).as('outbox.show')
  })
  .use([...web, middleware.team()])
