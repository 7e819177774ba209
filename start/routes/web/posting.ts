/* Posting documents: what those who send leads read, without a session. */
import router from '@adonisjs/core/services/router'
import { teamPages } from '#start/routes/web/groups'

const PostingController = () => import('#http/controllers/posting_controller')
const PostingTestController = () => import('#http/controllers/posting_test_controller')
const PostingPreviewController = () => import('#http/controllers/posting_preview_controller')

router.get('/posting/:slug.pdf', [PostingController, 'pdf']).as('posting.pdf')
router.get('/posting/:slug', [PostingController, 'show']).as('posting.show')
router.post('/posting/:slug', [PostingController, 'unlock']).as('posting.unlock')
router.post('/posting/:slug/test', [PostingTestController, 'store']).as('posting.test')

teamPages(() => {
  router.get('/sources/:key/preview', [PostingPreviewController, 'show']).as('pages.source.preview')
  router
    .get('/sources/:key/preview/pdf', [PostingPreviewController, 'pdf'])
    .as('pages.source.preview_pdf')
})
