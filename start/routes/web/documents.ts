import router from '@adonisjs/core/services/router'
import { MAY } from '#accounts/permissions'
import { middleware } from '#start/kernel'
import { teamPages } from '#start/routes/web/groups'

const DocumentPagesController = () => import('#billing/controllers/document_pages_controller')
const DocumentLookController = () => import('#billing/controllers/document_look_controller')
const LinkedFileController = () => import('#billing/controllers/linked_file_controller')

teamPages(() => {
  router.get('/invoices/archive', [DocumentPagesController, 'archive']).as('pages.invoices.archive')
  router
    .get('/invoices/:id/document', [DocumentPagesController, 'show'])
    .as('pages.invoice.document')
  router.get('/invoices/:id/files', [DocumentPagesController, 'index']).as('pages.invoice.files')
  router
    .get('/invoices/:id/files/:format', [DocumentPagesController, 'file'])
    .as('pages.invoice.file')
  router
    .post('/invoices/:id/files/retry', [DocumentPagesController, 'retry'])
    .as('pages.invoice.retry')
    .use(middleware.role(MAY.bill))
  router.get('/settings/documents', [DocumentLookController, 'show']).as('look.show')
  router.get('/settings/documents/sheet', [DocumentLookController, 'sheet']).as('look.sheet')
  router.get('/settings/documents/logo/:logo', [DocumentLookController, 'logo']).as('look.logo')
  router.post('/settings/documents/preview', [DocumentLookController, 'preview']).as('look.preview')
  router.post('/settings/documents/preview/pdf', [DocumentLookController, 'pdf']).as('look.pdf')
  router
    .group(() => {
      router.put('/settings/documents', [DocumentLookController, 'update']).as('look.update')
      router
        .post('/settings/documents/logo', [DocumentLookController, 'addLogo'])
        .as('look.addLogo')
    })
    .use(middleware.role(MAY.bill))
})

router.get('/documents/:invoice/:format', [LinkedFileController, 'show']).as('documents.file')
