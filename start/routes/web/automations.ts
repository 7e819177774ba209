import router from '@adonisjs/core/services/router'
import { MAY } from '#accounts/permissions'
import { middleware } from '#start/kernel'
import { teamPages } from '#start/routes/web/groups'

const Pages = () => import('#automations/controllers/automation_pages_controller')
const Runs = () => import('#automations/controllers/automation_run_pages_controller')

const one = '/automations/:key'
const run = '/automation-runs/:id'

teamPages(() => {
  router.get('/automations', [Pages, 'index']).as('pages.automations')
  router.get(one, [Pages, 'show']).as('pages.automation')
  router.get(`${one}/versions`, [Pages, 'versions']).as('pages.automation.versions')
  router.get(`${one}/versions/:version`, [Pages, 'version']).as('pages.automation.version')
  router.get(`${one}/changes`, [Pages, 'changes']).as('pages.automation.changes')
  router.get(`${one}/open`, [Pages, 'open']).as('pages.automation.open')
  router.get(`${one}/runs`, [Runs, 'index']).as('pages.automation.runs')
  router.get(`${one}/runs/list`, [Runs, 'list']).as('pages.automation.runs.list')
  router.get(run, [Runs, 'show']).as('pages.automation_run')
  router.get('/leads/:id/automations', [Runs, 'ofLead']).as('pages.lead.automations')
  router
    .group(() => {
      router.post('/automations', [Pages, 'store']).as('pages.automation.store')
      router.delete(one, [Pages, 'destroy']).as('pages.automation.destroy')
      router.patch(one, [Pages, 'update']).as('pages.automation.update')
      router.post(`${one}/check`, [Pages, 'check']).as('pages.automation.check')
      router.post(`${one}/copy`, [Pages, 'copy']).as('pages.automation.copy')
      router.post(`${one}/publish`, [Pages, 'publish']).as('pages.automation.publish')
      router.post(`${one}/revert`, [Pages, 'revert']).as('pages.automation.revert')
      router.post(`${one}/on`, [Pages, 'on']).as('pages.automation.on')
      router.post(`${one}/off`, [Pages, 'off']).as('pages.automation.off')
      router.post(`${one}/secret`, [Pages, 'rotate']).as('pages.automation.rotate')
      router.post(`${one}/test`, [Pages, 'test']).as('pages.automation.test')
    })
    .use(middleware.role(MAY.configure))
  router
    .group(() => {
      router.post(`${run}/retry`, [Runs, 'retry']).as('pages.automation_run.retry')
      router.post(`${run}/stop`, [Runs, 'stop']).as('pages.automation_run.stop')
    })
    .use(middleware.role(MAY.operate))
})
