import { BaseCommand, args, flags } from '@adonisjs/core/ace'
import type { CommandOptions } from '@adonisjs/core/types/ace'

/** The way back in for somebody who lost the password, or the phone and the recovery codes, and gets no mail. */
export default class UserRecover extends BaseCommand {
  static commandName = 'user:recover'
  static description =
    'Print a link by which a person sets a new password; it works once, for an hour'
  static options: CommandOptions = { startApp: true }

  @args.string({ description: 'E-mail address the person signs in with' })
  declare email: string

  @flags.boolean({ description: 'Switch their second factor off as well' })
  declare withoutSecondFactor?: boolean

  async run() {
    const { default: User } = await import('#accounts/models/user')
    const { issueToken } = await import('#accounts/sign_in/one_time_tokens')
    const { switchOffSecondFactor } = await import('#accounts/sign_in/second_factor')
    const { resetUrl } = await import('#accounts/mails/tell')
    const user = await User.findBy('email', this.email.trim().toLowerCase())
    if (!user) {
      process.stderr.write(`Nobody signs in with "${this.email}".\n`)
      this.exitCode = 1
      return
    }
    if (this.withoutSecondFactor) await switchOffSecondFactor(user.id)
    const token = await issueToken(user, 'password_reset', Date.now())
    process.stdout.write(`${resetUrl(token)}\n`)
  }
}
