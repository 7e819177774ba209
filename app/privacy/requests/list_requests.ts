import db from '@adonisjs/lucid/services/db'
import type { Row } from '#store/types'
import { presentHead } from '#privacy/requests/present_request'
import { toRequest } from '#privacy/requests/rows'

const PAGE = 50

/** Requests that are open first in the order of their deadlines, then those that are closed, the latest first. */
export async function listRequests(accountId: string, before?: string) {
  const own = () => db.from('privacy_requests').where('account_id', accountId)
  const open: Row[] = before
    ? []
    : await own().whereNotIn('status', ['done', 'cancelled']).orderBy('due_at').limit(200)
  const closed: Row[] = await own()
    .whereIn('status', ['done', 'cancelled'])
    .if(before, (query) => query.where('id', '<', before!))
    .orderBy('id', 'desc')
    .limit(PAGE + 1)
  const page = closed.slice(0, PAGE)
  return {
    requests: await Promise.all(
      [...open, ...page].map(async (row) => {
        const request = await toRequest(row)
        return {
          ...presentHead(request),
          leads: { total: request.leads.length, done: request.done },
          partners: await partnersOf(request.id),
        }
      })
    ),
    next: closed.length > PAGE ? (page.at(-1)!.id as string) : null,
  }
}

async function partnersOf(id: string) {
  const rows: Row[] = await db
    .from('erasure_asks')
    .where('request_id', id)
    .select('status', 'overdue_at')
  return {
    asked: rows.length,
    confirmed: rows.filter(({ status }) => status === 'confirmed').length,
    overdue: rows.filter((row) => row.status === 'asked' && row.overdue_at !== null).length,
  }
}
