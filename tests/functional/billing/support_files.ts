import { setTimeout as pause } from 'node:timers/promises'
import { type FileRecord, recordsOf } from '#billing/documents/files/file_records'
import env from '#start/env'
import { as } from '#tests/functional/api/call'
import { GERMAN, OCTOBER, billingAccount, book } from '#tests/functional/billing/support'

/** An account with one finalized invoice, whose files nobody has made yet. */
export async function issued(billing: object = GERMAN, currency = 'EUR') {
  const account = await billingAccount({ billing, currency })
  await book(account, { day: '2026-10-03', amount: 333, count: 3, currency })
  const api = as(account)
  const [draft] = (await api.post('/invoices/generate', OCTOBER)).body.data
  const final = await api.post(`/invoices/${draft.id}/finalize`)
  return { account, api, id: draft.id as string, number: final.body.number as string, final }
}

export const recordOf = async (accountId: string, id: string, format: string) =>
  (await recordsOf(accountId, [id])).find((one) => one.format === format) as FileRecord

/** A file of the API, as bytes. */
export async function bytesOf(account: { token: string }, path: string): Promise<Uint8Array> {
  const answer = await fetch(`http://${env.get('HOST')}:${env.get('PORT')}/api/v1${path}`, {
    headers: { authorization: `Bearer ${account.token}` },
  })
  if (!answer.ok) throw new Error(`${answer.status}: ${await answer.text()}`)
  return new Uint8Array(await answer.arrayBuffer())
}

export async function until<T>(look: () => Promise<T | null> | T | null, ms = 60_000): Promise<T> {
  for (const end = Date.now() + ms; Date.now() < end; await pause(50)) {
    const found = await look()
    if (found) return found
  }
  throw new Error('it did not come')
}
