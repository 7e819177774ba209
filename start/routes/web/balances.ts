import router from '@adonisjs/core/services/router'
import { MAY } from '#accounts/permissions'
import { middleware } from '#start/kernel'
import { teamPages } from '#start/routes/web/groups'

/* What partners paid in or may owe. */
const PartnerBalanceController = () =>
  import('#distribution/controllers/partner_balance_controller')

teamPages(() => {
  const path = '/partners/:key/balance'
  router.get(path, [PartnerBalanceController, 'show']).as('pages.partner.balance')
  router.get(`${path}/movements`, [PartnerBalanceController, 'movements']).as('balance.movements')
  router
    .group(() => {
      router.post(`${path}/top-ups`, [PartnerBalanceController, 'topUp']).as('balance.top_up')
      router
        .post(`${path}/corrections`, [PartnerBalanceController, 'correct'])
        .as('balance.correct')
    })
    .use(middleware.role(MAY.bill))
})
