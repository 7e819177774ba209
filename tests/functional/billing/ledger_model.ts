import fc from 'fast-check'
import type { Account } from '#accounts/types'
import { creditInvoice } from '#billing/invoices/credit_invoice'
import { editDraft } from '#billing/invoices/edit_draft'
import { finalizeInvoice } from '#billing/invoices/finalize_invoice'
import { generateInvoices } from '#billing/invoices/generate_invoices'
import { addAdjustment } from '#billing/invoices/partner_adjustments'
import { recordPayment, reversePayment } from '#billing/invoices/record_payment'
import { voidDraft } from '#billing/invoices/void_draft'
import { generateSelfBilling } from '#billing/self_billing/generate_self_billing'
import { store } from '#store/store'
import type { Row } from '#store/types'
import { type Booked, OCTOBER, book, unbook } from '#tests/functional/billing/support'
import type { Moment } from '#tests/helpers/power_loss'
import { bookCost, giveCostBack } from '#tests/functional/billing/supplier_costs'

const PERIODS = [OCTOBER, { from: '2026-11-01', to: '2026-11-30' }]
const DAYS = ['2026-09-30', '2026-10-01', '2026-10-25', '2026-10-31', '2026-11-01']

/** Rows at which power may be lost: one of each kind a document is made of. */
const MOMENTS: Moment[] = [
  ...['invoices', 'invoice_lines', 'invoice_postings', 'invoice_balances', 'postings'].map(
    (table): Moment => ['insert', table]
  ),
  ...['events', 'payments', 'adjustments', 'self_billing_postings', 'supplier_postings'].map(
    (table): Moment => ['insert', table]
  ),
  ...['invoices', 'invoice_balances', 'number_series', 'adjustments'].map((table): Moment => [
    'update',
    table,
  ]),
  ['delete', 'invoice_lines'],
]

const any = fc.nat(10_000)
const day = fc.constantFrom(...DAYS)
const amount = fc.oneof(fc.constantFrom(0, 1, 3, 333, 2500), fc.nat(5_000))
const stepOf = <const N extends string, T>(
  name: N,
  values: { [K in keyof T]: fc.Arbitrary<T[K]> }
) => fc.record({ do: fc.constant(name), ...values }) as unknown as fc.Arbitrary<{ do: N } & T>

/** Prices differ from sale to sale, as they do when they are changed. */
const STEPS = {
  sell: stepOf('sell', {
    ...{ day, amount, count: fc.integer({ min: 1, max: 4 }) },
    partner: fc.constantFrom('sunco', 'sunco', 'brightco'),
    currency: fc.constantFrom('EUR', 'EUR', 'JPY'),
  }),
  takeBack: stepOf('takeBack', {
    which: any,
    kind: fc.constantFrom<'cancellation' | 'return'>('cancellation', 'return'),
  }),
  adjust: stepOf('adjust', { unit: fc.integer({ min: -600, max: 600 }) }),
  generate: stepOf('generate', { period: fc.nat(1) }),
  addLine: stepOf('addLine', { which: any, unit: fc.integer({ min: -400, max: 400 }) }),
  takeOff: stepOf('takeOff', { which: any, sale: any }),
  dropDraft: stepOf('dropDraft', { which: any }),
  finalize: stepOf('finalize', { which: fc.option(any) }),
  credit: stepOf('credit', {
    which: any,
    parts: fc.option(fc.uniqueArray(any, { minLength: 1, maxLength: 3 })),
  }),
  pay: stepOf('pay', { which: any, share: fc.constantFrom(1, 2, 3) }),
  payBack: stepOf('payBack', { which: any }),
  cost: stepOf('cost', {
    day,
    amount,
    cause: fc.constantFrom<'sold' | 'revenue'>('sold', 'revenue'),
  }),
  costBack: stepOf('costBack', { which: any }),
  payOut: stepOf('payOut', { period: fc.nat(1) }),
}
type Step = {
  [K in keyof typeof STEPS]: (typeof STEPS)[K] extends fc.Arbitrary<infer T> ? T : never
}[keyof typeof STEPS]

/** What is done, and where power is lost meanwhile; null: it is not. */
export const turn = fc.record({
  step: fc.oneof(
    { arbitrary: STEPS.sell, weight: 4 },
    { arbitrary: STEPS.generate, weight: 3 },
    { arbitrary: STEPS.finalize, weight: 3 },
    { arbitrary: STEPS.credit, weight: 2 },
    { arbitrary: STEPS.cost, weight: 2 },
    ...Object.values(STEPS)
  ) as fc.Arbitrary<Step>,
  crash: fc.option(fc.constantFrom(...MOMENTS), { freq: 3 }),
})

export type Turn = typeof turn extends fc.Arbitrary<infer T> ? T : never

export class LedgerWorld {
  #sales: Booked[] = []
  #costs: string[] = []

  constructor(
    readonly account: Account,
    readonly partnerId: string,
    readonly supplierId: string
  ) {}

  async play(step: Step): Promise<void> {
    const { account } = this
    switch (step.do) {
      case 'sell':
        return void this.#sales.push(...(await book(account, step)))
      case 'takeBack':
        return this.#of(this.#sales, step.which, ({ posting }) =>
          unbook(posting, Date.now(), step.kind)
        )
      case 'adjust': {
        const line = { description: 'by hand', quantity: 1, unitAmount: step.unit, day: null }
        const wish = { ...line, reason: 'agreed' }
        return void (await addAdjustment(account, this.partnerId, wish, null, Date.now()))
      }
      case 'generate':
        return void (await generateInvoices(account, PERIODS[step.period], null, () => {}))
      case 'addLine':
        return this.#onDraft(step.which, (id, revision) => {
          const line = { description: 'a line', quantity: 2, unitAmount: step.unit, day: null }
          return editDraft(account, id, { revision, lines: [line] }, { actor: null, try: false })
        })
      case 'takeOff':
        return this.#onDraft(step.which, async (id, revision) => {
          const delivery = this.#sales[step.sale % this.#sales.length]?.delivery
          const edit = { revision, remove: delivery ? [delivery] : [] }
          return editDraft(account, id, edit, { actor: null, try: false })
        })
      case 'dropDraft':
        return this.#onDraft(step.which, (id) => voidDraft(account, id, null))
      case 'finalize': {
        const drafts = await this.#invoices(`status = 'draft'`)
        const { which } = step
        const wished =
          which === null ? drafts : drafts.slice(which % (drafts.length + 1)).slice(0, 1)
        for (const { id } of wished) await finalizeInvoice(account, id as string, null)
        return
      }
      case 'credit': {
        const documents = `status = 'issued' and kind in ('invoice', 'self_billing')`
        return this.#of(await this.#invoices(documents), step.which, async ({ id }) => {
          const parts = await this.#partsOf(id as string)
          const chosen = step.parts?.map((n) => parts[n % parts.length]).filter(Boolean)
          const deliveries = chosen && [...new Set(chosen)]
          return creditInvoice(account, id as string, { deliveries, reason: 'model', actor: null })
        })
      }
      case 'pay':
        return this.#of(await this.#invoices(`status = 'issued'`), step.which, async ({ id }) => {
          const [{ due }] = await store.all('select due from invoice_balances where id = ?', [id])
          const part = Math.ceil(Number(due) / step.share)
          const money = { at: Date.now(), reference: null, actor: null }
          if (part > 0) await recordPayment(account.id, id as string, { amount: part, ...money })
        })
      case 'payBack': {
        const paid = await store.all('select * from payments where account_id = ? order by id', [
          account.id,
        ])
        return this.#of(paid, step.which, ({ id, invoice_id: invoice }) =>
          reversePayment(account.id, invoice as string, id as string, {
            ...{ actor: null, reference: null },
          })
        )
      }
      case 'cost':
        return void this.#costs.push(await bookCost(account.id, this.supplierId, step))
      case 'costBack':
        return this.#of(this.#costs, step.which, giveCostBack)
      case 'payOut':
        return void (await generateSelfBilling(account, PERIODS[step.period], null))
    }
  }

  #invoices(condition: string): Promise<Row[]> {
    return store.all(
      `select * from invoices where account_id = ? and ${condition} order by created_at, id`,
      [this.account.id]
    )
  }

  async #of<T>(list: readonly T[], which: number, work: (one: T) => Promise<unknown>) {
    if (list.length) await work(list[which % list.length])
  }

  async #onDraft(which: number, work: (id: string, revision: number) => Promise<unknown>) {
    const drafts = await this.#invoices(`status = 'draft'`)
    await this.#of(drafts, which, ({ id, revision }) => work(id as string, Number(revision)))
  }

  /** What a credit note of a document may name: deliveries of sales, ids of costs. */
  async #partsOf(id: string): Promise<string[]> {
    const rows = await store.all(
      `select p.delivery_id as part from invoice_postings b join postings p on p.id = b.id where b.invoice_id = ?
       union all select id from self_billing_postings where invoice_id = ? order by 1`,
      [id, id]
    )
    return rows.map(({ part }) => part as string)
  }
}
