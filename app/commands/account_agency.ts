import { BaseCommand, args, flags } from '@adonisjs/core/ace'
import type { CommandOptions } from '@adonisjs/core/types/ace'
import { findAccount, printProblems } from '#commands/_support'

export default class AccountAgency extends BaseCommand {
  static commandName = 'account:agency'
  static description =
    'Make an account an agency, which has accounts of clients; --off takes it back'
  static options: CommandOptions = { startApp: true }

  @args.string({ description: 'Key of the account' })
  declare key: string

  @flags.boolean({ description: 'No agency any more; refused while it has clients' })
  declare off: boolean

  async run() {
    const { setAgency } = await import('#accounts/agencies/set_agency')
    const account = await findAccount(this.key)
    const done =
      account && (await setAgency(account.id, !this.off, { actor: 'cli', now: Date.now() }))
    if (!done?.ok) {
      if (done) printProblems(done.problem)
      this.exitCode = 1
      return
    }
    process.stdout.write(
      this.off ? `${account!.name} is no agency.\n` : `${account!.name} is an agency.\n`
    )
  }
}
