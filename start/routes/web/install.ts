/* The install as a whole: for whoever owns it, whatever their role in an account. */
import router from '@adonisjs/core/services/router'
import { middleware } from '#start/kernel'
import { signedInPages } from '#start/routes/web/groups'

const InstallController = () => import('#http/controllers/install_controller')

signedInPages(() => {
  router.get('/', [InstallController, 'show']).as('install.show')
  router.get('/checks', [InstallController, 'checks']).as('install.checks')
  router.put('/sign-up', [InstallController, 'signUp']).as('install.sign_up')
  router.put('/owners', [InstallController, 'owner']).as('install.owner')
  router.get('/accounts', [InstallController, 'accounts']).as('install.accounts')
  router.put('/accounts/:id/agency', [InstallController, 'agency']).as('install.agency')
})
  .prefix('/install')
  .use(middleware.install())
