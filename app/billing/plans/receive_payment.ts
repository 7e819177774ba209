import db from '@adonisjs/lucid/services/db'
import logger from '@adonisjs/core/services/logger'
import { settingsByToken } from '#accounts/plans/repository'
import type { PlanSettings } from '#accounts/plans/types'
import { recordPayment } from '#billing/invoices/record_payment'
import { loadPayment } from '#billing/plans/payment_settings'
import { guardCallAsync } from '#host/guard'
import type { PaymentMessage, PaymentNews } from '#sdk'
import { store } from '#store/store'

const DEADLINE_MS = 5_000

export type Received = 'unknown' | 'forged' | 'taken'

/**
 * Takes in what a provider sends to a seller's own address. A payment is recorded once, whichever of its messages comes
 * first and however often; a failure that comes after it changes nothing.
 */
export async function receivePayment(
  provider: string,
  token: string,
  message: PaymentMessage
): Promise<Received> {
  const settings = await settingsByToken(token)
  const payment = settings && (await loadPayment(settings.seller, provider))
  if (!settings || !payment?.plugin.receive) return 'unknown'
  const news = await guardCallAsync<PaymentNews | null>(
    payment.plugin,
    'receive',
    () => payment.plugin.receive!(message, payment.config),
    { deadlineMs: DEADLINE_MS }
  )
  // Sent again by the provider, when the plugin works again.
  if (!news.ok) throw new Error(news.problem.message)
  if (news.value === null) return 'forged'
  if (news.value.type === 'paid') await recordPaid(settings, provider, news.value, message.now)
  else if (news.value.type === 'failed') await note(settings, provider, news.value, message.now)
  return 'taken'
}

type Told = Extract<PaymentNews, { invoice: string }>

const note = (settings: PlanSettings, provider: string, news: Told, now: number) =>
  insertMessage(settings, `${provider}:${news.event}`, news, 'noted', now)

async function insertMessage(
  { seller }: PlanSettings,
  id: string,
  news: Told,
  result: string,
  now: number
): Promise<boolean> {
  const made = await db
    .knexQuery()
    .table('payment_messages')
    .insert({
      ...{ id: `${seller}:${id}`.slice(0, 190), seller, invoice_id: news.invoice.slice(0, 40) },
      ...{ kind: news.type, result, at: now },
    })
    .onConflict('id')
    .ignore()
    .returning('id')
  return made.length > 0
}

/**
 * The reference of a payment names it: one that stands in the books is not recorded again, also where a process died between
 * the books and the note of it. The note is made first, so that two messages at once cannot both look and find nothing.
 */
async function recordPaid(settings: PlanSettings, provider: string, news: Told, now: number) {
  const reference = `${provider} ${news.payment}`.slice(0, 255)
  const id = `${provider}:payment:${news.payment}`
  const isFirst = await insertMessage(settings, id, news, 'taking', now)
  const { accountId } = settings
  const booked = await store.first(
    'select id from payments where account_id = ? and invoice_id = ? and reference = ?',
    [accountId, news.invoice, reference]
  )
  if (booked || (!isFirst && !(await takeOver(settings, id, now)))) return
  const invoice = await store.first(
    'select currency from invoices where id = ? and account_id = ?',
    [news.invoice, accountId]
  )
  const isOurs = invoice?.currency === news.currency
  const done = isOurs
    ? await recordPayment(accountId, news.invoice, {
        ...{ amount: news.amount, at: news.at, reference, actor: `payment:${provider}` },
      })
    : null
  const result = done?.ok ? 'recorded' : (done?.problem.type ?? 'unknown')
  if (result !== 'recorded')
    logger.warn(
      { invoice: news.invoice, payment: news.payment, result },
      'a payment found no invoice to lower'
    )
  await db
    .from('payment_messages')
    .where('id', `${settings.seller}:${id}`.slice(0, 190))
    .update({ result })
}

const DEAD_MS = 60_000

/** Of a process that noted a payment and died before it was in the books, the next message takes it over, once. */
async function takeOver({ seller }: PlanSettings, id: string, now: number): Promise<boolean> {
  const taken = await db
    .from('payment_messages')
    .where({ id: `${seller}:${id}`.slice(0, 190), result: 'taking' })
    .where('at', '<', now - DEAD_MS)
    .update({ at: now })
  return Number(taken) > 0
}
