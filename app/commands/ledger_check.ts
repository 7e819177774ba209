import { BaseCommand, flags } from '@adonisjs/core/ace'
import type { CommandOptions } from '@adonisjs/core/types/ace'
import { findAccount } from '#commands/_support'

export default class LedgerCheck extends BaseCommand {
  static commandName = 'ledger:check'
  static description =
    'Prove that reports, ledger and documents agree: ledger = invoices − credit notes + unbilled'
  static options: CommandOptions = { startApp: true }

  @flags.string({ description: 'Key of the account; all of them, where it is left out' })
  declare account?: string

  @flags.string({ description: 'Who asked, kept with the proof' })
  declare actor?: string

  async run() {
    const { listAccounts } = await import('#accounts/repository')
    const { proveAndKeep } = await import('#insights/ledger/keep_proof')
    const { formatAmount } = await import('#shared/money')
    const one = this.account === undefined ? null : await findAccount(this.account)
    if (this.account !== undefined && !one) {
      this.exitCode = 1
      return
    }
    for (const account of one ? [one] : await listAccounts()) {
      const { sums, faults } = await proveAndKeep(account, this.actor ?? null)
      for (const sum of sums) {
        const show = (minor: number) => formatAmount(minor, sum.currency)
        process.stdout.write(
          `${account.key} ${sum.currency}  ledger ${show(sum.ledger)} = invoices ${show(sum.invoices)} − credit notes ${show(sum.credits)} + unbilled ${show(sum.unbilled)}; reports ${show(sum.reports)}\n`
        )
      }
      if (!sums.length) process.stdout.write(`${account.key}  nothing booked\n`)
      for (const fault of faults) process.stderr.write(`${account.key}  ${fault}\n`)
      if (faults.length) this.exitCode = 1
    }
  }
}
