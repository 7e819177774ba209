import router from '@adonisjs/core/services/router'
import { MAY } from '#accounts/permissions'
import { middleware } from '#start/kernel'
import { teamPages } from '#start/routes/web/groups'

const TagPagesController = () => import('#distribution/controllers/tag_pages_controller')

teamPages(() => {
  router.get('/settings/tags', [TagPagesController, 'index']).as('pages.tags')
  router
    .group(() => {
      router.post('/', [TagPagesController, 'store']).as('pages.tag.store')
      router.patch('/:key', [TagPagesController, 'update']).as('pages.tag.update')
      router.post('/:key/merge', [TagPagesController, 'merge']).as('pages.tag.merge')
      router.delete('/:key', [TagPagesController, 'destroy']).as('pages.tag.destroy')
    })
    .prefix('/settings/tags')
    .use(middleware.role(MAY.configure))
})
