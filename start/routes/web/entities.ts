import router from '@adonisjs/core/services/router'
import { MAY } from '#accounts/permissions'
import { middleware } from '#start/kernel'
import { teamPages } from '#start/routes/web/groups'

const EntityPagesController = () => import('#distribution/controllers/entity_pages_controller')

teamPages(() => {
  router.get('/entities', [EntityPagesController, 'index']).as('pages.entities')
  router.get('/entities/:key', [EntityPagesController, 'show']).as('pages.entity')
  router
    .group(() => {
      router.post('/entities', [EntityPagesController, 'store']).as('pages.entity.store')
      router.post('/entities/:key/check', [EntityPagesController, 'check']).as('pages.entity.check')
      router.patch('/entities/:key', [EntityPagesController, 'update']).as('pages.entity.update')
      router.delete('/entities/:key', [EntityPagesController, 'destroy']).as('pages.entity.destroy')
    })
    .use(middleware.role(MAY.configure))
})
