import router from '@adonisjs/core/services/router'
import { MAY } from '#accounts/permissions'
import { middleware } from '#start/kernel'
import { teamPages } from '#start/routes/web/groups'

const BlueprintPageController = () => import('#distribution/controllers/blueprint_page_controller')

teamPages(() => {
  router.get('/blueprint', [BlueprintPageController, 'show']).as('pages.blueprint')
  router
    .get('/blueprint/download/:format', [BlueprintPageController, 'download'])
    .as('pages.blueprint.download')
  router
    .group(() => {
      router
        .post('/blueprint/check', [BlueprintPageController, 'check'])
        .as('pages.blueprint.check')
      router
        .post('/blueprint/apply', [BlueprintPageController, 'apply'])
        .as('pages.blueprint.apply')
    })
    .use(middleware.role(MAY.configure))
})
