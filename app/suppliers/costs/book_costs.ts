import db from '@adonisjs/lucid/services/db'
import type { QueryClientContract } from '@adonisjs/lucid/types/database'
import { store } from '#store/store'
import { type CostContext, collectCosts } from '#suppliers/costs/collect_costs'
import { fromRow, toRow } from '#suppliers/costs/cost_rows'
import { revenueId, soldId } from '#suppliers/costs/posting_ids'
import { readCostEvents, readMoves } from '#suppliers/costs/read_cost_events'
import type { CostEvent, CostPosting } from '#suppliers/costs/types'
import type { SupplierTerms } from '#suppliers/types'

const ROWS = 50
const CHUNK = 500
/** Name of the cursor among those that follow the trail. */
export const COSTS_LOG = 'costs'
/** Most lines that are booked ahead of the cursor; what is behind by more catches up within moments. */
const AHEAD = 5_000

/** The rows a stretch of the trail makes; see `collectCosts`. */
export async function costsOf(events: readonly CostEvent[]): Promise<CostPosting[]> {
  if (!events.length) return []
  const whose = await loadSuppliers([...new Set(events.map(({ accountId }) => accountId))])
  const mine = events.filter(
    ({ accountId, source, type }) =>
      source !== null &&
      (type === 'revenue.reversed' || whose.sources.has(`${accountId}\n${source}`))
  )
  if (!mine.length) return []
  const moved = mine.filter(({ type }) => type !== 'lead.received')
  const moves = await readMoves([...new Set(moved.map(({ leadId }) => leadId))])
  const known = await readKnown(mine, moves)
  const context: CostContext = {
    account: (id) => whose.accounts.get(id)!,
    supplierOf: (accountId, source) => whose.sources.get(`${accountId}\n${source}`) ?? null,
    movesOf: (leadId) => moves.get(leadId) ?? [],
    known: (id) => known.get(id) ?? null,
  }
  return collectCosts(mine, context)
}

/** Writes rows; those that are there already stay as they are. */
export async function writeCosts(client: QueryClientContract, postings: readonly CostPosting[]) {
  for (let i = 0; i < postings.length; i += ROWS) {
    const rows = postings.slice(i, i + ROWS).map(toRow)
    const columns = Object.keys(rows[0])
    const place = `(${columns.map(() => '?').join(',')})`
    await client.rawQuery(
      `insert into supplier_postings (${columns.join(',')}) values ${rows.map(() => place).join(',')}
       on conflict (id) do nothing`,
      rows.flatMap((row) => Object.values(row)) as never[]
    )
  }
}

/**
 * Books what came since the cursor, so that costs show at once; the cursor comes by later and finds them there. What takes
 * back waits for it: only in a settled trail it is sure which sale was the last. `accountId` null: of all accounts.
 */
export async function bookAhead(accountId: string | null): Promise<void> {
  const cursor = await store.first('select upto from figure_cursors where log = ?', [COSTS_LOG])
  const stretch = { after: (cursor?.upto as string | undefined) ?? '!', before: null }
  const events = await readCostEvents(accountId, stretch, AHEAD)
  const costs = await costsOf(events.filter(({ type }) => type !== 'revenue.reversed'))
  if (costs.length) await writeCosts(db.connection(), costs)
}

async function loadSuppliers(accountIds: string[]) {
  const accounts = new Map<string, { timeZone: string; currency: string }>()
  const sources = new Map<string, { id: string; terms: SupplierTerms[] }>()
  for (let i = 0; i < accountIds.length; i += CHUNK) {
    const ids = accountIds.slice(i, i + CHUNK)
    const [zones, rows] = await Promise.all([
      store.all('select id, time_zone, currency from accounts where id in (??)', [ids]),
      store.all(
        `select s.account_id, s.source, u.id, u.terms from supplier_sources s
         join suppliers u on u.id = s.supplier_id where s.account_id in (??)`,
        [ids]
      ),
    ])
    for (const row of zones)
      accounts.set(row.id as string, {
        timeZone: row.time_zone as string,
        currency: row.currency as string,
      })
    const terms = new Map<string, SupplierTerms[]>()
    for (const row of rows) {
      const id = row.id as string
      if (!terms.has(id)) terms.set(id, JSON.parse(row.terms as string) as SupplierTerms[])
      sources.set(`${row.account_id}\n${row.source}`, { id, terms: terms.get(id)! })
    }
  }
  return { accounts, sources }
}

/** Costs of before that reversals in a stretch may take back. */
async function readKnown(
  events: readonly CostEvent[],
  moves: ReadonlyMap<string, readonly unknown[]>
): Promise<Map<string, CostPosting>> {
  const ids = events
    .filter(({ type }) => type === 'revenue.reversed')
    .flatMap(({ leadId, deliveryId }) => [
      ...(deliveryId ? [revenueId(deliveryId)] : []),
      ...Array.from({ length: moves.get(leadId)?.length ?? 0 }, (_, i) => soldId(leadId, i + 1)),
    ])
  const found = new Map<string, CostPosting>()
  for (let i = 0; i < ids.length; i += CHUNK) {
    const rows = await store.all('select * from supplier_postings where id in (??)', [
      ids.slice(i, i + CHUNK),
    ])
    for (const row of rows) found.set(row.id as string, fromRow(row))
  }
  return found
}
