import type { ApplicationService } from '@adonisjs/core/types'
import { setAutomationsPart } from '#distribution/blueprint/automation_form'
import { automationRunner } from '#automations/automation_runner'
import { blueprintPart } from '#automations/kept/blueprint_part'

/** Hands automations to blueprints, and runs them beside the web server. Tests call what they do themselves. */
export default class AutomationsProvider {
  constructor(protected app: ApplicationService) {}

  boot() {
    setAutomationsPart(blueprintPart)
  }

  async ready() {
    if (this.app.getEnvironment() !== 'web' || this.app.inTest) return
    automationRunner.start()
  }

  async shutdown() {
    await automationRunner.stop()
  }
}
