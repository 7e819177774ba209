/* Names of the account's own, under which its pages answer. */
import router from '@adonisjs/core/services/router'
import { MAY } from '#accounts/permissions'
import { middleware } from '#start/kernel'
import { teamPages } from '#start/routes/web/groups'

const DomainsController = () => import('#accounts/controllers/domains_controller')

teamPages(() => {
  router.get('/', [DomainsController, 'index']).as('domains.index')
  router.post('/', [DomainsController, 'store']).as('domains.store')
  router.post('/:id/check', [DomainsController, 'check']).as('domains.check')
  router.delete('/:id', [DomainsController, 'destroy']).as('domains.destroy')
})
  .prefix('/settings/domains')
  .use(middleware.role(MAY.manage))
