import { BaseCommand, args } from '@adonisjs/core/ace'
import type { CommandOptions } from '@adonisjs/core/types/ace'

/** The way in for somebody who signed up and gets no mail, such as on an install without a mail server. */
export default class UserConfirm extends BaseCommand {
  static commandName = 'user:confirm'
  static description =
    'Print a link by which somebody who signed up confirms the address; it works once, for a day'
  static options: CommandOptions = { startApp: true }

  @args.string({ description: 'E-mail address the person signed up with' })
  declare email: string

  async run() {
    const { renewSignUp } = await import('#accounts/sign_up/request_sign_up')
    const { signUpUrl } = await import('#accounts/mails/tell')
    const token = await renewSignUp(this.email.trim().toLowerCase(), Date.now())
    if (!token) {
      process.stderr.write(`Nobody waits to confirm "${this.email}".\n`)
      this.exitCode = 1
      return
    }
    process.stdout.write(`${signUpUrl(token)}\n`)
  }
}
