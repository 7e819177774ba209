import { store } from '#store/store'

/** Stops or resumes reminding of one invoice. False where the account has no such finalized document. */
export async function pauseReminders(
  accountId: string,
  id: string,
  paused: boolean
): Promise<boolean> {
  const known = await store.first(
    'select id from invoice_balances where id = ? and account_id = ?',
    [id, accountId]
  )
  if (!known) return false
  await store.submit<void>({
    locks: [{ table: 'invoice_balances', value: id }],
    decide: () => ({
      result: undefined,
      writes: [{ update: 'invoice_balances', id, set: { reminders_paused: paused } }],
    }),
  })
  return true
}
