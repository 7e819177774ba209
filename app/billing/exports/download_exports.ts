import type { Account } from '#accounts/types'
import { csvLine } from '#shared/csv_line'
import { HttpProblem } from '#shared/http_problem'
import { money } from '#shared/money'
import { type EcSalesList, bzstCsv, ecPeriod, ecSalesList } from '#billing/exports/ec_sales'
import { encodeCp1252 } from '#billing/exports/encode_cp1252'
import { exportDatev } from '#billing/exports/export_datev'

export interface Download {
  name: string
  type: string
  bytes: Buffer
}

/** The posting batch of a period. Throws a problem where something is missing, or documents would be left out. */
export async function downloadDatev(
  account: Account,
  wish: { from: string; to: string; incomplete?: boolean },
  now = Date.now()
): Promise<Download> {
  const made = await exportDatev(account, wish, now)
  const problems = made.ok ? made.value.problems : made.problem
  if (!made.ok || (problems.length && !wish.incomplete))
    throw new HttpProblem(
      'conflict',
      `The export cannot be made: ${problems.map(({ message }) => message).join('; ')}`,
      { errors: problems }
    )
  const { name, text } = made.value
  return { name, type: 'text/csv; charset=windows-1252', bytes: encodeCp1252(text) }
}

export const presentEcSales = ({ from, to, lines, problems }: EcSalesList) => ({
  period: { from, to },
  data: lines.map(({ country, vat_id, partner, name, net, euros }) => ({
    ...{ country, vat_id, partner, name, net: money(net, 'EUR'), reported: String(euros) },
  })),
  problems,
})

/** The list as a file: of the BZSt, or for whoever reads tables. */
export async function downloadEcSales(
  account: Account,
  { period, format }: { period: string; format: 'csv' | 'bzst' }
): Promise<Download> {
  const list = await ecSalesList(account, ecPeriod(period)!)
  if (format === 'bzst')
    return {
      name: `ZM_${period}.csv`,
      type: 'text/csv; charset=utf-8',
      bytes: Buffer.from(bzstCsv(list)),
    }
  const rows = presentEcSales(list).data.map((one) =>
    csvLine([
      one.country,
      one.vat_id,
      one.name,
      one.partner,
      Number(one.net.amount),
      Number(one.reported),
      'EUR',
    ])
  )
  const head = csvLine(['country', 'vat_id', 'name', 'partner', 'net', 'reported', 'currency'])
  return {
    name: `ec_sales_${period}.csv`,
    type: 'text/csv; charset=utf-8',
    bytes: Buffer.from(`\uFEFF${head}${rows.join('')}`),
  }
}
