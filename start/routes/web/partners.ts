import router from '@adonisjs/core/services/router'
import { MAY } from '#accounts/permissions'
import { middleware } from '#start/kernel'
import { teamPages } from '#start/routes/web/groups'

const PartnerPagesController = () => import('#distribution/controllers/partner_pages_controller')
const SigningSecretsController = () =>
  import('#distribution/controllers/signing_secrets_controller')

teamPages(() => {
  const page = (path: string, action: 'show' | Tab) =>
    router.get(path, [PartnerPagesController, action]).as(`pages.partner.${action}`)
  type Tab = 'details' | 'caps' | 'deliveries' | 'statistics' | 'access'

  router.get('/partners', [PartnerPagesController, 'index']).as('pages.partners')
  page('/partners/:key', 'show')
  for (const tab of ['details', 'caps', 'deliveries', 'statistics', 'access'] as const)
    page(`/partners/:key/${tab}`, tab)
  router
    .get('/partners/:key/pause', [PartnerPagesController, 'pauseEffect'])
    .as('pages.partner.pause_effect')
  router
    .group(() => {
      router.post('/partners', [PartnerPagesController, 'store']).as('pages.partner.store')
      router.patch('/partners/:key', [PartnerPagesController, 'update']).as('pages.partner.update')
      router
        .delete('/partners/:key', [PartnerPagesController, 'destroy'])
        .as('pages.partner.destroy')
      router
        .post('/partners/:key/pause', [PartnerPagesController, 'pause'])
        .as('pages.partner.pause')
      router
        .post('/partners/:key/own', [PartnerPagesController, 'liftOwn'])
        .as('pages.partner.lift_own')
      const secret = '/partners/:key/signing-secret'
      router.post(secret, [SigningSecretsController, 'show']).as('pages.signing.show')
      router
        .post(`${secret}/rotate`, [SigningSecretsController, 'rotate'])
        .as('pages.signing.rotate')
      router
        .post(`${secret}/retire`, [SigningSecretsController, 'retire'])
        .as('pages.signing.retire')
    })
    .use(middleware.role(MAY.configure))
})
