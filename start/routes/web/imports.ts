/* Files of leads. */
import router from '@adonisjs/core/services/router'
import { MAY } from '#accounts/permissions'
import { middleware } from '#start/kernel'
import { teamPages } from '#start/routes/web/groups'

const ImportPagesController = () => import('#capture/controllers/import_pages_controller')
const ImportsController = () => import('#capture/controllers/imports_controller')

const operate = middleware.role(MAY.operate)

// What the pages ask for and do. Before the page of one import: its id stands where these have a word.
teamPages(() => {
  router.get('/imports/list', [ImportsController, 'index']).as('imports.list')
  router.post('/imports', [ImportsController, 'store']).as('imports.store').use(operate)
  router.get('/imports/:id/state', [ImportsController, 'show']).as('imports.state')
  router.get('/imports/:id/preview', [ImportsController, 'preview']).as('imports.preview')
  router
    .put('/imports/:id/settings', [ImportsController, 'settings'])
    .as('imports.settings')
    .use(operate)
  for (const order of ['check', 'run', 'pause', 'resume', 'cancel', 'undo'] as const)
    router
      .post(`/imports/:id/${order}`, [ImportsController, order])
      .as(`imports.${order}`)
      .use(operate)
  router
    .get('/imports/:id/errors.csv', [ImportsController, 'errors'])
    .as('imports.errors')
    .use(operate)
  router
    .post('/imports/:id/corrected', [ImportsController, 'corrected'])
    .as('imports.corrected')
    .use(operate)
  router.delete('/imports/:id', [ImportsController, 'destroy']).as('imports.destroy').use(operate)
})

teamPages(() => {
  router.get('/imports', [ImportPagesController, 'index']).as('pages.imports')
  router.get('/imports/:id', [ImportPagesController, 'show']).as('pages.import')
})
