import router from '@adonisjs/core/services/router'
import { MAY } from '#accounts/permissions'
import { middleware } from '#start/kernel'
import { teamPages } from '#start/routes/web/groups'

const ReturnPagesController = () => import('#distribution/controllers/return_pages_controller')
const CreditReturnsController = () => import('#billing/controllers/credit_returns_controller')

teamPages(() => {
  router.get('/returns', [ReturnPagesController, 'index']).as('pages.returns')
  router.get('/returns/search', [ReturnPagesController, 'search']).as('pages.returns.search')
  router
    .get('/returns/statistics', [ReturnPagesController, 'statistics'])
    .as('pages.returns.statistics')
  router
    .get('/returns/:id/evidence/:file', [ReturnPagesController, 'evidence'])
    .as('pages.returns.evidence')
  router
    .get('/deliveries/:id/return-policy', [ReturnPagesController, 'policy'])
    .as('pages.returns.policy')
  router
    .group(() => {
      router
        .post('/deliveries/:id/return', [ReturnPagesController, 'store'])
        .as('pages.returns.store')
      router.post('/returns/decide', [ReturnPagesController, 'decide']).as('pages.returns.decide')
      router
        .post('/returns/:id/withdraw', [ReturnPagesController, 'withdraw'])
        .as('pages.returns.withdraw')
    })
    .use(middleware.role(MAY.operate))
  router
    .post('/invoices/:id/credit-returns', [CreditReturnsController, 'page'])
    .as('pages.invoice.credit_returns')
    .use(middleware.role(MAY.bill))
})
