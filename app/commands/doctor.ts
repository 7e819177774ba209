import { BaseCommand, flags } from '@adonisjs/core/ace'
import type { CommandOptions } from '@adonisjs/core/types/ace'

const MARKS = { ok: 'ok  ', warn: 'warn', bad: 'BAD ' }

export default class Doctor extends BaseCommand {
  static commandName = 'doctor'
  static description =
    'Look at what the install needs, and say what to do; ends with 1 where something is wrong'
  static options: CommandOptions = { startApp: true }

  @flags.boolean({ description: 'Print as JSON' })
  declare json?: boolean

  async run() {
    const { lookAtInstall } = await import('#http/install/look_at_install')
    const { judgeInstall } = await import('#http/install/judge_install')
    const { sayCheck } = await import('#http/install/check_words')
    const checks = judgeInstall(await lookAtInstall({ browser: true }))
    const said = checks.map((check) => sayCheck(check, 'en'))
    const width = Math.max(...said.map(({ title }) => title.length))
    const lines = said.map(
      ({ state, title, text }) => `${MARKS[state]}  ${title.padEnd(width)}  ${text}`
    )
    process.stdout.write(`${this.json ? JSON.stringify(said, null, 2) : lines.join('\n')}\n`)
    if (said.some(({ state }) => state === 'bad')) this.exitCode = 1
  }
}
