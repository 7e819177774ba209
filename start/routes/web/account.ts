import router from '@adonisjs/core/services/router'
import { MAY } from '#accounts/permissions'
import { middleware } from '#start/kernel'
import { teamPages } from '#start/routes/web/groups'

const AccountSettingsController = () => import('#accounts/controllers/account_settings_controller')

teamPages(() => {
  router.on('/settings').redirectToPath('/settings/profile')
  router.get('/settings/account', [AccountSettingsController, 'show']).as('account.show')
  router
    .put('/settings/account', [AccountSettingsController, 'update'])
    .as('account.update')
    .use(middleware.role(MAY.manage))
})
