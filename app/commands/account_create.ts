import { BaseCommand, args, flags } from '@adonisjs/core/ace'
import type { CommandOptions } from '@adonisjs/core/types/ace'
import { findAccount, printProblems } from '#commands/_support'

export default class AccountCreate extends BaseCommand {
  static commandName = 'account:create'
  static description = 'Make an account'
  static options: CommandOptions = { startApp: true }

  @args.string({ description: 'Short name it is referred to by, such as bright-leads' })
  declare key: string

  @flags.string({ description: 'Name of the company' })
  declare name?: string

  @flags.string({ description: 'ISO 3166 code of its country, such as DE' })
  declare country?: string

  @flags.string({ description: 'ISO 4217 code of its currency (EUR)' })
  declare currency?: string

  @flags.string({ description: 'IANA time zone, such as Europe/Berlin (UTC)' })
  declare timeZone?: string

  @flags.string({ description: 'E-mail address of its owner; a new user gets a password' })
  declare owner?: string

  @flags.string({ description: 'Key of the agency it is a client of' })
  declare agency?: string

  async run() {
    const { provisionAccount } = await import('#distribution/configuration/provision_account')
    const parent = this.agency === undefined ? undefined : await findAccount(this.agency)
    if (parent === null) {
      this.exitCode = 1
      return
    }
    const { key, name, country, currency, timeZone, owner } = this
    const made = await provisionAccount(
      { key, name, country, currency, timeZone, owner, agencyId: parent?.id },
      { actor: 'cli', now: Date.now() }
    )
    if (!made.ok) {
      printProblems(made.problem)
      this.exitCode = 1
      return
    }
    const { account, owner: person } = made.value
    const lines = [
      `Account   ${account.key} (${account.name}), ${account.currency}, ${account.timeZone}`,
    ]
    if (person) lines.push(`Owner     ${person.email}`)
    if (person?.password) lines.push(`Password  ${person.password}   (shown only now)`)
    process.stdout.write(lines.join('\n') + '\n')
  }
}
