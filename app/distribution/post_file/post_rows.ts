import { createHash } from 'node:crypto'
import { setTimeout as pause } from 'node:timers/promises'
import { isRecord } from '#entities/fields/reader'
import type { Entity } from '#entities/types'
import type { AcceptOutcome } from '#intake/accept_leads'
import { foldKey, matchKeys } from '#intake/match_keys'
import { parseIntakeInput, parseLeadInput } from '#intake/parse_lead_input'
import { type PostCounts, noCounts } from '#intake/post_file/post_state'
import type { FileRow } from '#intake/post_file/read_rows'
import { type Problem, type Result, fail } from '#shared/result'
import { type AccountConfig, accountConfig } from '#distribution/account_config'
import { STOPPED, suppressedValue } from '#distribution/answer_arrival'
import { engine } from '#distribution/engine'
import { storeTaken } from '#distribution/store_taken'
import { type TakenLead, takeLead, unknownProfile } from '#distribution/take_lead'

export interface PostingOptions {
  accountId: string
  entity: Entity
  source: string | null
  profile: string | null
  /** Names this posting: with a row's number and content, the key under which the row is stored once. */
  id: string
  /** Rows up to this number were dealt with by an earlier run. */
  after: number
  signal: AbortSignal
}

export interface PostedBatch {
  /** Number of its last row. */
  row: number
  counts: PostCounts
  refusals: { line: number; message: string }[]
}

const BATCH = 200
/** Rows wait while so many distributions are under way in this process, so that memory does not grow with the file. */
const MAX_UNDER_WAY = 400
const LOOK_MS = 10

/**
 * Posts rows in their order, batch by batch; `onBatch` is called when a batch is on disk. Ends early, between two
 * batches, when the signal is given.
 */
export async function postRows(
  rows: AsyncIterable<FileRow>,
  options: PostingOptions,
  onBatch: (batch: PostedBatch) => Promise<void>
): Promise<void> {
  let batch: FileRow[] = []
  for await (const row of rows) {
    if (options.signal.aborted) return
    if (row.number <= options.after) continue
    batch.push(row)
    if (batch.length < BATCH) continue
    await onBatch(await postBatch(batch, options))
    batch = []
    while (engine.underWay > MAX_UNDER_WAY && !options.signal.aborted) await pause(LOOK_MS)
  }
  if (batch.length > 0 && !options.signal.aborted) await onBatch(await postBatch(batch, options))
}

async function postBatch(batch: FileRow[], options: PostingOptions): Promise<PostedBatch> {
  const config = await accountConfig(options.accountId)
  const counts = noCounts()
  const refusals: PostedBatch['refusals'] = []
  const refuse = (line: number, message: string) => {
    counts.refused++
    refusals.push({ line, message })
  }
  const taken: { line: number; lead: TakenLead }[] = []
  for (const row of batch) {
    const lead = row.content.ok
      ? await takeRow(row.number, row.content.value, config, options)
      : fail([{ field: '', rule: 'row', message: row.content.problem }])
    if (lead.ok) taken.push({ line: row.line, lead: lead.value })
    else refuse(row.line, describe(lead.problem))
  }
  const leads = taken.map(({ lead }) => lead)
  const outcomes = await storeTaken(options.accountId, leads)
  for (const [i, outcome] of outcomes.entries()) {
    const kind = countedAs(outcome)
    if (kind === 'refused') refuse(taken[i].line, refusal(outcome, leads[i].profile))
    else counts[kind]++
  }
  return { row: batch[batch.length - 1].number, counts, refusals }
}

/** A row is read like `POST /intake`; a JSON object with `values` like `POST /leads`. */
async function takeRow(
  number: number,
  row: Record<string, unknown>,
  config: AccountConfig,
  { entity, source, profile, id }: PostingOptions
): Promise<Result<TakenLead, Problem[]>> {
  const said: Record<string, unknown> = { entity: entity.key }
  if (source !== null) said.source = source
  if (profile !== null) said.profile = profile
  // What the command was told counts, whatever a column of that name says.
  const told = new Set(Object.keys(said).map(foldKey))
  const own = Object.fromEntries(Object.entries(row).filter(([key]) => !told.has(foldKey(key))))
  const now = Date.now()
  let taken: Result<TakenLead, Problem[]>
  if (isRecord(row.values)) {
    const input = await parseLeadInput({ ...own, ...said })
    if (!input.ok) return input
    const { values, rest, ...envelope } = input.value
    taken = takeLead(config, entity, envelope, values, rest, now)
  } else {
    const input = await parseIntakeInput({ ...own, ...said })
    if (!input.ok) return input
    const { flat, ...envelope } = input.value
    const matched = matchKeys(flat, entity)
    if (!matched.ok) return matched
    taken = takeLead(config, entity, envelope, matched.value.values, matched.value.extra, now)
  }
  if (taken.ok) {
    const content = JSON.stringify(row)
    const key = createHash('sha256').update(`${id}\n${number}\n${content}`).digest('hex')
    taken.value.idempotency = { id: key, requestHash: key }
  }
  return taken
}

function countedAs(outcome: AcceptOutcome): keyof PostCounts {
  if (outcome.type === 'stored') return 'stored'
  if (outcome.type === 'updated') return 'updated'
  if (outcome.type === 'duplicate') return 'duplicates'
  return outcome.type === 'replayed' ? 'repeated' : 'refused'
}

function refusal(outcome: AcceptOutcome, profile: string | null): string {
  if (outcome.type === 'unknown_profile') return unknownProfile(profile ?? '').message
  if (outcome.type === 'stopped') return STOPPED[outcome.by]
  if (outcome.type === 'suppressed') return suppressedValue(outcome).message
  return outcome.type === 'rejected'
    ? `a lead of this person exists already (${outcome.leadId})`
    : 'was posted before with other content'
}

const describe = (problems: Problem[]): string =>
  problems.map(({ field, message }) => (field ? `${field}: ${message}` : message)).join('; ')
