import router from '@adonisjs/core/services/router'
import { MAY } from '#accounts/permissions'
import { middleware } from '#start/kernel'
import { teamPages } from '#start/routes/web/groups'

const LeadListController = () => import('#distribution/controllers/lead_list_controller')
const LeadBoardController = () => import('#distribution/controllers/lead_board_controller')
const LeadExportController = () => import('#distribution/controllers/lead_export_controller')
const LeadJobsController = () => import('#distribution/controllers/lead_jobs_controller')
const SavedViewsController = () => import('#distribution/controllers/saved_views_controller')

const operate = middleware.role(MAY.operate)

// Before the pages of single leads: a lead's id stands where these have a word.
teamPages(() => {
  router.get('/leads', [LeadListController, 'index']).as('leads.list')
  router.get('/leads/board', [LeadBoardController, 'index']).as('leads.board')
  router.get('/leads/board/column', [LeadBoardController, 'column']).as('leads.board.column')
  router.get('/leads/board/news', [LeadBoardController, 'news']).as('leads.board.news')
  router.get('/leads/search', [LeadListController, 'search']).as('leads.search')
  router.get('/leads/news', [LeadListController, 'news']).as('leads.news')
  router.get('/leads/pick', [LeadListController, 'pick']).as('leads.pick')
  router.get('/leads/export', [LeadExportController, 'show']).as('leads.export').use(operate)
  router.get('/leads/jobs', [LeadJobsController, 'index']).as('leads.jobs')
  router
    .post('/leads/distribute', [LeadJobsController, 'store'])
    .as('leads.jobs.store')
    .use(operate)
  router.post('/leads/changes', [LeadJobsController, 'change']).as('leads.jobs.change').use(operate)
  router
    .post('/leads/jobs/:id/undo', [LeadJobsController, 'undo'])
    .as('leads.jobs.undo')
    .use(operate)
  router
    .delete('/leads/jobs/:id', [LeadJobsController, 'destroy'])
    .as('leads.jobs.destroy')
    .use(operate)
  router.post('/leads/views', [SavedViewsController, 'store']).as('leads.views.store')
  router.patch('/leads/views/:id', [SavedViewsController, 'update']).as('leads.views.update')
  router.delete('/leads/views/:id', [SavedViewsController, 'destroy']).as('leads.views.destroy')
  router.get('/leads/:id/brief', [LeadListController, 'brief']).as('leads.brief')
})
