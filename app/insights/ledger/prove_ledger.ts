import type { Account } from '#accounts/types'
import { type LedgerSums, checkLedger } from '#billing/invoices/check_ledger'
import { checkSums } from '#insights/ledger/check_sums'
import { readRevenue } from '#insights/revenue/read_revenue'
import { readBounds } from '#insights/revenue/split_span'
import { netOf } from '#insights/revenue/types'
import { GROUPINGS } from '#insights/validators/revenue_query'
import { formatAmount } from '#shared/money'
import { withSnapshot } from '#store/snapshot'

export interface LedgerProof {
  /** Per currency, minor units; `reports` is the net of the revenue report. */
  sums: (LedgerSums & { reports: number })[]
  faults: string[]
}

/**
 * Proves that reports, ledger and documents agree to the cent (see check_ledger.ts): all of it is read as it was at one
 * moment, so sales that are booked meanwhile are no fault.
 */
export const proveLedger = (account: Account): Promise<LedgerProof> =>
  withSnapshot(async (reader) => {
    const { sums, faults } = await checkLedger(account.id, reader)
    const proved = new Map(sums.map((one) => [one.currency, { ...one, reports: 0 }]))
    const differing: string[] = []
    for (const grouping of GROUPINGS) {
      const nets = new Map<string, number>()
      for (const line of await readRevenue(account.id, readBounds({}), grouping, {}, reader))
        nets.set(line.currency, (nets.get(line.currency) ?? 0) + netOf(line))
      for (const [currency, one] of proved) {
        const net = nets.get(currency) ?? 0
        one.reports = net
        if (net === one.ledger) continue
        const show = (minor: number) => `${formatAmount(minor, currency)} ${currency}`
        differing.push(`reports by ${grouping} say ${show(net)}, the ledger ${show(one.ledger)}`)
      }
    }
    const summed = await checkSums(account.id, reader)
    return { sums: [...proved.values()], faults: [...differing, ...faults, ...summed] }
  })
