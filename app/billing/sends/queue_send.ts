import type { Account } from '#accounts/types'
import { documentFormats } from '#billing/documents/document_formats'
import { sendWrites } from '#billing/sends/send_rows'
import { termsOfParty } from '#billing/sends/send_terms'
import { type Result, fail, ok } from '#shared/result'
import { store } from '#store/store'

/** What somebody says of a mail; what is left out is as the settings have it. */
export interface SendRequest {
  to?: string[]
  cc?: string[]
  note?: string | null
  /** Null: no XML beside the PDF. */
  xml?: string | null
  /** Level of a reminder that was made; absent: the document itself. */
  reminder?: number
}

export type SendProblem =
  | { type: 'not_found' }
  | { type: 'not_issued'; status: string }
  | { type: 'no_address' }
  | { type: 'unknown_format'; known: string[] }
  | { type: 'no_reminder' }
  | { type: 'nothing_due' }

/** Puts a finalized document, or a reminder that was made of it, among what is to be sent. */
export async function queueSend(
  account: Account,
  invoiceId: string,
  wish: SendRequest,
  actor: string | null,
  now: number
): Promise<Result<{ id: string }, SendProblem>> {
  const row = await store.first(
    `select i.kind, i.status, i.number, i.partner_id, b.due from invoices i
       left join invoice_balances b on b.id = i.id where i.id = ? and i.account_id = ?`,
    [invoiceId, account.id]
  )
  if (!row) return fail({ type: 'not_found' })
  if (row.status !== 'issued') return fail({ type: 'not_issued', status: row.status as string })
  const level = wish.reminder ?? null
  if (level !== null) {
    const made = await store.first('select id from reminders where id = ?', [
      `${invoiceId}.${level}`,
    ])
    if (!made) return fail({ type: 'no_reminder' })
    if (Number(row.due) <= 0) return fail({ type: 'nothing_due' })
  }
  const partyId = row.partner_id as string
  const terms = await termsOfParty(account, { kind: row.kind as string, partner_id: partyId })
  const to = wish.to?.length ? [...new Set(wish.to)] : terms.to ? [terms.to] : []
  if (!to.length) return fail({ type: 'no_address' })
  const xml = wish.xml === undefined ? terms.xml : wish.xml
  const known = documentFormats()
  if (wish.xml && !known.includes(wish.xml)) return fail({ type: 'unknown_format', known })
  const { id, writes } = sendWrites(
    {
      ...{ accountId: account.id, invoiceId, number: row.number as string, partyId, level },
      ...{ to, cc: [...new Set(wish.cc)], note: wish.note?.trim() || null, xml, actor },
    },
    now
  )
  await store.submit<void>({ locks: [], decide: () => ({ result: undefined, writes }) })
  return ok({ id })
}
