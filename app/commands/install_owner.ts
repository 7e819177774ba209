import { BaseCommand, args, flags } from '@adonisjs/core/ace'
import type { CommandOptions } from '@adonisjs/core/types/ace'

export default class InstallOwner extends BaseCommand {
  static commandName = 'install:owner'
  static description = 'Let a person see to the install as a whole, or not any more'
  static options: CommandOptions = { startApp: true }

  @args.string({ description: 'E-mail address the person signs in with' })
  declare email: string

  @flags.boolean({ description: 'Not any more; the last one stays' })
  declare off?: boolean

  async run() {
    const { setInstallOwner } = await import('#accounts/install/owners')
    const done = await setInstallOwner(this.email, !this.off, Date.now())
    if (done.ok) {
      const says = this.off ? 'does not own the install any more' : 'owns the install'
      process.stdout.write(`${done.value.email} ${says}.\n`)
      return
    }
    process.stderr.write(
      done.problem === 'last'
        ? 'The install needs an owner: make somebody else one first.\n'
        : `Nobody signs in with "${this.email}".\n`
    )
    this.exitCode = 1
  }
}
