import db from '@adonisjs/lucid/services/db'
import { accountConfig } from '#distribution/account_config'
import { loadPartnerById } from '#partners/repository'

const iso = (at: number | string | null) =>
  at === null ? null : new Date(Number(at)).toISOString()

/** Partners that were asked to erase a person, and what came of it. */
export async function presentAsks(accountId: string, requestId: string) {
  const [config, rows] = await Promise.all([
    accountConfig(accountId),
    db.from('erasure_asks').where({ account_id: accountId, request_id: requestId }).orderBy('id'),
  ])
  return Promise.all(
    rows.map(async (row) => {
      const partner =
        config.partners.get(row.partner_id) ?? (await loadPartnerById(accountId, row.partner_id))
      return {
        ...{ id: row.id as string, status: row.status as 'planned' | 'asked' | 'confirmed' },
        partner: { key: partner?.key ?? null, name: partner?.name ?? '' },
        deliveries: (JSON.parse(row.deliveries) as string[]).length,
        ...{ asked_at: iso(row.asked_at), due_at: iso(row.due_at) },
        overdue: row.status === 'asked' && row.overdue_at !== null,
        mail: row.mail_state as 'waiting' | 'sent' | 'failed' | 'no_address' | null,
        mails: Number(row.round),
        confirmed_at: iso(row.confirmed_at),
        confirmed_how: row.confirmed_how as 'link' | 'team' | null,
        confirmed_by: row.confirmed_by as string | null,
      }
    })
  )
}
