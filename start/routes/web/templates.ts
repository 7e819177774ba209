/* Routes of what the forms of a delivery ask: a preview, a script run, an answer read, a test sent for real. */
import limiter from '@adonisjs/limiter/services/main'
import router from '@adonisjs/core/services/router'
import { MAY } from '#accounts/permissions'
import { middleware } from '#start/kernel'
import { teamPages } from '#start/routes/web/groups'

const TryoutsController = () => import('#distribution/controllers/tryouts_controller')

/** Each one is a real request to a partner: enough to get a template right, too few to sell by. */
const fewTests = limiter.define('test_deliveries', ({ team }) =>
  limiter.allowRequests(20).every('1 minute').usingKey(team!.account.id)
)

teamPages(() => {
  router.post('/answers/try', [TryoutsController, 'answer']).as('answers.try')
  router
    .post('/templates/preview', [TryoutsController, 'preview'])
    .as('templates.preview')
    .use(middleware.role(MAY.configure))
  router
    .post('/transforms/try', [TryoutsController, 'transform'])
    .as('transforms.try')
    .use(middleware.role(MAY.configure))
  router
    .post('/profiles/:key/assignments/:assignment/test', [TryoutsController, 'send'])
    .as('profiles.assignments.test')
    .use([middleware.role(MAY.operate), fewTests])
})
