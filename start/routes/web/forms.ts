/* The builder of forms, and their figures. */
import router from '@adonisjs/core/services/router'
import { MAY } from '#accounts/permissions'
import { middleware } from '#start/kernel'
import { teamPages } from '#start/routes/web/groups'

const FormFiguresController = () => import('#insights/controllers/form_figures_controller')
const FormsController = () => import('#capture/controllers/forms_controller')

teamPages(() => {
  router.get('/forms', [FormFiguresController, 'index']).as('pages.forms')
  router.get('/forms/:key', [FormsController, 'show']).as('pages.form')
  router.get('/forms/:key/share', [FormsController, 'share']).as('pages.form.share')
  router.get('/forms/:key/versions', [FormsController, 'versions']).as('pages.form.versions')
  router.get('/forms/:key/figures', [FormFiguresController, 'show']).as('pages.form.figures')
  router
    .group(() => {
      router.post('/forms', [FormsController, 'store']).as('pages.form.store')
      router.patch('/forms/:key', [FormsController, 'update']).as('pages.form.update')
      router.delete('/forms/:key', [FormsController, 'destroy']).as('pages.form.destroy')
      router.post('/forms/:key/check', [FormsController, 'check']).as('pages.form.check')
      router.post('/forms/:key/publish', [FormsController, 'publish']).as('pages.form.publish')
      router.post('/forms/:key/revert', [FormsController, 'revert']).as('pages.form.revert')
      router.post('/forms/:key/open', [FormsController, 'open']).as('pages.form.open')
      router.post('/forms/:key/copy', [FormsController, 'copy']).as('pages.form.copy')
    })
    .use(middleware.role(MAY.configure))
})
