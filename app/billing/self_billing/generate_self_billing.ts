import db from '@adonisjs/lucid/services/db'
import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import type { Account } from '#accounts/types'
import { dateText, localDay } from '#shared/local_time'
import { type Problem, type Result, fail, ok } from '#shared/result'
import type { Row, Value } from '#store/types'
import { bookAhead } from '#suppliers/costs/book_costs'
import { payableSuppliers } from '#suppliers/repository'
import type { Supplier } from '#suppliers/types'
import { DraftChangedError } from '#billing/errors'
import type { BillingPeriod } from '#billing/invoices/types'
import { rowsOf } from '#billing/invoices/unbilled'
import { clearDraft, lineId, writeDraft } from '#billing/invoices/write_draft'
import {
  type PayoutContext,
  assessSupplier,
  loadPayoutContext,
} from '#billing/self_billing/assess_supplier'
import { linkCosts, openCosts } from '#billing/self_billing/cost_sums'
import type { PayoutContent } from '#billing/self_billing/payout_content'

export interface PayoutWish extends BillingPeriod {
  /** Key of the only supplier; undefined: all. */
  supplier?: string
}

export type PayoutProblem = { type: 'no_supplier'; supplier: string }

/** A draft that was made or made anew. */
export interface DraftedPayout {
  id: string
  supplier: string
  currency: string
  content: PayoutContent
  problems: Problem[]
}

const TRIES = 5

/**
 * Makes drafts of self-billing for what suppliers are due from a period: one per supplier and currency with something to
 * pay, in one transaction each. A draft of the very period is made anew. What leads cost until this moment is booked first.
 */
export async function generateSelfBilling(
  account: Account,
  wish: PayoutWish,
  actor: string | null,
  now = Date.now()
): Promise<Result<DraftedPayout[], PayoutProblem>> {
  const suppliers = await payableSuppliers(account.id, wish.supplier)
  if (wish.supplier !== undefined && !suppliers.length)
    return fail({ type: 'no_supplier', supplier: wish.supplier })
  await bookAhead(account.id)
  const context = await loadPayoutContext(account)
  const drafts: DraftedPayout[] = []
  for (const supplier of suppliers)
    for (let tries = 1; ; tries++) {
      try {
        drafts.push(...(await draftSupplier(account, supplier, wish, context, actor, now)))
        break
      } catch (error) {
        if (!(error instanceof DraftChangedError) || tries === TRIES) throw error
      }
    }
  return ok(drafts)
}

function draftSupplier(
  account: Account,
  supplier: Supplier,
  { from, to }: BillingPeriod,
  context: PayoutContext,
  actor: string | null,
  now: number
): Promise<DraftedPayout[]> {
  return db.transaction(async (trx) => {
    // Of two runs at the same time one waits here; SQLite has one writer anyway.
    if (trx.dialect.name === 'postgres')
      await trx.rawQuery('select id from suppliers where id = ? for no key update', [supplier.id])
    const read = (sql: string, params: Value[]) => rowsOf(trx, sql, params)
    const ids = await draftsOf(read, account.id, supplier.id, { from, to })
    const period = { from, to, accountId: account.id, supplierId: supplier.id }
    const sums = await openCosts(read, { ...period, draftIds: [...ids.values()] })
    const today = dateText(localDay(account.timeZone, now))
    const assessment = assessSupplier(account, supplier, context, today)
    for (const [currency, id] of ids) {
      await clearDraft(trx, id)
      // Everything on it was given back or paid elsewhere.
      if (!sums.has(currency))
        await trx.from('invoices').where('id', id).update({ status: 'void', updated_at: now })
    }
    const drafts: DraftedPayout[] = []
    for (const [currency, list] of sums) {
      const content = assessment.contentOf(list)
      const problems = assessment.problemsOf(content)
      const { seller, buyer, language } = assessment
      const id = await writeDraft(
        trx,
        ids.get(currency) ?? null,
        {
          ...{ accountId: account.id, partnerId: supplier.id, from, to, kind: 'self_billing' },
          ...{ currency, seller, buyer, language, problems, actor },
        },
        content,
        now
      )
      const scope = { ...period, draftIds: [id] }
      for (const [i, line] of content.lines.entries()) {
        const { sql, params } = linkCosts(scope, currency, {
          ...{ invoiceId: id, id: lineId(id, i + 1), cause: line.cause, source: line.source },
          ...{ amount: line.amount, from: line.from, to: line.to },
        })
        await trx.rawQuery(sql, params as never[])
      }
      if (!(await isComplete(trx, id, content))) throw new DraftChangedError(supplier.key)
      drafts.push({ id, supplier: supplier.key, currency, content, problems })
    }
    return drafts
  })
}

async function draftsOf(
  read: (sql: string, params: Value[]) => Promise<Row[]>,
  accountId: string,
  supplierId: string,
  { from, to }: BillingPeriod
) {
  const rows = await read(
    `select id, currency from invoices where account_id = ? and partner_id = ? and status = 'draft'
       and kind = 'self_billing' and from_day = ? and to_day = ?`,
    [accountId, supplierId, from, to]
  )
  return new Map(rows.map((row) => [row.currency as string, row.id as string]))
}

/** Every line has as many costs, of as much, as it says: none came or went between counting and linking. */
async function isComplete(
  trx: TransactionClientContract,
  invoiceId: string,
  { lines }: PayoutContent
): Promise<boolean> {
  const rows = await rowsOf(
    trx,
    `select b.line_id, count(*) as n, sum(p.amount) as amount from self_billing_postings b
     join supplier_postings p on p.id = b.id where b.invoice_id = ? group by b.line_id`,
    [invoiceId]
  )
  const linked = new Map(rows.map((row) => [row.line_id, row]))
  return lines.every((line, i) => {
    const row = linked.get(lineId(invoiceId, i + 1))
    return Number(row?.n ?? 0) === line.costs && Number(row?.amount ?? 0) === line.net
  })
}
