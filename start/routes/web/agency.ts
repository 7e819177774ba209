/* An agency's clients, and working in their accounts. */
import router from '@adonisjs/core/services/router'
import { MAY } from '#accounts/permissions'
import { middleware } from '#start/kernel'
import { signedInPages, teamPages } from '#start/routes/web/groups'

const AgencyController = () => import('#insights/controllers/agency_controller')
const AgencyVisitsController = () => import('#insights/controllers/agency_visits_controller')
const AgencyAccessController = () => import('#accounts/controllers/agency_access_controller')
const RestingController = () => import('#accounts/controllers/resting_controller')

teamPages(() => {
  router.get('/', [AgencyController, 'index']).as('agency.index')
  router.get('/search', [AgencyController, 'search']).as('agency.search')
  router.post('/clients', [AgencyController, 'store']).as('agency.store')
  router.get('/clients/:key', [AgencyController, 'show']).as('agency.show')
  router.post('/clients/:key/enter', [AgencyVisitsController, 'enter']).as('agency.enter')
  router.post('/clients/:key/rest', [AgencyVisitsController, 'rest']).as('agency.rest')
  router.post('/clients/:key/owner', [AgencyVisitsController, 'invite']).as('agency.invite')
})
  .prefix('/agency')
  .use([middleware.role(MAY.manage), middleware.agency()])

signedInPages(() => {
  router.post('/agency/leave', [AgencyVisitsController, 'leave']).as('agency.leave')
  router.get('/resting', [RestingController, 'show']).as('session.resting')
})

teamPages(() => {
  router.put('/settings/team/agency', [AgencyAccessController, 'update']).as('agency.access')
}).use(middleware.role(['owner']))
