import { setTimeout as pause } from 'node:timers/promises'
import { importFileMs } from '#config/imports'
import type { AcceptOutcome } from '#intake/accept_leads'
import { engine } from '#distribution/engine'
import { STOPPED, suppressedValue } from '#distribution/answer_arrival'
import { storeTaken } from '#distribution/store_taken'
import { type TakenLead, unknownProfile } from '#distribution/take_lead'
import { type BadRow, storeBadRows } from '#capture/imports/bad_rows'
import { batches } from '#capture/imports/batches'
import { withLocalFile } from '#capture/imports/import_files'
import { type DataRow, dataRows } from '#capture/imports/read/data_rows'
import { type RowPlan, planRows, rowToLead } from '#capture/imports/row_to_lead'
import { Tally } from '#capture/imports/tally'
import { noCounts } from '#capture/imports/types'
import type { Work, WorkEnd } from '#capture/imports/work'

const BATCH = 100
/** Rows wait while so many distributions are under way in this process: leads that come in now go first. */
const MAX_UNDER_WAY = 200
const LOOK_MS = 20
/** The share of the time an import leaves to everything else, for each it takes itself. */
const REST = 0.25

/**
 * Stores the rows of a file as leads, batch by batch. What became of a row is written with its lead, so after a crash
 * the same rows are met again and none is stored twice.
 */
export async function runFile(work: Work): Promise<WorkEnd> {
  const { entry, entity } = work
  const plan = planRows(entry, entity)
  const tally = new Tally(structuredClone(entry.counts ?? noCounts()))
  let position = entry.position
  const put = await withLocalFile(entry.path!, async (path) => {
    for await (const batch of batches(rest(dataRows(entry, path), position), BATCH)) {
      const began = performance.now()
      const stop = await storeBatch(batch, plan, work, tally)
      if (stop) return { status: 'paused' as const, problem: stop, phaseAt: null }
      position = batch.at(-1)!.number
      const noted = await work.note({ position, counts: tally.snapshot })
      if (!noted || work.stopped()) return 'put_down'
      await pause((performance.now() - began) * REST)
      while (engine.underWay > MAX_UNDER_WAY && !work.stopped()) await pause(LOOK_MS)
    }
    return null
  })
  if (put) return put === 'put_down' ? null : put
  const now = Date.now()
  return {
    ...{ status: 'done', position, rows: position, counts: tally.snapshot, finishedAt: now },
    fileUntil: now + importFileMs,
  }
}

async function* rest(rows: AsyncIterable<DataRow>, after: number): AsyncGenerator<DataRow> {
  for await (const row of rows) if (row.number > after) yield row
}

/** Why the plan of the account lets no more leads in; null: the batch is stored. */
async function storeBatch(
  batch: DataRow[],
  plan: RowPlan,
  { entry, config }: Work,
  tally: Tally
): Promise<string | null> {
  const now = await config()
  const { settings, accountId, id: importId } = entry
  const bad: BadRow[] = []
  const taken: { number: number; lead: TakenLead }[] = []
  for (const row of batch) {
    const { number } = row
    const lead = rowToLead(row, plan, now, Date.now())
    if (!lead.ok) bad.push({ number, problems: lead.problem })
    else
      taken.push({
        number,
        lead: {
          ...lead.value,
          importRow: { importId, number },
          quiet: settings.distribute === false,
          stage: settings.stage,
        },
      })
  }
  const outcomes = await storeTaken(
    accountId,
    taken.map(({ lead }) => lead)
  )
  const stopped = outcomes.find((one) => one.type === 'stopped')
  // What was stored of the batch is met again when the import goes on.
  if (stopped) return STOPPED[stopped.by]
  for (const [i, outcome] of outcomes.entries()) {
    const { number, lead } = taken[i]
    if (outcome.type === 'unknown_profile')
      bad.push({ number, problems: [unknownProfile(lead.profile ?? '')] })
    else if (outcome.type === 'suppressed')
      bad.push({ number, problems: [suppressedValue(outcome)] })
    else tally.add(outcomeOf(outcome))
  }
  for (const { number, problems } of bad) tally.addBad(number, problems)
  await storeBadRows(accountId, importId, bad)
  return null
}

function outcomeOf(outcome: AcceptOutcome) {
  if (outcome.type === 'replayed') return outcome.as
  if (
    outcome.type === 'stopped' ||
    outcome.type === 'unknown_profile' ||
    outcome.type === 'suppressed' ||
    outcome.type === 'claim_refused'
  )
    throw new Error(`E_NO_OUTCOME: ${outcome.type}`)
  return outcome.type === 'idempotency_conflict' ? 'rejected' : outcome.type
}
