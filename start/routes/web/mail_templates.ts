/* Templates of mails to leads. */
import router from '@adonisjs/core/services/router'
import { MAY } from '#accounts/permissions'
import { middleware } from '#start/kernel'
import { teamPages } from '#start/routes/web/groups'

const MailTemplatePagesController = () =>
  import('#distribution/controllers/mail_template_pages_controller')

teamPages(() => {
  router.get('/', [MailTemplatePagesController, 'index']).as('mail_templates.index')
  router
    .group(() => {
      router.post('/', [MailTemplatePagesController, 'store']).as('mail_templates.store')
      router.post('/preview', [MailTemplatePagesController, 'preview']).as('mail_templates.preview')
      router.patch('/:key', [MailTemplatePagesController, 'update']).as('mail_templates.update')
      router.delete('/:key', [MailTemplatePagesController, 'destroy']).as('mail_templates.destroy')
    })
    .use(middleware.role(MAY.configure))
  router.get('/:key', [MailTemplatePagesController, 'show']).as('mail_templates.show')
}).prefix('/settings/mail-templates')
