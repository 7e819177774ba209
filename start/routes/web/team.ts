/* Who belongs to an account: its team and their roles, invitations, the account somebody works in, and what was changed. */
import router from '@adonisjs/core/services/router'
import { MAY } from '#accounts/permissions'
import { middleware } from '#start/kernel'
import { openPages, signedInPages, teamPages } from '#start/routes/web/groups'

const TeamController = () => import('#accounts/controllers/team_controller')
const TeamInvitationsController = () => import('#accounts/controllers/team_invitations_controller')
const InvitationController = () => import('#accounts/controllers/invitation_controller')
const ChangesController = () => import('#accounts/controllers/changes_controller')
const AccountInUseController = () => import('#accounts/controllers/account_in_use_controller')

openPages(() => {
  router.get('/invitation/:token', [InvitationController, 'show']).as('invitation.show')
  router.post('/invitation/:token', [InvitationController, 'accept']).as('invitation.accept')
})

signedInPages(() => {
  router.get('/no-account', [AccountInUseController, 'none']).as('session.no_account')
  router.post('/session/account', [AccountInUseController, 'choose']).as('session.account')
})

teamPages(() => {
  router.post('/settings/team/leave', [AccountInUseController, 'leave']).as('team.leave')
})

teamPages(() => {
  router.get('/', [TeamController, 'index']).as('team.index')
  router.put('/:id', [TeamController, 'update']).as('team.update')
  router.delete('/:id', [TeamController, 'destroy']).as('team.destroy')
  router.post('/invitations', [TeamInvitationsController, 'store']).as('team.invite')
  router
    .post('/invitations/:id/again', [TeamInvitationsController, 'again'])
    .as('team.invite_again')
  router
    .delete('/invitations/:id', [TeamInvitationsController, 'destroy'])
    .as('team.revoke_invitation')
})
  .prefix('/settings/team')
  .use(middleware.role(MAY.manage))

teamPages(() => {
  router.get('/settings/changes', [ChangesController, 'index']).as('changes.index')
  router.get('/settings/changes/search', [ChangesController, 'search']).as('changes.search')
}).use(middleware.role(MAY.manage))
