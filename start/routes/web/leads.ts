import router from '@adonisjs/core/services/router'
import { teamPages } from '#start/routes/web/groups'

const LeadStoryController = () => import('#distribution/controllers/lead_story_controller')

teamPages(() => {
  router.get('/leads/:id', [LeadStoryController, 'show']).as('leads.story')
})
