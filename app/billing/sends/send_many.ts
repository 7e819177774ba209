import type { Account } from '#accounts/types'
import { type InvoiceFilters, invoicesWhere } from '#billing/invoices/find_invoices'
import { sendWrites } from '#billing/sends/send_rows'
import { type SendTerms, termsOfParty } from '#billing/sends/send_terms'
import { store } from '#store/store'
import type { Row } from '#store/types'

/** Finalized documents of a filter, or some of them, and whether those that were sent before go again. */
export interface ManyWish {
  filters: InvoiceFilters
  again: boolean
}

/** What sending them comes to: who gets how many where, and what is left out and why. */
export interface ManyPlan {
  documents: number
  parties: { name: string; to: string; count: number }[]
  without_address: { name: string; count: number }[]
  sent_before: number
  /** Drafts, and what is void. */
  not_finalized: number
}

const MOST = 1_000
const SHOWN = 200

interface Planned {
  row: Row
  terms: SendTerms
}

export async function planMany(account: Account, wish: ManyWish): Promise<ManyPlan> {
  const { plan } = await decide(account, wish)
  return plan
}

/** Puts them among what is to be sent, each once. */
export async function sendMany(
  account: Account,
  wish: ManyWish,
  actor: string | null,
  now: number
): Promise<ManyPlan> {
  const { plan, chosen } = await decide(account, wish)
  await Promise.all(
    chosen.map(({ row, terms: { to, xml } }) =>
      store.submit<void>({
        locks: [],
        decide: () => ({
          result: undefined,
          writes: sendWrites(
            {
              ...{ accountId: account.id, invoiceId: row.id as string },
              ...{ number: row.number as string, partyId: row.partner_id as string },
              ...{ level: null, to: [to!], xml, actor },
            },
            now
          ).writes,
        }),
      })
    )
  )
  return plan
}

async function decide(account: Account, { filters, again }: ManyWish) {
  const { sql, params } = invoicesWhere(account, filters)
  const rows = await store.all(`${sql} order by i.id limit ${MOST}`, params)
  const before = await sentBefore(rows.map(({ id }) => id as string))
  const known = new Map<string, SendTerms>()
  const chosen: Planned[] = []
  const parties = new Map<string, ManyPlan['parties'][number]>()
  const without = new Map<string, number>()
  const plan = { sent_before: 0, not_finalized: 0 }
  for (const row of rows) {
    if (row.status !== 'issued') {
      plan.not_finalized++
      continue
    }
    if (before.has(row.id as string)) {
      plan.sent_before++
      if (!again) continue
    }
    const party = row.partner_id as string
    const terms =
      known.get(party) ?? (await termsOfParty(account, row as { kind: string; partner_id: string }))
    known.set(party, terms)
    const name = nameOf(row)
    if (terms.to === null) {
      without.set(name, (without.get(name) ?? 0) + 1)
      continue
    }
    chosen.push({ row, terms })
    const one = parties.get(party) ?? { name, to: terms.to, count: 0 }
    parties.set(party, { ...one, count: one.count + 1 })
  }
  return {
    chosen,
    plan: {
      documents: chosen.length,
      parties: [...parties.values()].slice(0, SHOWN),
      without_address: [...without].map(([name, count]) => ({ name, count })).slice(0, SHOWN),
      ...plan,
    },
  }
}

/** Documents that went out, or are on their way. */
async function sentBefore(ids: string[]): Promise<Set<string>> {
  if (!ids.length) return new Set()
  const rows = await store.all(
    `select distinct invoice_id from document_sends where invoice_id in (??) and level is null
       and state in ('queued', 'sending', 'sent', 'kept')`,
    [ids]
  )
  return new Set(rows.map((row) => row.invoice_id as string))
}

function nameOf(row: Row): string {
  const side = (row.kind as string).startsWith('self_billing') ? row.seller : row.buyer
  return ((JSON.parse(side as string) as { name?: string }).name ?? '') as string
}
