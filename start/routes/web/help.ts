/* The help centre, for everybody: in the app's frame for the team, as a page of its own for the others. */
import router from '@adonisjs/core/services/router'
import { openPages, openPortalPages } from '#start/routes/web/groups'

const HelpController = () => import('#http/controllers/help_controller')
const HelpFilesController = () => import('#http/controllers/help_files_controller')

// Pictures are the same for everybody: no session is asked for.
router.get('/help/pictures/:lang/:picture', [HelpFilesController, 'picture']).as('help.picture')
router
  .get('/portal/help/pictures/:lang/:picture', [HelpFilesController, 'picture'])
  .as('portal.help.picture')

openPages(() => {
  router.get('/help', [HelpController, 'index']).as('help')
  router.get('/help/search', [HelpController, 'search']).as('help.search')
  router.get('/help/:guide', [HelpController, 'show']).as('help.guide')
})

// Under the name of whose portal it is, also where that has no host of its own.
openPortalPages(() => {
  router.get('/help', [HelpController, 'index']).as('portal.help')
  router.get('/help/search', [HelpController, 'search']).as('portal.help.search')
  router.get('/help/:guide', [HelpController, 'show']).as('portal.help.guide')
})
