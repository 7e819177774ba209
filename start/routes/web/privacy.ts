/* Retention, erasure, and what is kept of one person: for those who manage an account. And what partners are asked. */
import router from '@adonisjs/core/services/router'
import { MAY } from '#accounts/permissions'
import { middleware } from '#start/kernel'
import { openPortalPages, teamPages } from '#start/routes/web/groups'

const RequestsController = () => import('#privacy/controllers/requests_controller')
const RetentionController = () => import('#privacy/controllers/retention_controller')
const AskedController = () => import('#privacy/controllers/asked_controller')

teamPages(() => {
  router
    .group(() => {
      router.get('/', [RequestsController, 'index']).as('privacy.index')
      router.post('/search', [RequestsController, 'search']).as('privacy.search')
      router.post('/requests', [RequestsController, 'store']).as('privacy.store')
      router.get('/requests/:id', [RequestsController, 'show']).as('privacy.show')
      router.get('/requests/:id/state', [RequestsController, 'state']).as('privacy.state')
      router.get('/requests/:id/file', [RequestsController, 'file']).as('privacy.file')
      router.post('/requests/:id/begin', [RequestsController, 'begin']).as('privacy.begin')
      router.post('/requests/:id/cancel', [RequestsController, 'cancel']).as('privacy.cancel')
      router
        .post('/requests/:id/partners/:ask', [RequestsController, 'confirm'])
        .as('privacy.confirm')
      router.get('/retention', [RetentionController, 'show']).as('privacy.retention')
      router.put('/retention', [RetentionController, 'update']).as('privacy.retention.update')
      router
        .post('/retention/preview', [RetentionController, 'preview'])
        .as('privacy.retention.preview')
      router.post('/holds', [RetentionController, 'hold']).as('privacy.hold')
      router.delete('/holds/:id', [RetentionController, 'release']).as('privacy.release')
    })
    .use(middleware.role(MAY.manage))
}).prefix('/privacy')

openPortalPages(() => {
  router.get('/erasures/:token', [AskedController, 'show']).as('portal.erasure')
  router.post('/erasures/:token', [AskedController, 'confirm']).as('portal.erasure.confirm')
})
