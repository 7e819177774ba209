/* What people of the team are told, and how they want to be: each sees their own, every role may. And webhooks. */
import router from '@adonisjs/core/services/router'
import { MAY } from '#accounts/permissions'
import { middleware } from '#start/kernel'
import { teamPages } from '#start/routes/web/groups'

const NotificationsController = () => import('#notifications/controllers/notifications_controller')
const ChoicesController = () => import('#notifications/controllers/choices_controller')
const WebhooksController = () => import('#notifications/controllers/webhooks_controller')

teamPages(() => {
  router.get('/notifications', [NotificationsController, 'index']).as('notifications.index')
  router
    .get('/notifications/search', [NotificationsController, 'search'])
    .as('notifications.search')
  router
    .get('/notifications/unread', [NotificationsController, 'unread'])
    .as('notifications.unread')
  router
    .post('/notifications/read', [NotificationsController, 'readAll'])
    .as('notifications.read_all')
  router.post('/notifications/:id/read', [NotificationsController, 'read']).as('notifications.read')

  router.get('/settings/notifications', [ChoicesController, 'show']).as('notifications.choices')
  router.put('/settings/notifications', [ChoicesController, 'update']).as('notifications.choose')
})

teamPages(() => {
  router
    .group(() => {
      router.get('/', [WebhooksController, 'index']).as('webhooks.index')
      router.post('/', [WebhooksController, 'store']).as('webhooks.store')
      router.put('/:id', [WebhooksController, 'update']).as('webhooks.update')
      router.delete('/:id', [WebhooksController, 'destroy']).as('webhooks.destroy')
      router.post('/:id/secret', [WebhooksController, 'rotate']).as('webhooks.rotate')
      router.post('/:id/enable', [WebhooksController, 'enable']).as('webhooks.enable')
      router.post('/:id/disable', [WebhooksController, 'disable']).as('webhooks.disable')
      router.get('/:id/messages', [WebhooksController, 'messages']).as('webhooks.messages')
      router.post('/:id/test', [WebhooksController, 'test']).as('webhooks.test')
      router.post('/:id/messages/:message', [WebhooksController, 'again']).as('webhooks.again')
    })
    .use(middleware.role(MAY.manage))
}).prefix('/settings/webhooks')
