/* Endpoints shaped like those of other systems, and the pages they are set up on. */
import router from '@adonisjs/core/services/router'
import { gate } from '#http/api/gate'
import { handlerOf } from '#http/api/handler_of'
import { leadRoutes } from '#http/api/routes/leads'
import { MAY } from '#accounts/permissions'
import { plugins } from '#host/registry'
import { middleware } from '#start/kernel'
import { teamPages } from '#start/routes/web/groups'

const EndpointsController = () => import('#capture/controllers/endpoints_controller')
const IntakeController = () => import('#capture/controllers/intake_controller')

// As the API answers them, at the addresses senders of another system have: with a token, whose account it is.
for (const route of leadRoutes)
  if (route.path === '/intake' || route.path === '/leads/bulk')
    router
      .route(route.path, [route.method], handlerOf(route))
      .use(gate(route))
      .as(`intake_api.${route.id}`)

for (const id of plugins().ids('intake')) {
  const { submit, ping } = plugins().get('intake', id)!.paths
  for (const [does, path] of Object.entries({ submit, ping }))
    if (path)
      router
        .any(path, [IntakeController, 'answer'])
        .use(middleware.rawBody())
        .as(`endpoint.${id}.${does}`)
}

teamPages(() => {
  router.get('/endpoints', [EndpointsController, 'index']).as('pages.endpoints')
  router.get('/endpoints/:key', [EndpointsController, 'show']).as('pages.endpoint')
  router
    .get('/endpoints/:key/settings', [EndpointsController, 'settings'])
    .as('pages.endpoint.settings')
  router
    .group(() => {
      router.post('/endpoints', [EndpointsController, 'store']).as('pages.endpoint.store')
      router.patch('/endpoints/:key', [EndpointsController, 'update']).as('pages.endpoint.update')
      router
        .delete('/endpoints/:key', [EndpointsController, 'destroy'])
        .as('pages.endpoint.destroy')
      router.post('/endpoints/:key/try', [EndpointsController, 'try']).as('pages.endpoint.try')
    })
    .use(middleware.role(MAY.configure))
})
