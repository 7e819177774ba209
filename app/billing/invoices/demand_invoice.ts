import { notFound } from '#shared/http_problem'
import { store } from '#store/store'

/** Throws HttpProblem 404 where the account has no such invoice: lists beside one would merely be empty. */
export async function demandInvoice(accountId: string, invoiceId: string): Promise<void> {
  const where = 'select id from invoices where id = ? and account_id = ?'
  if (!(await store.first(where, [invoiceId, accountId]))) throw notFound('invoice')
}
