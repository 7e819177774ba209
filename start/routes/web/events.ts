import router from '@adonisjs/core/services/router'
import { teamPages } from '#start/routes/web/groups'

const EventLogController = () => import('#insights/controllers/event_log_controller')
const EventStreamController = () => import('#insights/controllers/event_stream_controller')

teamPages(() => {
  router.get('/events', [EventLogController, 'index']).as('event_log.index')
  router.get('/events/search', [EventLogController, 'search']).as('event_log.search')
  router.get('/events/export', [EventLogController, 'export']).as('event_log.export')
  router.get('/events/stream', [EventStreamController, 'show']).as('event_log.stream')
  router.get('/events/:id', [EventLogController, 'show']).as('event_log.show')
})
