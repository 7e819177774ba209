/* Leads of the same person, made one; and mails to a lead. */
import router from '@adonisjs/core/services/router'
import { MAY } from '#accounts/permissions'
import { middleware } from '#start/kernel'
import { teamPages } from '#start/routes/web/groups'

const MergesController = () => import('#distribution/controllers/merges_controller')
const LeadMailsController = () => import('#distribution/controllers/lead_mails_controller')

teamPages(() => {
  router
    .group(() => {
      router.get('/leads/:id/merge', [MergesController, 'show']).as('leads.merge')
      router.post('/leads/:id/merge', [MergesController, 'store']).as('leads.merge.store')
      router
        .post('/leads/:id/merges/:merge/undo', [MergesController, 'undo'])
        .as('leads.merge.undo')
      router.get('/leads/:id/mails', [LeadMailsController, 'index']).as('leads.mails')
      router.post('/leads/:id/mails', [LeadMailsController, 'store']).as('leads.mails.store')
      router.post('/leads/:id/mails/draft', [LeadMailsController, 'draft']).as('leads.mails.draft')
    })
    .use(middleware.role(MAY.operate))
})
