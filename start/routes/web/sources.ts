/* Where leads come from, their tokens, and what their posting documents say. */
import router from '@adonisjs/core/services/router'
import { MAY } from '#accounts/permissions'
import { middleware } from '#start/kernel'
import { teamPages } from '#start/routes/web/groups'

const SourcePagesController = () => import('#insights/controllers/source_pages_controller')
const SourceTokensController = () => import('#capture/controllers/source_tokens_controller')

teamPages(() => {
  router.get('/sources', [SourcePagesController, 'index']).as('pages.sources')
  router.get('/sources/:key', [SourcePagesController, 'show']).as('pages.source')
  router
    .get('/sources/:key/document', [SourcePagesController, 'document'])
    .as('pages.source.document')
  router
    .group(() => {
      router.post('/sources', [SourcePagesController, 'store']).as('pages.source.store')
      router.patch('/sources/:key', [SourcePagesController, 'update']).as('pages.source.update')
      router.delete('/sources/:key', [SourcePagesController, 'destroy']).as('pages.source.destroy')
      router
        .post('/sources/:key/address', [SourcePagesController, 'move'])
        .as('pages.source.address')
    })
    .use(middleware.role(MAY.configure))
  // Tokens are made where API tokens are made, by the same people.
  router
    .group(() => {
      router
        .post('/sources/:key/tokens', [SourceTokensController, 'store'])
        .as('pages.source.tokens_store')
      router
        .delete('/sources/:key/tokens/:id', [SourceTokensController, 'destroy'])
        .as('pages.source.tokens_destroy')
    })
    .use(middleware.role(MAY.manage))
})
