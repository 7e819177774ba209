import router from '@adonisjs/core/services/router'
import { guestPages, openPages, signedInPages } from '#start/routes/web/groups'

const SessionController = () => import('#accounts/controllers/session_controller')
const SessionStateController = () => import('#accounts/controllers/session_state_controller')
const LoginCodeController = () => import('#accounts/controllers/login_code_controller')
const PasswordResetsController = () => import('#accounts/controllers/password_resets_controller')

openPages(() => {
  router.get('/session', [SessionStateController, 'show']).as('session.show')
  router.put('/session/language', [SessionStateController, 'language']).as('session.language')
  router.get('/forgot-password', [PasswordResetsController, 'create']).as('reset.create')
  router.post('/forgot-password', [PasswordResetsController, 'store']).as('reset.store')
  router.get('/reset-password/:token', [PasswordResetsController, 'edit']).as('reset.edit')
  router.post('/reset-password/:token', [PasswordResetsController, 'update']).as('reset.update')
})

guestPages(() => {
  router.get('/login', [SessionController, 'create']).as('session.create')
  router.post('/login', [SessionController, 'store']).as('session.store')
  router.get('/login/second-factor', [LoginCodeController, 'create']).as('code.create')
  router.post('/login/second-factor', [LoginCodeController, 'store']).as('code.store')
})

signedInPages(() => {
  router.post('/logout', [SessionController, 'destroy']).as('session.destroy')
})
