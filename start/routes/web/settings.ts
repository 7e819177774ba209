/* Routes of a person's and an account's settings. */
import router from '@adonisjs/core/services/router'
import { teamPages } from '#start/routes/web/groups'

const ProfileController = () => import('#accounts/controllers/profile_controller')
const SecurityController = () => import('#accounts/controllers/security_controller')
const UserSessionsController = () => import('#accounts/controllers/user_sessions_controller')
const SecondFactorController = () => import('#accounts/controllers/second_factor_controller')

teamPages(() => {
  router.get('/settings/profile', [ProfileController, 'show']).as('profile.show')
  router.put('/settings/profile', [ProfileController, 'update']).as('profile.update')
})

teamPages(() => {
  router.get('/', [SecurityController, 'show']).as('security.show')
  router.post('/password', [SecurityController, 'password']).as('security.password')
  router
    .delete('/sessions', [UserSessionsController, 'destroyOthers'])
    .as('security.sessions.others')
  router
    .delete('/sessions/:id', [UserSessionsController, 'destroy'])
    .as('security.sessions.destroy')
  router.post('/second-factor', [SecondFactorController, 'begin']).as('second_factor.begin')
  router
    .post('/second-factor/confirm', [SecondFactorController, 'confirm'])
    .as('second_factor.confirm')
  router.post('/second-factor/codes', [SecondFactorController, 'codes']).as('second_factor.codes')
  router.post('/second-factor/off', [SecondFactorController, 'off']).as('second_factor.off')
}).prefix('/settings/security')
