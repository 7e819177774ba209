import router from '@adonisjs/core/services/router'
import { MAY } from '#accounts/permissions'
import { middleware } from '#start/kernel'
import { teamPages } from '#start/routes/web/groups'

const InvoicePagesController = () => import('#billing/controllers/invoice_pages_controller')
const CollectionPagesController = () => import('#billing/controllers/collection_pages_controller')
const InvoiceActionsController = () => import('#billing/controllers/invoice_actions_controller')
const SendPagesController = () => import('#billing/controllers/send_pages_controller')
const InvoiceDocumentsController = () => import('#billing/controllers/invoice_documents_controller')

teamPages(() => {
  router.get('/invoices', [InvoicePagesController, 'index']).as('pages.invoices')
  router.get('/invoices/search', [InvoicePagesController, 'search']).as('pages.invoices.search')
  router.get('/invoices/generate', [InvoicePagesController, 'run']).as('pages.invoices.run')
  router.post('/invoices/preview', [InvoicePagesController, 'preview']).as('pages.invoices.preview')
  router.get('/invoices/export', [CollectionPagesController, 'export']).as('pages.invoices.export')
  const statement = '/partners/:key/statement'
  router.get(statement, [CollectionPagesController, 'statement']).as('pages.partner.statement')
  router
    .get(`${statement}/export`, [CollectionPagesController, 'statementCsv'])
    .as('pages.partner.statement.export')
  router.get('/invoices/:id', [InvoicePagesController, 'show']).as('pages.invoice')
  router.get('/invoices/:id/sales', [InvoicePagesController, 'sales']).as('pages.invoice.sales')
  router
    .get('/invoices/:id/checks', [InvoiceDocumentsController, 'checks'])
    .as('pages.invoice.checks')
  router.get('/invoices/:id/sends', [SendPagesController, 'index']).as('pages.invoice.sends')
  router
    .group(() => {
      router
        .post('/invoices/send/plan', [SendPagesController, 'planMany'])
        .as('pages.invoices.send.plan')
      router.post('/invoices/send', [SendPagesController, 'sendMany']).as('pages.invoices.send')
      router.post('/invoices/:id/send', [SendPagesController, 'store']).as('pages.invoice.send')
      router
        .post('/invoices/generate', [InvoicePagesController, 'generate'])
        .as('pages.invoices.generate')
      const adjustments = '/partners/:key/adjustments'
      router.post(adjustments, [CollectionPagesController, 'adjust']).as('pages.adjustments.add')
      router
        .delete(`${adjustments}/:id`, [CollectionPagesController, 'dropAdjustment'])
        .as('pages.adjustments.drop')
      router
        .post('/invoices/finalize', [CollectionPagesController, 'finalizeReady'])
        .as('pages.invoices.finalize')
      router
        .patch('/invoices/:id', [CollectionPagesController, 'update'])
        .as('pages.invoice.update')
      router
        .post('/invoices/:id/try', [CollectionPagesController, 'tryOut'])
        .as('pages.invoice.try')
      router
        .post('/invoices/:id/payments/:payment/reversal', [CollectionPagesController, 'reverse'])
        .as('pages.invoice.payment.reverse')
      router
        .post('/invoices/:id/reminders', [CollectionPagesController, 'remind'])
        .as('pages.invoice.remind')
      router
        .post('/invoices/:id/reminders/pause', [CollectionPagesController, 'pause'])
        .as('pages.invoice.reminders.pause')
      const action = (verb: 'finalize' | 'discard' | 'pay' | 'credit') =>
        router
          .post(`/invoices/:id/${verb}`, [InvoiceActionsController, verb])
          .as(`pages.invoice.${verb}`)
      for (const verb of ['finalize', 'discard', 'pay', 'credit'] as const) action(verb)
    })
    .use(middleware.role(MAY.bill))
})
