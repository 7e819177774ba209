/* Routes of what the rule builder asks, and the page to try a rule on. */
import router from '@adonisjs/core/services/router'
import { teamPages } from '#start/routes/web/groups'

const TryoutsController = () => import('#distribution/controllers/tryouts_controller')
const RuleLabController = () => import('#distribution/controllers/rule_lab_controller')

teamPages(() => {
  router.get('/rules', [RuleLabController, 'show']).as('rules.show')
  router.post('/rules/try', [TryoutsController, 'rule']).as('rules.try')
})
