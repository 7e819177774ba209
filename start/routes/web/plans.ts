/* Plans: the one an account is on, what the install and agencies sell, and what payment providers tell. */
import router from '@adonisjs/core/services/router'
import { MAY } from '#accounts/permissions'
import { middleware } from '#start/kernel'
import { teamPages } from '#start/routes/web/groups'

const PlanController = () => import('#billing/controllers/plan_controller')
const SellingController = () => import('#billing/controllers/selling_controller')
const PaymentMessagesController = () => import('#billing/controllers/payment_messages_controller')

teamPages(() => {
  router.get('/', [PlanController, 'show']).as('plan.show')
  router.post('/', [PlanController, 'update']).as('plan.update')
  router.post('/end', [PlanController, 'end']).as('plan.end')
  router.get('/invoices/:id/pdf', [PlanController, 'file']).as('plan.invoice.file')
  router.post('/invoices/:id/pay', [PlanController, 'pay']).as('plan.invoice.pay')
})
  .prefix('/settings/plan')
  .use(middleware.role(MAY.bill))

const selling = (name: string) => () => {
  router.get('/', [SellingController, 'show']).as(`${name}.plans`)
  router.post('/', [SellingController, 'open']).as(`${name}.plans.open`)
  router.put('/', [SellingController, 'update']).as(`${name}.plans.update`)
  router.put('/payment', [SellingController, 'payment']).as(`${name}.plans.payment`)
  router.post('/items', [SellingController, 'store']).as(`${name}.plans.store`)
  router.put('/items/:key', [SellingController, 'change']).as(`${name}.plans.change`)
  router.post('/items/:key/archive', [SellingController, 'archive']).as(`${name}.plans.archive`)
  router.post('/accounts/:id', [SellingController, 'subscribe']).as(`${name}.plans.subscribe`)
}

teamPages(selling('install')).prefix('/install/plans').use(middleware.install())
teamPages(selling('agency')).prefix('/agency/plans').use(middleware.role(MAY.manage))

// From outside, with no session: the provider's signature is what proves it.
router
  .post('/payments/:provider/:token', [PaymentMessagesController, 'store'])
  .as('payments.message')
