/*
 * The sandbox partner of the demo. Public and outside the API: it knows no account and keeps nothing.
 */
import router from '@adonisjs/core/services/router'
import { SANDBOX_PATH, sandboxOn } from '#config/sandbox'

const SandboxPartnersController = () =>
  import('#distribution/controllers/sandbox_partners_controller')

if (sandboxOn)
  router.post(`${SANDBOX_PATH}:name`, [SandboxPartnersController, 'answer']).as('sandbox.partner')
