/* Suppliers, self-billing, and exports for bookkeeping. */
import router from '@adonisjs/core/services/router'
import { MAY } from '#accounts/permissions'
import { middleware } from '#start/kernel'
import { teamPages } from '#start/routes/web/groups'

const SupplierPagesController = () => import('#insights/controllers/supplier_pages_controller')
const SelfBillingPagesController = () =>
  import('#billing/controllers/self_billing_pages_controller')
const ExportPagesController = () => import('#billing/controllers/export_pages_controller')

teamPages(() => {
  router.get('/suppliers', [SupplierPagesController, 'index']).as('pages.suppliers')
  router.get('/suppliers/:key', [SupplierPagesController, 'show']).as('pages.supplier')
  router
    .get('/suppliers/:key/details', [SupplierPagesController, 'details'])
    .as('pages.supplier.details')
  router
    .get('/suppliers/:key/statement', [SelfBillingPagesController, 'statement'])
    .as('pages.supplier.statement')
  const selfBilling = '/invoices/self-billing'
  router.get(selfBilling, [SelfBillingPagesController, 'index']).as('pages.self_billing')
  router
    .get(`${selfBilling}/search`, [SelfBillingPagesController, 'search'])
    .as('pages.self_billing.search')
  router.get('/invoices/exports', [ExportPagesController, 'show']).as('pages.exports')
  router.get('/invoices/exports/datev', [ExportPagesController, 'datev']).as('pages.exports.datev')
  router
    .get('/invoices/exports/ec-sales', [ExportPagesController, 'ecSales'])
    .as('pages.exports.ec_sales')
  router
    .group(() => {
      router
        .post(`${selfBilling}/generate`, [SelfBillingPagesController, 'generate'])
        .as('pages.self_billing.generate')
      router
        .put('/invoices/exports/bookkeeping', [ExportPagesController, 'update'])
        .as('pages.exports.bookkeeping')
    })
    .use(middleware.role(MAY.bill))
  router
    .group(() => {
      router.post('/suppliers', [SupplierPagesController, 'store']).as('pages.supplier.store')
      router
        .patch('/suppliers/:key', [SupplierPagesController, 'update'])
        .as('pages.supplier.update')
      router
        .delete('/suppliers/:key', [SupplierPagesController, 'destroy'])
        .as('pages.supplier.destroy')
    })
    .use(middleware.role(MAY.configure))
})
