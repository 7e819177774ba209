import logger from '@adonisjs/core/services/logger'
import type { ApplicationService } from '@adonisjs/core/types'

/** Says at the start what is wrong with the install, a line each, and what to do. Nobody waits for it. */
export default class StartChecksProvider {
  constructor(protected app: ApplicationService) {}

  async ready() {
    if (this.app.getEnvironment() !== 'web' || this.app.inTest) return
    this.#say().catch((error) => logger.warn({ err: error }, 'the install was not looked at'))
  }

  async #say() {
    const { lookAtInstall } = await import('#http/install/look_at_install')
    const { judgeInstall } = await import('#http/install/judge_install')
    const { sayCheck } = await import('#http/install/check_words')
    for (const check of judgeInstall(await lookAtInstall())) {
      const { title, text } = sayCheck(check, 'en')
      if (check.state === 'bad') logger.error(`${title}: ${text}`)
    }
  }
}
