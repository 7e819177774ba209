import { BaseCommand, flags } from '@adonisjs/core/ace'
import type { CommandOptions } from '@adonisjs/core/types/ace'
import { findAccount } from '#commands/_support'

export default class InvoiceGenerate extends BaseCommand {
  static commandName = 'invoice:generate'
  static description = 'Make the drafts of a month: one per partner and currency'
  static options: CommandOptions = { startApp: true }

  @flags.string({ description: 'Key of the account', required: true })
  declare account: string

  @flags.string({ description: 'The month, such as 2026-10', required: true })
  declare period: string

  @flags.string({ description: 'Key of the only partner' })
  declare partner?: string

  async run() {
    const { generateInvoices } = await import('#billing/invoices/generate_invoices')
    const { monthPeriod } = await import('#billing/invoices/month_period')
    const { formatAmount } = await import('#shared/money')
    const period = monthPeriod(this.period)
    if (!period) process.stderr.write(`"${this.period}" is no month such as 2026-10.\n`)
    const account = period && (await findAccount(this.account))
    if (!period || !account) {
      this.exitCode = 1
      return
    }
    let drafts = 0
    const made = await generateInvoices(
      account,
      { ...period, partner: this.partner },
      'cli',
      ({ id, partner, currency, content, problems }) => {
        drafts++
        const held = problems.map(({ message }) => message).join('; ')
        process.stdout.write(
          `${id}  ${partner}  ${formatAmount(content.gross, currency)} ${currency}${held && `  held: ${held}`}\n`
        )
      }
    )
    if (!made.ok) {
      process.stderr.write(`There is no partner "${made.problem.partner}".\n`)
      this.exitCode = 1
    } else if (!drafts) process.stdout.write('Nothing to bill.\n')
  }
}
