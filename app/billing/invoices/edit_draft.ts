import db from '@adonisjs/lucid/services/db'
import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import type { Account } from '#accounts/types'
import { newId } from '#shared/ids'
import { type Result, fail, ok } from '#shared/result'
import { postingId } from '#store/row_ids'
import type { Row } from '#store/types'
import { loadBillingContext } from '#billing/invoices/billing_context'
import { billedPartner } from '#billing/invoices/draft_scope'
import { draftPartner, holdDrafts } from '#billing/invoices/generate_invoices'
import type { Drafted } from '#billing/invoices/types'

/** A line beside sales as somebody wants it; without an id it is new. Minor units. */
export interface WishedLine {
  id?: string
  description: string
  quantity: number
  unitAmount: number
  /** Null: the last of the period. */
  day: string | null
}

/** What is to be different on a draft. Absent: as it is. */
export interface DraftEdit {
  /** The revision the change was made on. */
  revision: number
  /** Null: as the account has it; an empty text: none on this document. */
  intro?: string | null
  closing?: string | null
  /** Null: as agreed with the partner. */
  paymentDays?: number | null
  /** All lines beside sales there shall be. */
  lines?: WishedLine[]
  /** Deliveries to take off, and to put on again. */
  remove?: readonly string[]
  restore?: readonly string[]
}

export type EditProblem =
  | { type: 'not_found' }
  | { type: 'not_draft'; status: string }
  | { type: 'stale'; revision: number }
  | { type: 'unknown_line'; place: number }
  | { type: 'outside_period'; place: number }
  | { type: 'not_on_draft'; delivery: string; place: number }
  | { type: 'below_nothing' }
  | { type: 'empty' }

class Undone extends Error {
  constructor(readonly result: Result<Drafted | null, EditProblem>) {
    super('taken back')
  }
}

/**
 * Changes a draft: texts, terms, lines beside sales, sales that are left out. All or nothing, and only on top of the
 * revision it was made on. `try` works out what it would come to and changes nothing.
 */
export async function editDraft(
  account: Account,
  id: string,
  edit: DraftEdit,
  { actor, try: tries }: { actor: string | null; try: boolean }
): Promise<Result<Drafted | null, EditProblem>> {
  const context = await loadBillingContext(account)
  try {
    return await db.transaction(async (trx) => {
      const mine = () => trx.from('invoices').where({ id, account_id: account.id })
      const found = await mine().first()
      if (found) {
        const period = { from: found.from_day, to: found.to_day }
        await holdDrafts(trx, account.id, found.partner_id, period)
      }
      const row = found && (await mine().forUpdate().first())
      const done = await applyEdit(trx, account, row, edit, actor, (partner, wish) =>
        draftPartner(trx, account, partner, wish, context, actor)
      )
      // What was written on the way is taken back with the transaction.
      if (!done.ok || tries) throw new Undone(done)
      return done
    })
  } catch (error) {
    if (error instanceof Undone) return error.result
    throw error
  }
}

type Redraft = (
  partner: NonNullable<Awaited<ReturnType<typeof billedPartner>>>,
  wish: { from: string; to: string; partner: string; draft: string }
) => Promise<Drafted[]>

async function applyEdit(
  trx: TransactionClientContract,
  account: Account,
  row: Row | null,
  edit: DraftEdit,
  actor: string | null,
  redraft: Redraft
): Promise<Result<Drafted | null, EditProblem>> {
  if (!row) return fail({ type: 'not_found' })
  if (row.status !== 'draft') return fail({ type: 'not_draft', status: row.status as string })
  // What a supplier is due is its costs and nothing else.
  if (row.kind !== 'invoice') return fail({ type: 'not_draft', status: row.kind as string })
  const revision = Number(row.revision)
  if (revision !== edit.revision) return fail({ type: 'stale', revision })
  const id = row.id as string
  const now = Date.now()
  const texts: Row = { updated_at: now }
  if (edit.intro !== undefined) texts.intro = edit.intro
  if (edit.closing !== undefined) texts.closing = edit.closing
  if (edit.paymentDays !== undefined) texts.payment_days = edit.paymentDays
  await trx.from('invoices').where('id', id).update(texts)
  const lines = await writeLines(trx, row, edit.lines, actor, now)
  if (!lines.ok) return lines
  const sales = await writeRemovals(trx, row, edit)
  if (!sales.ok) return sales
  if (!edit.lines && !edit.remove?.length && !edit.restore?.length) {
    await trx.from('invoices').where('id', id).increment('revision', 1)
    return ok(null)
  }
  const partner = (await billedPartner(account.id, row.partner_id as string))!
  const period = { from: row.from_day as string, to: row.to_day as string }
  const [drafted] = await redraft(partner, { ...period, partner: partner.key, draft: id })
  if (!drafted) return fail({ type: 'empty' })
  return drafted.content.net < 0 ? fail({ type: 'below_nothing' }) : ok(drafted)
}

async function writeLines(
  trx: TransactionClientContract,
  draft: Row,
  lines: WishedLine[] | undefined,
  actor: string | null,
  now: number
): Promise<Result<null, EditProblem>> {
  if (!lines) return ok(null)
  const id = draft.id as string
  const known = await trx.from('adjustments').where('invoice_id', id).select('id')
  const left = new Set(known.map((one) => one.id as string))
  for (const [place, line] of lines.entries()) {
    const { day, description, quantity, unitAmount } = line
    if (day !== null && (day < (draft.from_day as string) || day > (draft.to_day as string)))
      return fail({ type: 'outside_period', place })
    const columns = { description, quantity, unit_amount: unitAmount, day }
    if (line.id === undefined)
      await trx.table('adjustments').insert({
        ...columns,
        ...{ id: newId('adj', now), account_id: draft.account_id, partner_id: draft.partner_id },
        ...{ currency: draft.currency, invoice_id: id, own: true },
        ...{ created_by: actor, created_at: now },
      })
    else if (left.delete(line.id))
      await trx.from('adjustments').where('id', line.id).update(columns)
    else return fail({ type: 'unknown_line', place })
  }
  // What was made here goes; what had waited for a draft waits again.
  const gone = [...left]
  if (gone.length) {
    await trx.from('adjustments').whereIn('id', gone).where('own', true).delete()
    await trx.from('adjustments').whereIn('id', gone).update({ invoice_id: null })
  }
  return ok(null)
}

async function writeRemovals(
  trx: TransactionClientContract,
  draft: Row,
  { remove = [], restore = [] }: DraftEdit
): Promise<Result<null, EditProblem>> {
  const invoiceId = draft.id as string
  const postings = remove.map((delivery) => postingId(delivery, 'sale'))
  const found = await trx
    .from('invoice_postings')
    .where('invoice_id', invoiceId)
    .whereIn('id', postings)
    .select('id')
  const on = new Set(found.map((one) => one.id as string))
  for (const [place, posting] of postings.entries()) {
    if (!on.has(posting)) return fail({ type: 'not_on_draft', delivery: remove[place], place })
    await trx.table('draft_removals').insert({
      id: `${invoiceId}:${posting}`,
      ...{ account_id: draft.account_id, invoice_id: invoiceId, posting_id: posting },
    })
  }
  await trx
    .from('draft_removals')
    .where('invoice_id', invoiceId)
    .whereIn(
      'posting_id',
      restore.map((delivery) => postingId(delivery, 'sale'))
    )
    .delete()
  return ok(null)
}
