import assert from 'node:assert/strict'
import type {
  PaymentDue,
  PaymentIo,
  PaymentMessage,
  PaymentNews,
  PaymentProvider,
  PaymentStep,
} from '#sdk'
import {
  type Case,
  type Check,
  assertParts,
  commonChecks,
  readConfig,
} from '#sdk/testing/common_contract'
import { stepProblem } from '#sdk/payment_step'
import { fakeDue, fakePaymentIo } from '#sdk/testing/fake_payments'
import { deepFreeze } from '#sdk/testing/purity'

export interface PaymentCase extends Case {
  due?: PaymentDue
  io?: PaymentIo
  /** What must come of asking to pay. */
  step?: PaymentStep
  message?: PaymentMessage
  /** Parts of what the message must say; null: it must be refused. */
  news?: Partial<Extract<PaymentNews, { invoice: string }>> | { type: 'other' } | null
}

const STRANGER: PaymentMessage = deepFreeze({
  body: '{"id":"evt_1","type":"paid"}',
  headers: { 'content-type': 'application/json' },
  now: Date.parse('2026-11-27T12:00:00Z'),
})

export function paymentContract<C>(plugin: PaymentProvider<C>, cases: PaymentCase[]): Check[] {
  return [
    ...commonChecks(plugin, 'payment', cases),
    {
      title: 'believes nobody who only knows its address',
      run: async () => {
        if (!plugin.receive) return
        for (const one of cases) {
          const config = await readConfig<C>(plugin, one)
          assert.equal(await plugin.receive(STRANGER, config), null, 'a forged message is believed')
        }
      },
    },
    ...cases.map((one) => ({ title: one.title, run: () => runCase(plugin, one) })),
  ]
}

async function runCase<C>(plugin: PaymentProvider<C>, one: PaymentCase): Promise<void> {
  const config = await readConfig<C>(plugin, one)
  if (one.message) {
    assert.ok(plugin.receive, 'has no receive()')
    const message = deepFreeze({ ...one.message })
    const [news, again] = [
      await plugin.receive(message, config),
      await plugin.receive(message, config),
    ]
    assert.deepEqual(again, news, 'the same message must say the same')
    assertNews(news)
    if (one.news === null) assert.equal(news, null, 'should be refused')
    else if (one.news) assertParts(news ?? {}, one.news)
    return
  }
  const due = deepFreeze(one.due ?? fakeDue())
  const step = await plugin.checkout(due, one.io ?? fakePaymentIo([]), config)
  assertStep(step)
  if (one.step) assert.deepEqual(step, one.step)
}

const assertStep = (step: unknown) => assert.equal(stepProblem(step), null)

function assertNews(news: PaymentNews | null) {
  if (news === null) return
  assert.ok(typeof news.event === 'string' && news.event, 'news must name its event')
  if (news.type === 'other') return
  assert.ok(Number.isSafeInteger(news.amount) && news.amount > 0, 'an amount is in minor units')
  assert.match(news.currency, /^[A-Z]{3}$/)
  assert.ok(news.payment && news.invoice, 'news must name payment and invoice')
}
