/* Tax: the account as a seller, its rates, explanations; VAT ids of partners. */
import router from '@adonisjs/core/services/router'
import { MAY } from '#accounts/permissions'
import { middleware } from '#start/kernel'
import { teamPages } from '#start/routes/web/groups'

const TaxSettingsController = () => import('#billing/controllers/tax_settings_controller')
const InvoicingSettingsController = () =>
  import('#billing/controllers/invoicing_settings_controller')
const ExemptionFilesController = () =>
  import('#distribution/controllers/exemption_files_controller')
const PartnerTaxController = () => import('#distribution/controllers/partner_tax_controller')

teamPages(() => {
  router.get('/settings/tax', [TaxSettingsController, 'show']).as('tax.show')
  router.post('/settings/tax/explain', [TaxSettingsController, 'explain']).as('tax.explain')
  router.get('/settings/invoicing', [InvoicingSettingsController, 'show']).as('invoicing.show')
  router.get('/partners/:key/tax', [PartnerTaxController, 'show']).as('pages.partner.tax')
  router
    .get('/partners/:key/exemption/:id', [ExemptionFilesController, 'show'])
    .as('tax.exemption.file')
  router
    .group(() => {
      router.post('/settings/tax/check', [TaxSettingsController, 'check']).as('tax.own.check')
      router.put('/settings/tax', [TaxSettingsController, 'update']).as('tax.update')
      router
        .put('/settings/invoicing', [InvoicingSettingsController, 'update'])
        .as('invoicing.update')
      router.post('/settings/tax/rates', [TaxSettingsController, 'addRate']).as('tax.rates.add')
      router
        .delete('/settings/tax/rates/:id', [TaxSettingsController, 'removeRate'])
        .as('tax.rates.remove')
      router
        .post('/partners/:key/exemption', [ExemptionFilesController, 'store'])
        .as('tax.exemption.add')
      router
        .delete('/partners/:key/exemption/:id', [ExemptionFilesController, 'destroy'])
        .as('tax.exemption.remove')
      router.post('/partners/:key/tax/check', [PartnerTaxController, 'check']).as('tax.check')
      router
        .post('/partners/:key/tax/override', [PartnerTaxController, 'override'])
        .as('tax.override')
    })
    .use(middleware.role(MAY.bill))
})
