import db from '@adonisjs/lucid/services/db'
import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import type { Account } from '#accounts/types'
import { type Result, fail, ok } from '#shared/result'
import { store } from '#store/store'
import type { Row, Value } from '#store/types'
import {
  type Adjustment,
  adjustmentsOn,
  bearable,
  netOf,
  waitingAdjustments,
} from '#billing/invoices/adjustments'
import { type Assessment, assessPartner } from '#billing/invoices/assess_draft'
import { type BillingContext, loadBillingContext } from '#billing/invoices/billing_context'
import { type BilledPartner, billedPartners } from '#billing/invoices/draft_scope'
import type { BillingPeriod, DaySum, Drafted } from '#billing/invoices/types'
import { DraftChangedError } from '#billing/errors'
import { isComplete, linkSales, rowsOf, unbilledSums } from '#billing/invoices/unbilled'
import { amountOf, recordEvent } from '#billing/invoices/invoice_events'
import { giveUpDraft } from '#billing/invoices/void_draft'
import { clearDraft, writeDraft } from '#billing/invoices/write_draft'

export interface GenerateWish extends BillingPeriod {
  /** Key of the only partner; undefined: all. */
  partner?: string
  /** Only of partners of which this is true. */
  only?: (partner: BilledPartner) => boolean
  /** When it is made, ms; now unless given. */
  at?: number
  /** Id of the only draft that is made anew, from what is on it and in its period. */
  draft?: string
  /** What its caller has loaded already. */
  context?: BillingContext
}

export type GenerateProblem = { type: 'no_partner'; partner: string }

const TRIES = 5

/**
 * Makes drafts for what partners bought in a period: one per partner and currency with something to bill. A draft of the
 * very period is made anew, so a second call changes nothing but what has changed. One partner at a time, each in a
 * transaction of its own: a crash leaves whole drafts, and memory holds one partner's sums.
 */
export async function generateInvoices(
  account: Account,
  wish: GenerateWish,
  actor: string | null,
  onDraft: (draft: Drafted) => void
): Promise<Result<number, GenerateProblem>> {
  return eachPartner(account, wish, async (partner, context) => {
    for (let tries = 1; ; tries++) {
      try {
        const drafts = await db.transaction((trx) =>
          draftPartner(trx, account, partner, wish, context, actor)
        )
        return drafts.forEach(onDraft)
      } catch (error) {
        if (!(error instanceof DraftChangedError) || tries === TRIES) throw error
      }
    }
  })
}

/** What `generateInvoices` would make, without making it. */
export async function previewInvoices(
  account: Account,
  wish: GenerateWish,
  onDraft: (draft: Drafted) => void
): Promise<Result<number, GenerateProblem>> {
  const read: Read = (sql, params) => store.all(sql, params)
  return eachPartner(account, wish, async (partner, context) => {
    const { assessment, bills, ids } = await gather(read, account, partner, wish, context)
    for (const [currency, bill] of bills)
      onDraft(drafted(ids.get(currency) ?? null, partner, currency, assessment, bill))
  })
}

async function eachPartner(
  account: Account,
  wish: GenerateWish,
  work: (partner: BilledPartner, context: BillingContext) => Promise<void>
): Promise<Result<number, GenerateProblem>> {
  const partners = await billedPartners(account.id, wish.partner)
  if (wish.partner !== undefined && !partners.length)
    return fail({ type: 'no_partner', partner: wish.partner })
  const context = wish.context ?? (await loadBillingContext(account))
  const wished = wish.only ? partners.filter(wish.only) : partners
  for (const partner of wished) await work(partner, context)
  return ok(wished.length)
}

type Read = (sql: string, params: Value[]) => Promise<Row[]>

/** Drafts of the very period, by currency. */
async function draftsOf(
  read: Read,
  account: Account,
  partner: BilledPartner,
  { from, to, draft }: GenerateWish
) {
  const rows = await read(
    `select id, currency from invoices where account_id = ? and partner_id = ? and status = 'draft'
       and kind = 'invoice' and from_day = ? and to_day = ?${draft === undefined ? '' : ' and id = ?'}`,
    [account.id, partner.id, from, to, ...(draft === undefined ? [] : [draft])]
  )
  return new Map(rows.map((row) => [row.currency as string, row.id as string]))
}

/** What a currency is billed by: sales, and what stands beside them. */
interface Bill {
  sums: DaySum[]
  adjustments: Adjustment[]
}

/** What a partner is to be billed: each of its sales is read once, those on a draft of the very period among them. */
async function gather(
  read: Read,
  account: Account,
  partner: BilledPartner,
  wish: GenerateWish,
  context: BillingContext
) {
  const ids = await draftsOf(read, account, partner, wish)
  const draftIds = [...ids.values()]
  const sums = await unbilledSums(read, {
    ...{ accountId: account.id, partnerId: partner.id, from: wish.from, to: wish.to },
    draftIds,
  })
  const own = Map.groupBy(
    await adjustmentsOn(read, draftIds, wish.to),
    ({ currency }: Adjustment) => currency
  )
  const waiting = Map.groupBy(
    // A draft somebody has looked at gets nothing new unless it is asked for.
    wish.draft === undefined ? await waitingAdjustments(read, account.id, partner.id, wish.to) : [],
    ({ currency }: Adjustment) => currency
  )
  const bills = new Map<string, Bill>()
  for (const currency of new Set([...sums.keys(), ...own.keys(), ...waiting.keys()])) {
    if (wish.draft !== undefined && !ids.has(currency)) continue
    const bill = { sums: sums.get(currency) ?? [], adjustments: own.get(currency) ?? [] }
    const net = netOf(bill.adjustments) + netOfSums(bill.sums)
    bill.adjustments.push(...bearable(net, waiting.get(currency) ?? []))
    // Credits that wait make no document of their own.
    const isNothing = netOf(bill.adjustments) === 0 && !ids.has(currency)
    if (bill.sums.length || (bill.adjustments.length && !isNothing)) bills.set(currency, bill)
  }
  const days = [...bills.values()].flatMap((bill) => [
    ...bill.sums.map(({ day }) => day),
    ...bill.adjustments.map(({ day }) => day),
  ])
  return { ids, bills, assessment: assessPartner(account, partner, days, context) }
}

const netOfSums = (sums: readonly DaySum[]) =>
  sums.reduce((sum, { amount, count }) => sum + amount * count, 0)

const drafted = (
  id: string | null,
  partner: BilledPartner,
  currency: string,
  assessment: Assessment,
  { sums, adjustments }: Bill
): Drafted => {
  const content = assessment.contentOf(sums, adjustments)
  return { id, partner: partner.key, currency, content, problems: assessment.problemsOf(content) }
}

/**
 * Of two that write drafts of a partner one waits here, and a draft that is being finalized is waited for; SQLite has one
 * writer anyway. Partner before draft: whoever took them the other way round would wait for ever.
 */
export async function holdDrafts(
  trx: TransactionClientContract,
  accountId: string,
  partnerId: string,
  { from, to }: BillingPeriod
) {
  if (trx.dialect.name !== 'postgres') return
  await trx.rawQuery('select id from partners where id = ? for no key update', [partnerId])
  await trx.rawQuery(
    `select id from invoices where account_id = ? and partner_id = ? and status = 'draft'
       and from_day = ? and to_day = ? order by id for update`,
    [accountId, partnerId, from, to]
  )
}

/** Makes the drafts of a partner anew in a transaction that others may have begun. */
export async function draftPartner(
  trx: TransactionClientContract,
  account: Account,
  partner: BilledPartner,
  wish: GenerateWish,
  context: BillingContext,
  actor: string | null
): Promise<Drafted[]> {
  await holdDrafts(trx, account.id, partner.id, wish)
  const read: Read = (sql, params) => rowsOf(trx, sql, params)
  const { ids, bills, assessment } = await gather(read, account, partner, wish, context)
  const now = wish.at ?? Date.now()
  for (const [currency, id] of ids) {
    await clearDraft(trx, id)
    // Everything on it was taken back or billed elsewhere.
    if (!bills.has(currency)) await giveUpDraft(trx, { id, account, partner }, actor, now)
  }
  const drafts: Drafted[] = []
  const { seller, buyer, language } = assessment
  const row = { accountId: account.id, partnerId: partner.id, from: wish.from, to: wish.to }
  for (const [currency, bill] of bills) {
    const draft = drafted(ids.get(currency) ?? null, partner, currency, assessment, bill)
    const { content, problems } = draft
    const columns = { ...row, currency, seller, buyer, language, problems, actor }
    const id = await writeDraft(trx, draft.id, columns, content, now)
    await takeOn(trx, bill.adjustments, id)
    await linkSales(trx, { ...row, draftIds: [id] }, id, currency)
    if (!(await isComplete(trx, id))) throw new DraftChangedError(partner.key)
    if (draft.id === null)
      await recordEvent(
        trx,
        'invoice.generated',
        { accountId: account.id, partnerId: partner.id },
        { invoice: id, from: wish.from, to: wish.to, ...amountOf(content.gross, currency) },
        now,
        actor
      )
    drafts.push({ ...draft, id })
  }
  return drafts
}

/** Adjustments that waited stand on this draft from now on. */
async function takeOn(
  trx: TransactionClientContract,
  adjustments: readonly Adjustment[],
  draftId: string
) {
  const ids = adjustments.filter(({ invoiceId }) => invoiceId === null).map(({ id }) => id)
  if (ids.length) await trx.from('adjustments').whereIn('id', ids).update({ invoice_id: draftId })
}
