import router from '@adonisjs/core/services/router'
import { teamPages } from '#start/routes/web/groups'

const PluginsPageController = () => import('#insights/controllers/plugins_page_controller')

teamPages(() => {
  router.get('/plugins', [PluginsPageController, 'index']).as('plugins_page.index')
})
