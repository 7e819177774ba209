import router from '@adonisjs/core/services/router'
import { MAY } from '#accounts/permissions'
import { middleware } from '#start/kernel'
import { teamPages } from '#start/routes/web/groups'

const LeadStoryController = () => import('#distribution/controllers/lead_story_controller')
const LeadActionsController = () => import('#distribution/controllers/lead_actions_controller')
const DeliveryActionsController = () =>
  import('#distribution/controllers/delivery_actions_controller')

/* What the page of a lead asks for, and what is done to the lead and its deliveries there. */
teamPages(() => {
  router.get('/leads/:id/events', [LeadStoryController, 'events']).as('lead_page.events')
  router.get('/leads/:id/verdicts', [LeadStoryController, 'verdicts']).as('lead_page.verdicts')
  router.get('/leads/:id/targets', [LeadStoryController, 'targets']).as('lead_page.targets')
  router.get('/leads/:id/way', [LeadStoryController, 'way']).as('lead_page.way')
  router.get('/leads/:id/why-not', [LeadStoryController, 'whyNot']).as('lead_page.why_not')

  router
    .group(() => {
      router.patch('/leads/:id', [LeadActionsController, 'update']).as('lead_page.update')
      router.patch('/leads/:id/stage', [LeadActionsController, 'move']).as('lead_page.move')
      router.delete('/leads/:id', [LeadActionsController, 'destroy']).as('lead_page.destroy')
      router.post('/leads/:id/reveal', [LeadActionsController, 'reveal']).as('lead_page.reveal')
      router.post('/leads/:id/preview', [LeadActionsController, 'preview']).as('lead_page.preview')
      router
        .post('/leads/:id/distributions', [LeadActionsController, 'distribute'])
        .as('lead_page.distribute')
      router
        .post('/deliveries/:id/cancel', [DeliveryActionsController, 'cancel'])
        .as('lead_page.delivery_cancel')
      router
        .post('/deliveries/:id/retry', [DeliveryActionsController, 'retry'])
        .as('lead_page.delivery_retry')
      router
        .post('/deliveries/:id/settle', [DeliveryActionsController, 'settle'])
        .as('lead_page.delivery_settle')
    })
    .use(middleware.role(MAY.operate))
})
