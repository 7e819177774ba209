import type { Account } from '#accounts/types'
import type { Problem } from '#shared/result'
import { currencyExponent } from '#shared/money'
import { store } from '#store/store'
import { type Party, type TaxGroup, type Treatment, isHold } from '#billing/invoices/types'

/*
 * The EC sales list (Art. 262 to 265 Directive 2006/112/EC; in Germany § 18a UStG). Services under reverse charge are
 * reported in the period in which they were supplied, whenever they were invoiced (UStAE 18a.3(1)); a change of the amount
 * in the period in which it came about, netted, also below zero, and a sum of nothing as 0 (UStAE 18a.4). So an invoice
 * counts by the days of its sales, a credit note by the day it was issued. Sums are whole euros, rounded half away from zero.
 */

export interface EcSalesLine {
  /** Prefix of the id: EL for Greece. */
  country: string
  vat_id: string
  partner: string
  name: string
  /** Minor units. */
  net: number
  /** As it is reported. */
  euros: number
}

export interface EcSalesList {
  from: string
  to: string
  lines: EcSalesLine[]
  /** What should be looked at: it is not in the list, or may be wrong in it. */
  problems: Problem[]
}

const QUARTER = /^(\d{4})-Q([1-4])$/
const MONTH = /^(\d{4})-(0[1-9]|1[0-2])$/

/** First and last date of `2026-10` or `2026-Q4`; null for anything else. */
export function ecPeriod(text: string): { from: string; to: string } | null {
  const quarter = QUARTER.exec(text)
  const month = MONTH.exec(text)
  const year = (quarter ?? month)?.[1]
  if (!year) return null
  const first = quarter ? Number(quarter[2]) * 3 - 2 : Number(month![2])
  const last = quarter ? first + 2 : first
  const end = new Date(Date.UTC(Number(year), last, 0)).toISOString().slice(0, 10)
  return { from: `${year}-${String(first).padStart(2, '0')}-01`, to: end }
}

/** Whole euros of minor units, half away from zero. */
export function wholeEuros(minor: number, currency = 'EUR'): number {
  const scale = 10 ** currencyExponent(currency)
  const euros = Math.floor(Math.abs(minor) / scale + 0.5)
  return minor < 0 && euros !== 0 ? -euros : euros
}

export async function ecSalesList(
  account: Account,
  { from, to }: { from: string; to: string }
): Promise<EcSalesList> {
  const [supplied, credited, held] = await Promise.all([
    store.all(
      `select i.id, i.number, i.partner_id, i.currency, i.groups, i.buyer, p.key, l.tax_group, sum(s.amount) as net
       from invoice_postings b join postings s on s.id = b.id join invoice_lines l on l.id = b.line_id
         join invoices i on i.id = b.invoice_id join partners p on p.id = i.partner_id
       where i.account_id = ? and i.status = 'issued' and i.kind = 'invoice' and s.day >= ? and s.day <= ?
         and i.from_day <= ? and i.to_day >= ?
       group by i.id, i.number, i.partner_id, i.currency, i.groups, i.buyer, p.key, l.tax_group order by i.number`,
      [account.id, from, to, to, from]
    ),
    store.all(
      `select i.id, i.number, i.partner_id, i.currency, i.groups, i.buyer, p.key from invoices i
       join partners p on p.id = i.partner_id where i.account_id = ? and i.status = 'issued'
         and i.kind = 'credit_note' and i.issue_day >= ? and i.issue_day <= ? order by i.number`,
      [account.id, from, to]
    ),
    store.all(
      `select i.buyer, i.groups, p.key from invoices i join partners p on p.id = i.partner_id
       where i.account_id = ? and i.status = 'draft' and i.kind = 'invoice' and i.from_day <= ? and i.to_day >= ?`,
      [account.id, to, from]
    ),
  ])
  const list = new Collected()
  for (const row of supplied) {
    const group = (JSON.parse(row.groups as string) as TaxGroup[])[Number(row.tax_group)]
    list.add(row, group, Number(row.net))
  }
  for (const row of credited)
    for (const group of JSON.parse(row.groups as string) as TaxGroup[])
      list.add(row, group, -group.net)
  for (const row of held) list.wait(row)
  return { from, to, lines: list.lines, problems: list.problems }
}

class Collected {
  #lines = new Map<string, EcSalesLine>()
  readonly problems: Problem[] = []

  get lines() {
    return [...this.#lines.values()]
      .map((line) => ({ ...line, euros: wholeEuros(line.net) }))
      .sort((a, b) => (a.vat_id < b.vat_id ? -1 : 1))
  }

  add(row: Record<string, unknown>, { treatment }: TaxGroup, net: number) {
    if (isHold(treatment)) return
    const buyer = JSON.parse(row.buyer as string) as Party
    const number = row.number as string
    if (treatment.category !== 'AE') return this.#taxedAtHome(number, buyer, treatment)
    const vatId = idOf(treatment, buyer)
    if (!vatId) return this.#say(number, 'id_missing', `${buyer.name} has no VAT id on ${number}`)
    if (row.currency !== 'EUR')
      return this.#say(
        number,
        'currency',
        `${number} is in ${row.currency as string}, and no rate to EUR is known`
      )
    const line = this.#lines.get(vatId) ?? {
      ...{ country: vatId.slice(0, 2), vat_id: vatId, partner: row.key as string },
      ...{ name: buyer.name, net: 0, euros: 0 },
    }
    line.net += net
    this.#lines.set(vatId, line)
  }

  /** A business of another member state whose id was missing or invalid bore VAT: it is not reported. */
  #taxedAtHome(number: string, buyer: Party, { evidence }: Treatment) {
    if (evidence.row !== 9) return
    const status = String(evidence.buyer_vat_id_status ?? 'absent')
    this.#say(
      number,
      status === 'invalid' ? 'id_invalid' : 'id_missing',
      `the VAT id of ${buyer.name} was ${status === 'invalid' ? 'invalid' : 'missing'} when ${number} was supplied: it was taxed at home and is not reported`
    )
  }

  wait(row: Record<string, unknown>) {
    const buyer = JSON.parse(row.buyer as string) as Party
    for (const { treatment } of JSON.parse(row.groups as string) as TaxGroup[])
      if (isHold(treatment) ? WAITING.has(treatment.code) : treatment.category === 'AE')
        return this.#say(
          row.key as string,
          'draft',
          `the draft for ${buyer.name} is not finalized: its sales are not in the list yet`
        )
  }

  #say(field: string, rule: string, message: string) {
    if (!this.problems.some((one) => one.field === field && one.rule === rule))
      this.problems.push({ field, rule, message })
  }
}

const WAITING = new Set([
  'vat_check_pending',
  'without_id',
  'business_without_id',
  'buyer_id_missing',
])

/** The id it was taxed by. */
const idOf = ({ evidence }: Treatment, buyer: Party): string =>
  String(evidence.buyer_vat_id ?? buyer.vat_id ?? '')
    .replaceAll(/[\s.-]/g, '')
    .toUpperCase()

/**
 * The list as "Mein ELSTER" and the BZSt's portal import it: CSV version 3.0 in UTF-8, the version in the first line, names
 * of the columns in the second; kind S is services. At most 1,500 lines go into one file.
 */
export function bzstCsv({ lines }: Pick<EcSalesList, 'lines'>): string {
  const rows = lines.map(({ vat_id: id, euros }) => `${id},${euros},S`)
  return ['#v3.0', 'USt-IdNr.,Betrag (EUR),Art der Leistung', ...rows]
    .map((line) => `${line}\r\n`)
    .join('')
}
