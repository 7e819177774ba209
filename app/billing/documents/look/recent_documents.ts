import { store } from '#store/store'

const SHOWN = 20

/** The last documents of an account, to see a look on one of them. */
export async function recentDocuments(accountId: string) {
  const rows = await store.all(
    `select id, number, kind from invoices where account_id = ? and status = 'issued'
     order by finalized_at desc, id desc limit ${SHOWN}`,
    [accountId]
  )
  return rows.map((row) => ({
    ...{ id: row.id as string, number: row.number as string, kind: row.kind as string },
  }))
}
