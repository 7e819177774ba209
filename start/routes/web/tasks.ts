import router from '@adonisjs/core/services/router'
import { MAY } from '#accounts/permissions'
import { middleware } from '#start/kernel'
import { teamPages } from '#start/routes/web/groups'

const LeadWorkController = () => import('#crm/controllers/lead_work_controller')
const TaskPagesController = () => import('#distribution/controllers/task_pages_controller')

/* What people do with leads: notes, tasks, and who follows them. */
teamPages(() => {
  router.get('/tasks', [TaskPagesController, 'index']).as('tasks.index')
  router.get('/tasks/list', [TaskPagesController, 'list']).as('tasks.list')
  router.get('/leads/:id/work', [LeadWorkController, 'show']).as('lead_work.show')
  router.put('/leads/:id/watchers', [LeadWorkController, 'watch']).as('lead_work.watch')
  router.delete('/leads/:id/watchers', [LeadWorkController, 'unwatch']).as('lead_work.unwatch')

  router
    .group(() => {
      router.post('/leads/:id/notes', [LeadWorkController, 'addNote']).as('lead_work.note_add')
      router
        .patch('/leads/:id/notes/:note', [LeadWorkController, 'editNote'])
        .as('lead_work.note_edit')
      router
        .delete('/leads/:id/notes/:note', [LeadWorkController, 'deleteNote'])
        .as('lead_work.note_delete')
      router.post('/leads/:id/tasks', [LeadWorkController, 'addTask']).as('lead_work.task_add')
      router.patch('/tasks/:id', [LeadWorkController, 'changeTask']).as('lead_work.task_change')
      router.delete('/tasks/:id', [LeadWorkController, 'deleteTask']).as('lead_work.task_delete')
    })
    .use(middleware.role(MAY.operate))
})
