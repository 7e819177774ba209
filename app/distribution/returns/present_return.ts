import { money } from '#shared/money'
import { postingId } from '#store/row_ids'
import { store } from '#store/store'
import type { Row } from '#store/types'
import { accountConfig } from '#distribution/account_config'
import type { ReturnTerms } from '#distribution/returns/terms_of'
import type { ReturnFacts, ReturnStatus } from '#distribution/returns/types'

const time = (ms: unknown) => (ms === null ? null : new Date(Number(ms)).toISOString())

/** Terms as the API writes them, under the names of the blueprint. */
export const presentTerms = (terms: ReturnTerms) => ({
  days: terms.days,
  reasons: [...terms.reasons],
  limit_count: terms.limitCount,
  limit_percent: terms.limitPercent,
  beyond_limit: terms.beyondLimit,
  evidence: terms.evidence,
  approval: terms.approval,
  automatic_reasons: [...terms.automaticReasons],
  restores_cap: terms.restoresCap,
  decide_days: terms.decideDays,
})

/** Returns as the API shows them, in the order of the rows. */
export async function presentReturns(accountId: string, rows: Row[], now: number) {
  if (!rows.length) return []
  const [config, files, documents, names] = await Promise.all([
    accountConfig(accountId),
    store.all('select * from return_files where return_id in (??) order by id', [
      rows.map((row) => row.id as string),
    ]),
    documentsOf(rows),
    keysOf(accountId),
  ])
  const filesOf = Map.groupBy(files, (file) => file.return_id)
  return rows.map((row) => {
    const document = documents.get(postingId(row.delivery_id as string, 'sale'))
    return {
      ...presentOne(row, filesOf.get(row.id) ?? [], now),
      partner:
        config.partners.get(row.partner_id as string)?.key ?? names.get(row.partner_id) ?? null,
      profile:
        config.profiles.get(row.profile_id as string)?.profile.key ??
        names.get(row.profile_id) ??
        null,
      invoice: document ?? null,
    }
  })
}

export type ReturnView = Awaited<ReturnType<typeof presentReturns>>[number]

function presentOne(row: Row, files: Row[], now: number) {
  const facts = JSON.parse(row.facts as string) as ReturnFacts
  const status = row.status as ReturnStatus
  return {
    id: row.id as string,
    status,
    /** Nobody has decided in time. */
    overdue: status === 'waiting' && row.due_at !== null && Number(row.due_at) <= now,
    delivery: row.delivery_id as string,
    lead: row.lead_id as string,
    reason: row.reason as string,
    note: row.note as string | null,
    asked_by: row.asked_by as 'partner' | 'operator' | 'api',
    actor: row.actor as string | null,
    amount: money(Number(row.amount), row.currency as string),
    waived: Boolean(row.waived),
    sold_at: time(row.sold_at)!,
    created_at: time(row.created_at)!,
    due_at: time(row.due_at),
    evidence: files
      .filter(({ path }) => path !== null)
      .map((file) => ({
        id: file.id as string,
        name: file.name as string,
        type: file.type as string,
        size: Number(file.size),
      })),
    facts: {
      sold_on: facts.soldDay,
      last_day: facts.lastDay,
      day: facts.day,
      time_zone: facts.timeZone,
      month: facts.month,
      used: facts.used,
      limit: facts.limit,
      sold: facts.sold,
      proven: facts.proven,
      proven_by: facts.provenBy,
      breaches: facts.breaches,
      terms: facts.terms ? presentTerms(facts.terms) : null,
    },
    decision:
      row.decided_at === null
        ? null
        : {
            how: row.decided_how as 'person' | 'automatic' | 'cancelled',
            by: row.decided_by as string | null,
            reason: row.decision_reason as string | null,
            at: time(row.decided_at)!,
          },
  }
}

/** The finalized invoice each sale is on, and whether a credit note took it off again. */
async function documentsOf(rows: Row[]) {
  const ids = rows.map((row) => postingId(row.delivery_id as string, 'sale'))
  const found = await store.all(
    `select b.id, i.id as invoice, i.number, case when k.id is null then 0 else 1 end as credited
     from invoice_postings b join invoices i on i.id = b.invoice_id and i.status = 'issued'
       left join invoice_postings k on k.id = replace(b.id, '.sale', '.cancellation')
     where b.id in (??)`,
    [ids]
  )
  return new Map(
    found.map((row) => [
      row.id as string,
      {
        id: row.invoice as string,
        number: row.number as string,
        credited: Boolean(Number(row.credited)),
      },
    ])
  )
}

/** Keys of what is deleted by now. */
async function keysOf(accountId: string) {
  const rows = await store.all(
    `select id, key from partners where account_id = ? and deleted_at is not null`,
    [accountId]
  )
  return new Map(rows.map((row) => [row.id, row.key as string]))
}
