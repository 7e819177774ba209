import router from '@adonisjs/core/services/router'
import { teamPages } from '#start/routes/web/groups'

const SearchController = () => import('#insights/controllers/search_controller')

teamPages(() => {
  router.get('/search', [SearchController, 'index']).as('search.index')
})
