import router from '@adonisjs/core/services/router'
import { MAY } from '#accounts/permissions'
import { middleware } from '#start/kernel'
import { teamPages } from '#start/routes/web/groups'

const Pages = () => import('#distribution/controllers/profile_pages_controller')
const Drafts = () => import('#distribution/controllers/drafts_controller')
const Comparisons = () => import('#distribution/controllers/comparisons_controller')
const Simulations = () => import('#distribution/controllers/page_simulations_controller')
const Traffic = () => import('#insights/controllers/traffic_controller')
const Backtests = () => import('#distribution/controllers/backtest_pages_controller')

const one = '/profiles/:key'
const backtest = `${one}/backtests/:id`

teamPages(() => {
  router.get('/profiles', [Pages, 'index']).as('pages.profiles')
  router.get(one, [Pages, 'show']).as('pages.profile')
  router.get(`${one}/settings`, [Pages, 'settings']).as('pages.profile.settings')
  router.get(`${one}/assignments`, [Pages, 'assignments']).as('pages.profile.assignments')
  router.get(`${one}/route`, [Pages, 'route']).as('pages.profile.route')
  router.get(`${one}/versions`, [Pages, 'versions']).as('pages.profile.versions')
  router.get(`${one}/versions/:version`, [Drafts, 'version']).as('pages.profile.version')
  router
    .get(`${one}/versions/:version/route`, [Drafts, 'versionRoute'])
    .as('pages.profile.version.route')
  router.get(`${one}/traffic`, [Traffic, 'show']).as('pages.profile.traffic')
  router.get(`${one}/live`, [Traffic, 'live']).as('pages.profile.live')
  router.get(`${one}/published`, [Comparisons, 'versions']).as('pages.profile.published')
  router.post(`${one}/compare`, [Comparisons, 'show']).as('pages.profile.compare')
  router.get(`${one}/changes`, [Drafts, 'changes']).as('pages.draft.changes')
  router
    .get(`${one}/versions/:version/changes`, [Drafts, 'versionChanges'])
    .as('pages.version.changes')
  router.get(`${one}/backtest`, [Backtests, 'show']).as('pages.backtests')
  router.get(`${one}/backtest/:id`, [Backtests, 'show']).as('pages.backtest')
  router.get(backtest, [Backtests, 'look']).as('pages.backtest.look')
  router.get(`${backtest}/changes`, [Backtests, 'changes']).as('pages.backtest.changes')
  router.get(`${backtest}/changes/:lead`, [Backtests, 'change']).as('pages.backtest.change')
  router.get(`${backtest}/download`, [Backtests, 'download']).as('pages.backtest.download')
  router
    .group(() => {
      router.post(`${one}/backtests`, [Backtests, 'store']).as('pages.backtest.store')
      router.delete(backtest, [Backtests, 'stop']).as('pages.backtest.stop')
      router.post('/profiles', [Pages, 'store']).as('pages.profile.store')
      router.delete(one, [Pages, 'destroy']).as('pages.profile.destroy')
      router.post(`${one}/pause`, [Pages, 'pause']).as('pages.profile.pause')
      router
        .post(`${one}/assignments/:assignment/pause`, [Pages, 'pauseAssignment'])
        .as('pages.assignment.pause')
      router.post(`${one}/draft/check`, [Drafts, 'check']).as('pages.draft.check')
      router.patch(`${one}/draft`, [Drafts, 'update']).as('pages.draft.update')
      router.delete(`${one}/draft`, [Drafts, 'destroy']).as('pages.draft.destroy')
      router.post(`${one}/simulate`, [Simulations, 'store']).as('pages.profile.simulate')
      router.post(`${one}/publish`, [Drafts, 'publish']).as('pages.profile.publish')
      router.post(`${one}/revert`, [Drafts, 'revert']).as('pages.profile.revert')
    })
    .use(middleware.role(MAY.configure))
})
