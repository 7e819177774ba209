import logger from '@adonisjs/core/services/logger'
import type { Account } from '#accounts/types'
import type { Problem } from '#shared/result'
import { store } from '#store/store'
import type { Row } from '#store/types'
import { adjustmentsOn } from '#billing/invoices/adjustments'
import type { Assessment } from '#billing/invoices/assess_draft'
import { type BillingContext, loadBillingContext } from '#billing/invoices/billing_context'
import { type BilledPartner, billedPartner } from '#billing/invoices/draft_scope'
import { assessSales, hasReversals, isWritten, linesOf } from '#billing/invoices/drafted_sales'
import { generateInvoices } from '#billing/invoices/generate_invoices'
import type { DaySum, DraftContent } from '#billing/invoices/types'

/** Held drafts that are looked at again for one list. */
const MOST = 25

/** A draft of an invoice as it would be written at this moment. */
export interface AssessedDraft {
  partner: BilledPartner
  assessment: Assessment
  content: DraftContent
  sums: DaySum[]
  /** A sale on it was taken back since. */
  reversed: boolean
  /** Its lines say what it would say now. */
  written: boolean
}

/** `loaded`: what all documents are made with, where many are looked at. */
export async function assessDraftRow(
  account: Account,
  row: Row,
  loaded?: BillingContext
): Promise<AssessedDraft> {
  const [id, partnerId] = [row.id as string, row.partner_id as string]
  const [found, lines, reversed, adjustments, context] = await Promise.all([
    billedPartner(account.id, partnerId),
    linesOf(id),
    hasReversals(account.id, row),
    adjustmentsOn((sql, params) => store.all(sql, params), [id], row.to_day as string),
    loaded ?? loadBillingContext(account, partnerId),
  ])
  const partner = found!
  const known = { lines, adjustments, context }
  const { assessment, sums } = await assessSales(account, partner, id, known)
  const content = assessment.contentOf(sums, adjustments)
  return { partner, assessment, content, sums, reversed, written: isWritten(lines, content) }
}

/** Makes a draft anew from what is on it. */
export const redraft = (
  account: Account,
  partner: BilledPartner,
  row: Row,
  actor: string | null,
  context?: BillingContext
) =>
  generateInvoices(
    account,
    {
      ...{ from: row.from_day as string, to: row.to_day as string },
      ...{ partner: partner.key, draft: row.id as string, context },
    },
    actor,
    () => {}
  )

/**
 * Looks again at drafts of invoices that were held: what was missing may be there by now, and who added it waits for them.
 * One of them by its id, or the newest of an account.
 */
export async function lookAgain(account: Account, id?: string) {
  const rows = await store.all(
    `select * from invoices where account_id = ? and status = 'draft' and kind = 'invoice' and problems <> '[]'
       ${id === undefined ? '' : 'and id = ?'} order by id desc limit ${MOST}`,
    id === undefined ? [account.id] : [account.id, id]
  )
  if (!rows.length) return
  const only = rows.length === 1 ? (rows[0].partner_id as string) : undefined
  const context = await loadBillingContext(account, only)
  for (const row of rows)
    try {
      await lookAt(account, row, context)
    } catch (error) {
      // It changes at this very moment, and is shown as it is stored: who only looks must see it all the same.
      logger.warn({ err: error, invoice: row.id }, 'a held draft could not be looked at again')
    }
}

async function lookAt(account: Account, row: Row, context: BillingContext) {
  const assessed = await assessDraftRow(account, row, context)
  const { partner, assessment, content, reversed, written } = assessed
  // What was taken back drops out when somebody makes it anew: a look must not give a draft up.
  if (reversed) return
  const same = JSON.stringify(assessment.problemsOf(content)) === row.problems
  // Anew as a whole: with a hold goes the tax that could not be told.
  if (!written || !same) await redraft(account, partner, row, null, context)
}

/** Keeps what a draft lacks, unless it was changed meanwhile. */
export async function noteProblems(row: Row, problems: Problem[]) {
  const text = JSON.stringify(problems)
  if (text === row.problems) return
  await store.submit<void>({
    locks: [{ table: 'invoices', value: row.id as string }],
    decide(locked) {
      const same = locked.get('invoices', row.id as string)?.revision === row.revision
      const set = { problems: text }
      return {
        result: undefined,
        writes: same ? [{ update: 'invoices', id: row.id as string, set }] : [],
      }
    },
  })
}
