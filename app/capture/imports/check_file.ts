import { setImmediate as turn } from 'node:timers/promises'
import { duplicateKeys } from '#entities/duplicate_keys'
import type { AccountKey } from '#entities/field_crypto'
import { arrivalsOf } from '#intake/arrivals'
import { findHits } from '#intake/suppression/find_hits'
import { arrivalHit } from '#intake/suppression_lists'
import type { Problem } from '#shared/result'
import { store } from '#store/store'
import { suppressedValue } from '#distribution/answer_arrival'
import type { TakenLead } from '#distribution/take_lead'
import { batches } from '#capture/imports/batches'
import { withLocalFile } from '#capture/imports/import_files'
import { dataRows } from '#capture/imports/read/data_rows'
import { planRows, rowToLead } from '#capture/imports/row_to_lead'
import { SeenKeys } from '#capture/imports/seen_keys'
import { Tally } from '#capture/imports/tally'
import { type RowOutcome, noCounts } from '#capture/imports/types'
import type { Work, WorkEnd } from '#capture/imports/work'

const BATCH = 250
const DAY_MS = 86_400_000
const NOTE_MS = 500

/**
 * Tries every row of a file as a run would, and stores nothing. A check that is put down begins again: what it has met
 * is in memory alone.
 */
export async function checkFile(work: Work): Promise<WorkEnd> {
  const { entry, entity } = work
  const plan = planRows(entry, entity)
  const tally = new Tally(noCounts())
  const seen = new SeenKeys()
  let inFile = 0
  let met = 0
  let rows = 0
  let noted = Date.now()
  const config = await work.config()
  const done = await withLocalFile(entry.path!, async (path) => {
    for await (const batch of batches(dataRows(entry, path), BATCH)) {
      const now = Date.now()
      const leads: Lead[] = []
      for (const row of batch) {
        const lead = rowToLead(row, plan, config, now)
        if (lead.ok) leads.push({ number: row.number, lead: lead.value })
        else tally.addBad(row.number, lead.problem)
      }
      const ids = leads.map(({ lead }) => keysOf(lead, config.key))
      const stored = await storedKeys(ids.flat(), entity.duplicate?.within_days ?? null, now)
      const refused = await refusedLeads(work, leads, config.key, now)
      for (const [i, keys] of ids.entries()) {
        const again = keys.some((key) => seen.has(key))
        if (again) inFile++
        const known = again || keys.some((key) => stored.has(key))
        if (known) met++
        const outcome = known ? AS[entry.settings.duplicate] : 'stored'
        const suppressed = outcome === 'stored' && refused[i]
        if (suppressed) {
          tally.addBad(leads[i].number, [suppressed])
          continue
        }
        tally.add(outcome)
        // Only a lead that is new leaves match keys behind.
        if (outcome === 'stored') for (const key of keys) seen.add(key)
      }
      rows = batch.at(-1)!.number
      if (work.stopped()) return false
      if (now - noted > NOTE_MS) {
        noted = now
        const counts = { ...tally.snapshot, in_file: inFile, met }
        if (!(await work.note({ position: rows, counts }))) return false
      } else await turn()
    }
    return true
  })
  if (!done) return null
  const counts = { ...tally.snapshot, in_file: inFile, met }
  return { status: 'checked', position: rows, rows, counts }
}

interface Lead {
  number: number
  lead: TakenLead
}

const AS: Record<Work['entry']['settings']['duplicate'], RowOutcome> = {
  skip: 'duplicate',
  update: 'updated',
  create: 'stored',
  reject: 'rejected',
}

const keysOf = ({ test, entity, accepted }: TakenLead, key: AccountKey): string[] =>
  test ? [] : duplicateKeys(key, entity, accepted.values).map(({ id }) => id)

/** Why a lead that is new would be refused: an address of it is on a suppression list. Null: it would not. */
async function refusedLeads(
  { entry, entity }: Work,
  leads: Lead[],
  key: AccountKey,
  now: number
): Promise<(Problem | null)[]> {
  const { lists } = await arrivalsOf(entry.accountId)
  if (lists.length === 0) return leads.map(() => null)
  return Promise.all(
    leads.map(async ({ lead }) => {
      const hit = arrivalHit(await findHits(key, lists, entity, lead.accepted.values, now))
      return hit?.list.onArrival === 'refuse' ? suppressedValue(hit) : null
    })
  )
}

async function storedKeys(ids: string[], days: number | null, now: number): Promise<Set<string>> {
  if (ids.length === 0) return new Set()
  const since = days === null ? 0 : now - days * DAY_MS
  const rows = await store.all(
    'select id from lead_keys where id in (??) and lead_id is not null and seen_at > ?',
    [ids, since]
  )
  return new Set(rows.map(({ id }) => id as string))
}
