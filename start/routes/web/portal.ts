/* What partners see: their leads, their invoices, their numbers, and what they decide for themselves. */
import router from '@adonisjs/core/services/router'
import { MAY } from '#accounts/permissions'
import { middleware } from '#start/kernel'
import { portalPages, teamPages } from '#start/routes/web/groups'

const LeadsController = () => import('#portal/controllers/leads_controller')
const ReturnsController = () => import('#portal/controllers/returns_controller')
const MoneyController = () => import('#portal/controllers/money_controller')
const AnalyticsController = () => import('#portal/controllers/analytics_controller')
const SettingsController = () => import('#portal/controllers/settings_controller')
const NoticesController = () => import('#portal/controllers/notices_controller')
const PartnerWishesController = () => import('#portal/controllers/partner_wishes_controller')

portalPages(() => {
  router.get('/', ({ response }) => response.redirect().toPath('/portal/leads')).as('portal.home')
  router.get('/leads', [LeadsController, 'index']).as('portal.leads')
  router.get('/leads/search', [LeadsController, 'search']).as('portal.leads.search')
  router.get('/leads/export', [LeadsController, 'export']).as('portal.leads.export')
  router.get('/leads/:id', [LeadsController, 'show']).as('portal.lead')
  router.post('/leads/:id/reveal', [LeadsController, 'reveal']).as('portal.lead.reveal')
  router.post('/leads/:id/decision', [LeadsController, 'decide']).as('portal.lead.decide')
  router.post('/leads/:id/return', [ReturnsController, 'store']).as('portal.lead.return')
  router.post('/returns/:id/withdraw', [ReturnsController, 'withdraw']).as('portal.return.withdraw')
  router
    .get('/returns/:id/evidence/:file', [ReturnsController, 'evidence'])
    .as('portal.return.evidence')
  router.get('/invoices', [MoneyController, 'invoices']).as('portal.invoices')
  router.get('/invoices/search', [MoneyController, 'search']).as('portal.invoices.search')
  router.get('/invoices/:id', [MoneyController, 'invoice']).as('portal.invoice')
  router.get('/invoices/:id/files/:format', [MoneyController, 'file']).as('portal.invoice.file')
  router.get('/balance', [MoneyController, 'balance']).as('portal.balance')
  router.get('/balance/movements', [MoneyController, 'movements']).as('portal.balance.movements')
  router.get('/analytics', [AnalyticsController, 'show']).as('portal.analytics')
  router.get('/settings', [SettingsController, 'show']).as('portal.settings')
  router.get('/settings/notifications', [NoticesController, 'show']).as('portal.notifications')
  router
    .put('/settings/notifications', [NoticesController, 'update'])
    .as('portal.notifications.update')
})

portalPages(
  () => {
    router.put('/settings/contacts', [SettingsController, 'contacts']).as('portal.contacts')
    router.post('/settings/pause', [SettingsController, 'pause']).as('portal.pause')
    router.put('/settings/caps', [SettingsController, 'caps']).as('portal.caps')
    router.post('/settings/test', [SettingsController, 'test']).as('portal.test')
    router.post('/settings/wishes', [SettingsController, 'wish']).as('portal.wish')
    router
      .delete('/settings/wishes/:id', [SettingsController, 'withdraw'])
      .as('portal.wish.withdraw')
  },
  { owner: true }
)

teamPages(() => {
  const wishes = '/partners/:key/wishes'
  router.get(wishes, [PartnerWishesController, 'index']).as('partners.wishes')
  router
    .post(`${wishes}/:id`, [PartnerWishesController, 'decide'])
    .as('partners.wishes.decide')
    .use(middleware.role(MAY.configure))
})
