import router from '@adonisjs/core/services/router'
import { middleware } from '#start/kernel'
import { MAY } from '#accounts/permissions'
import { openPages, teamPages } from '#start/routes/web/groups'

const OverviewController = () => import('#insights/controllers/overview_controller')
const StartController = () => import('#insights/controllers/start_controller')
const EndpointsController = () => import('#insights/controllers/endpoints_controller')

openPages(() => {
  router.on('/').redirectToPath('/overview')
})

teamPages(() => {
  router.get('/overview', [OverviewController, 'show']).as('overview.show')
  router
    .post('/overview/endpoints/:id/enable', [EndpointsController, 'enable'])
    .as('overview.enable_endpoint')
    .use(middleware.role(MAY.operate))
  router
    .post('/overview/start', [StartController, 'store'])
    .as('overview.start')
    .use(middleware.role(MAY.configure))
})
