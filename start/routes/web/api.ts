import router from '@adonisjs/core/services/router'
import { MAY } from '#accounts/permissions'
import { middleware } from '#start/kernel'
import { openPages, teamPages } from '#start/routes/web/groups'

const ApiReferenceController = () => import('#insights/controllers/api_reference_controller')
const TokensController = () => import('#accounts/controllers/tokens_controller')

openPages(() => {
  router.get('/api/docs', [ApiReferenceController, 'show']).as('api.reference')
})

teamPages(() => {
  router
    .group(() => {
      router.get('/api/tokens', [TokensController, 'index']).as('api.tokens')
      router.post('/api/tokens', [TokensController, 'store']).as('api.tokens_store')
      router.delete('/api/tokens/:id', [TokensController, 'destroy']).as('api.tokens_destroy')
    })
    .use(middleware.role(MAY.manage))
})
