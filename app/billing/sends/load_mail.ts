import type { Account } from '#accounts/types'
import { recordsOf } from '#billing/documents/files/file_records'
import { type KeptFile, readFile } from '#billing/documents/files/read_file'
import { loadTaxDocument } from '#billing/documents/load_tax_document'
import { type MailFacts, composeMail, stepOf } from '#billing/sends/compose_mail'
import type { SendRecord } from '#billing/sends/send_records'
import type { SendReason } from '#billing/sends/types'
import type { TaxDocument } from '#sdk/document'
import { formatAmount } from '#shared/money'
import { type Result, fail, ok } from '#shared/result'
import { store } from '#store/store'

export type MailProblem =
  /** It may be sent later. */
  | { type: 'waits'; error: string }
  /** It is not sent any more. */
  | { type: 'stopped'; reason: Extract<SendReason, 'paid' | 'paused'> }
  | {
      type: 'failed'
      reason: Extract<SendReason, 'file_failed' | 'xml_failed' | 'gave_up'>
      error: string
    }

export interface LoadedMail {
  document: TaxDocument
  letter: ReturnType<typeof composeMail>
  files: { format: string; file: KeptFile }[]
}

/** All that a mail consists of: its letter as things stand now, and its files byte for byte as they are kept. */
export async function loadMail(
  account: Account,
  send: SendRecord
): Promise<Result<LoadedMail, MailProblem>> {
  const { invoice_id: id, level, xml, note } = send
  const [loaded, balance, reminder] = await Promise.all([
    loadTaxDocument(account, id, { items: false }),
    store.first('select due, reminders_paused from invoice_balances where id = ?', [id]),
    level === null ? null : store.first('select * from reminders where id = ?', [`${id}.${level}`]),
  ])
  if (!loaded.ok) return fail({ type: 'failed', reason: 'file_failed', error: loaded.problem.type })
  const document = loaded.value
  const due = Number(balance?.due ?? 0)
  if (level !== null && due <= 0) return fail({ type: 'stopped', reason: 'paid' })
  if (level !== null && send.actor === null && Boolean(balance?.reminders_paused))
    return fail({ type: 'stopped', reason: 'paused' })

  const files: LoadedMail['files'] = []
  for (const format of ['pdf', ...(xml === null ? [] : [xml])]) {
    const file = await readFile({ accountId: account.id, invoiceId: id, format, waitMs: 0 })
    if (!file.ok) return fail(problemOf(format, file.problem))
    files.push({ format, file: file.value })
  }
  const records = await recordsOf(account.id, [id])
  const show = (minor: number) => formatAmount(minor, document.currency)
  const fee = Number(reminder?.fee ?? 0)
  const facts: MailFacts = {
    ...{ document, note, open: show(due), withXml: xml !== null },
    sender: senderOf(account, document),
    holdsXml: records.some(({ format, state }) => format === 'cii' && state === 'ready'),
    reminder: reminder && {
      step: stepOf(Number(reminder.level), account.invoicing.reminders?.length ?? 1),
      ...{ fee: show(fee), total: show(due + fee), text: reminder.text as string | null },
    },
  }
  return ok({ document, letter: composeMail(facts), files })
}

/** Who issued it speaks, by the name that stands on it. */
function senderOf({ invoicing }: Account, { kind, seller, buyer }: TaxDocument) {
  const { name } = kind.startsWith('self_billing') ? buyer : seller
  const { contact_name: contact = null, email = null, phone = null } = invoicing
  return { name, contact, email, phone }
}

type Unread = Extract<Awaited<ReturnType<typeof readFile>>, { ok: false }>['problem']

function problemOf(format: string, problem: Unread): MailProblem {
  const error = 'error' in problem ? problem.error : problem.type
  if (problem.type === 'pending' || problem.type === 'disk') return { type: 'waits', error }
  const reasons = problem.type === 'failed' ? problem.problems.map(({ message }) => message) : []
  return {
    type: 'failed',
    reason: format === 'pdf' ? 'file_failed' : 'xml_failed',
    error: reasons.join('; ') || error,
  }
}
