/* Suppression lists and proof of consent. */
import router from '@adonisjs/core/services/router'
import { MAY } from '#accounts/permissions'
import { middleware } from '#start/kernel'
import { teamPages } from '#start/routes/web/groups'

const PagesController = () => import('#privacy/controllers/suppression_pages_controller')
const FilesController = () => import('#privacy/controllers/suppression_files_controller')
const ConsentController = () => import('#privacy/controllers/consent_pages_controller')

const lists = '/privacy/suppression'
const list = `${lists}/:key`
const consent = '/leads/:id/consent'

teamPages(() => {
  router.get(lists, [PagesController, 'index']).as('pages.suppression')
  router.post(`${lists}/search`, [PagesController, 'search']).as('pages.suppression.search')
  router.get(list, [PagesController, 'show']).as('pages.suppression.list')
  router.get(`${list}/imports`, [FilesController, 'index']).as('pages.suppression.imports')
  router.get(consent, [ConsentController, 'show']).as('pages.consent')
  router.get(`${consent}/json`, [ConsentController, 'json']).as('pages.consent.json')
  router
    .group(() => {
      router.post(`${list}/entries`, [PagesController, 'add']).as('pages.suppression.add')
      router.post(`${list}/remove`, [PagesController, 'remove']).as('pages.suppression.remove')
      router.post(`${list}/imports`, [FilesController, 'store']).as('pages.suppression.import')
      router
        .post(`${consent}/withdraw`, [ConsentController, 'withdraw'])
        .as('pages.consent.withdraw')
    })
    .use(middleware.role(MAY.operate))
  router
    .group(() => {
      router.post(lists, [PagesController, 'store']).as('pages.suppression.store')
      router.patch(list, [PagesController, 'update']).as('pages.suppression.update')
      router.delete(list, [PagesController, 'destroy']).as('pages.suppression.destroy')
    })
    .use(middleware.role(MAY.configure))
  router
    .get(`${list}/export`, [FilesController, 'export'])
    .as('pages.suppression.export')
    .use(middleware.role(MAY.manage))
})
