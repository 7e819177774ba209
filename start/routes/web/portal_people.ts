/* Who may enter the partner portal: signing in there, and the operator's and the partner's lists of people. */
import router from '@adonisjs/core/services/router'
import { MAY } from '#accounts/permissions'
import { middleware } from '#start/kernel'
import { openPortalPages, portalPages, teamPages } from '#start/routes/web/groups'

const SessionController = () => import('#portal/controllers/session_controller')
const PasswordController = () => import('#portal/controllers/password_controller')
const InvitationController = () => import('#portal/controllers/invitation_controller')
const SecurityController = () => import('#portal/controllers/security_controller')
const SecondFactorController = () => import('#portal/controllers/second_factor_controller')
const PeopleController = () => import('#portal/controllers/people_controller')
const PartnerPeopleController = () => import('#portal/controllers/partner_people_controller')

openPortalPages(() => {
  router.get('/session', [SessionController, 'show']).as('portal.session')
  router.put('/session/language', [SessionController, 'language']).as('portal.language')
  router.get('/login', [SessionController, 'create']).as('portal.login')
  router.post('/login', [SessionController, 'store']).as('portal.login.store')
  router.get('/login/second-factor', [SessionController, 'askCode']).as('portal.code')
  router.post('/login/second-factor', [SessionController, 'takeCode']).as('portal.code.store')
  router.get('/forgot-password', [PasswordController, 'create']).as('portal.reset.create')
  router.post('/forgot-password', [PasswordController, 'store']).as('portal.reset.store')
  router.get('/reset-password/:token', [PasswordController, 'edit']).as('portal.reset.edit')
  router.post('/reset-password/:token', [PasswordController, 'update']).as('portal.reset.update')
  router.get('/invitation/:token', [InvitationController, 'show']).as('portal.invitation')
  router.post('/invitation/:token', [InvitationController, 'accept']).as('portal.invitation.accept')
})

portalPages(() => {
  router.post('/logout', [SessionController, 'destroy']).as('portal.logout')
  router.post('/seat', [SessionController, 'choose']).as('portal.seat')
  const security = '/settings/security'
  router.get(security, [SecurityController, 'show']).as('portal.security')
  router.post(`${security}/password`, [SecurityController, 'password']).as('portal.password')
  router
    .delete(`${security}/sessions`, [SecurityController, 'endOthers'])
    .as('portal.sessions.others')
  router.delete(`${security}/sessions/:id`, [SecurityController, 'end']).as('portal.sessions.end')
  const factor = `${security}/second-factor`
  router.post(factor, [SecondFactorController, 'begin']).as('portal.factor.begin')
  router.post(`${factor}/confirm`, [SecondFactorController, 'confirm']).as('portal.factor.confirm')
  router.post(`${factor}/codes`, [SecondFactorController, 'codes']).as('portal.factor.codes')
  router.post(`${factor}/off`, [SecondFactorController, 'off']).as('portal.factor.off')
  router.get('/people', [PeopleController, 'index']).as('portal.people')
})

portalPages(
  () => {
    router.post('/people', [PeopleController, 'store']).as('portal.people.store')
    router.post('/people/:id/again', [PeopleController, 'again']).as('portal.people.again')
    router.post('/people/:id/pause', [PeopleController, 'pause']).as('portal.people.pause')
    router.delete('/people/:id', [PeopleController, 'destroy']).as('portal.people.destroy')
  },
  { owner: true }
)

teamPages(() => {
  const people = '/partners/:key/people'
  router.get(people, [PartnerPeopleController, 'index']).as('partners.people')
  router
    .group(() => {
      router.post(people, [PartnerPeopleController, 'store']).as('partners.people.store')
      router
        .post(`${people}/:id/again`, [PartnerPeopleController, 'again'])
        .as('partners.people.again')
      router
        .post(`${people}/:id/pause`, [PartnerPeopleController, 'pause'])
        .as('partners.people.pause')
      router
        .delete(`${people}/:id`, [PartnerPeopleController, 'destroy'])
        .as('partners.people.destroy')
    })
    .use(middleware.role(MAY.configure))
})
