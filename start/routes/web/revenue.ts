import router from '@adonisjs/core/services/router'
import { MAY } from '#accounts/permissions'
import { middleware } from '#start/kernel'
import { teamPages } from '#start/routes/web/groups'

const RevenueController = () => import('#insights/controllers/revenue_controller')

teamPages(() => {
  router.get('/revenue', [RevenueController, 'show']).as('pages.revenue')
  router.get('/revenue/postings', [RevenueController, 'postings']).as('pages.revenue.postings')
  router.get('/revenue/export', [RevenueController, 'export']).as('pages.revenue.export')
  router
    .post('/revenue/proof', [RevenueController, 'prove'])
    .as('pages.revenue.prove')
    .use(middleware.role(MAY.bill))
})
