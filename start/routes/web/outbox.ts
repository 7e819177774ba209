import router from '@adonisjs/core/services/router'
import { teamPages } from '#start/routes/web/groups'

const OutboxController = () => import('#delivery/controllers/outbox_controller')

teamPages(() => {
  router.get('/outbox', [OutboxController, 'index']).as('outbox.index')
  router.get('/outbox/search', [OutboxController, 'search']).as('outbox.search')
  router.get('/outbox/:id', [OutboxController, 'show']).as('outbox.show')
  router
    .get('/outbox/:id/attachments/:place', [OutboxController, 'attachment'])
    .as('outbox.attachment')
})
