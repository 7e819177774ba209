/*
 * Forms as strangers see them. None of it has a session or a cookie: the state of a form travels in its page. What the
 * team sees of them stands apart.
 */
import router from '@adonisjs/core/services/router'
import { teamPages } from '#start/routes/web/groups'

const HostedFormController = () => import('#capture/controllers/hosted_form_controller')
const FormConfirmationsController = () =>
  import('#capture/controllers/form_confirmations_controller')
const FormEmbedController = () => import('#capture/controllers/form_embed_controller')
const FormPartialsController = () => import('#capture/controllers/form_partials_controller')
const FormPreviewController = () => import('#capture/controllers/form_preview_controller')

router.get('/f/embed.js', [FormEmbedController, 'show']).as('hosted.embed')
router.get('/f/confirm/:token', [FormConfirmationsController, 'show']).as('hosted.confirm')
router.post('/f/confirm/:token', [FormConfirmationsController, 'store']).as('hosted.confirmed')

teamPages(() => {
  router.get('/forms/:key/partials', [FormPartialsController, 'index']).as('pages.form.partials')
  router.get('/f/preview/:key', [FormPreviewController, 'show']).as('hosted.preview')
  router.post('/f/preview/:key', [FormPreviewController, 'store']).as('hosted.previewed')
})

router.get('/f/:slug', [HostedFormController, 'show']).as('hosted.form')
router.post('/f/:slug', [HostedFormController, 'store']).as('hosted.sent')
router.get('/f/:slug/thanks', [HostedFormController, 'thanks']).as('hosted.thanks')
