import { BaseCommand, flags } from '@adonisjs/core/ace'
import type { CommandOptions } from '@adonisjs/core/types/ace'
import { ABILITIES } from '#accounts/abilities'
import { findAccount, printProblems } from '#commands/_support'

export default class TokenCreate extends BaseCommand {
  static commandName = 'token:create'
  static description = 'Make an API token and print it, alone, on stdout'
  static options: CommandOptions = { startApp: true }

  @flags.string({ description: 'Key of the account', required: true })
  declare account: string

  @flags.array({ description: `What it may do, by comma: ${ABILITIES.join(', ')}`, required: true })
  declare ability: string[]

  @flags.string({ description: 'What it is for' })
  declare name?: string

  async run() {
    const { createToken } = await import('#accounts/create_token')
    const account = await findAccount(this.account)
    const abilities = this.ability.flatMap((text) => text.split(',')).map((text) => text.trim())
    const made =
      account &&
      (await createToken(
        account.id,
        this.name ?? 'command line',
        abilities.filter((text) => text !== ''),
        null,
        'cli'
      ))
    if (!made?.ok) {
      if (made) printProblems(made.problem)
      this.exitCode = 1
      return
    }
    process.stdout.write(made.value.token + '\n')
  }
}
