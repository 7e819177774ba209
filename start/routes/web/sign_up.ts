/* Accounts people make for themselves, where the install is open to that (`SIGN_UP`); else none of this is there. */
import router from '@adonisjs/core/services/router'
import { middleware } from '#start/kernel'
import { guestPages, openPages, signedInPages } from '#start/routes/web/groups'

const SignUpController = () => import('#distribution/controllers/sign_up_controller')
const NewAccountController = () => import('#distribution/controllers/new_account_controller')

guestPages(() => {
  router.get('/sign-up', [SignUpController, 'create']).as('sign_up.create')
  router.post('/sign-up', [SignUpController, 'store']).as('sign_up.store')
}).use(middleware.signUp())

openPages(() => {
  router.get('/sign-up/:token', [SignUpController, 'confirm']).as('sign_up.confirm')
  router.post('/sign-up/:token', [SignUpController, 'complete']).as('sign_up.complete')
}).use(middleware.signUp())

signedInPages(() => {
  router.get('/accounts/new', [NewAccountController, 'create']).as('account.new')
  router.post('/accounts/new', [NewAccountController, 'store']).as('account.open')
}).use(middleware.signUp())
