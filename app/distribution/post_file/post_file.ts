import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { storagePath } from '#config/storage'
import { engineOptions, redisUrl, workers } from '#config/workers'
import { readMapping } from '#intake/post_file/column_mapping'
import { type OpenedFile, openFile, openStream } from '#intake/post_file/open_file'
import { type PostState, PostStateFile, noCounts, postingId } from '#intake/post_file/post_state'
import { UnreadableFileError, readRows } from '#intake/post_file/read_rows'
import { type Problem, type Result, fail, ok } from '#shared/result'
import { accountConfig } from '#distribution/account_config'
import { engine } from '#distribution/engine'
import { distributionsSince, openSince } from '#distribution/post_file/distributions_since'
import { type PostedBatch, postRows } from '#distribution/post_file/post_rows'
import { entityByKey, unknownEntity, unknownProfile } from '#distribution/take_lead'

export interface PostFileWish {
  accountId: string
  /** Path of the file, or the stream that is there instead. */
  file: string | AsyncIterable<Buffer>
  entity: string
  /** Text of a mapping file. */
  mapping: string | null
  source: string | null
  profile: string | null
  /** Distribute in this process; otherwise the app and its workers do. */
  run: boolean
  /** Wait for all distributions, also for those that sleep until a retry. */
  wait: boolean
  /** Post the file anew although it was posted before. */
  again: boolean
}

export type PostingProgress =
  | { type: 'rows'; state: PostState; share: number | null; rows: number; seconds: number }
  | { type: 'distributions'; open: number }

export interface PostedFile {
  /** The whole file was posted before: nothing was done now. */
  before: boolean
  state: PostState
  /** Rows that an earlier run had dealt with. */
  earlier: number
  /** The first refusals of this run. */
  refusals: PostedBatch['refusals']
  /** Until the last row was stored. */
  seconds: number
  /** Distributions of the account since the posting began, by status. */
  outcome: Record<string, number>
}

const SHOWN_REFUSALS = 10

/**
 * Posts the rows of a file as leads. May be stopped at any moment, by the signal, a crash or a power cut: the same wish
 * goes on where it stopped, and no row is stored twice.
 */
export async function postFile(
  wish: PostFileWish,
  signal: AbortSignal,
  onProgress: (progress: PostingProgress) => void
): Promise<Result<PostedFile, Problem[]>> {
  const { accountId, source, profile } = wish
  const config = await accountConfig(accountId)
  const entity = entityByKey(config, wish.entity)
  if (!entity) return fail([unknownEntity(wish.entity)])
  if (profile !== null && config.profilesByKey.get(profile)?.entity.id !== entity.id)
    return fail([unknownProfile(profile)])
  const mapping = wish.mapping === null ? ok(null) : readMapping(wish.mapping, entity)
  if (!mapping.ok) return mapping
  const file = await open(wish.file)
  if (!file.ok) return file
  const { hash, bytes, format, head, text } = file.value

  const id = postingId([accountId, hash, entity.id, source, profile, wish.mapping])
  const notes = hash === null ? null : new PostStateFile(join(storagePath, 'imports'), id)
  const known = wish.again ? null : ((await notes?.read()) ?? null)
  const state = known ?? newState(file.value.name, wish.again)
  const posted: PostedFile = {
    before: state.done,
    state,
    earlier: state.row,
    refusals: [],
    seconds: 0,
    outcome: {},
  }
  if (state.done) return ok(posted)
  await notes?.write(state)
  const runs = wish.run && workers === 'inline' && redisUrl === null
  await engine.start({ ...engineOptions('command'), runs })

  const started = Date.now()
  let read = 0
  const rows = readRows(
    text((size) => (read += size)),
    format,
    head,
    entity,
    mapping.value
  )
  const options = {
    accountId,
    entity,
    source,
    profile,
    id: id + state.round,
    after: state.row,
    signal,
  }
  try {
    await postRows(rows, options, async ({ row, counts, refusals }) => {
      state.row = row
      for (const kind of Object.keys(counts) as (keyof typeof counts)[])
        state.counts[kind] += counts[kind]
      posted.refusals.push(...refusals.slice(0, SHOWN_REFUSALS - posted.refusals.length))
      posted.seconds = (Date.now() - started) / 1000
      await notes?.write(state)
      const share = bytes ? read / bytes : null
      onProgress({
        type: 'rows',
        state,
        share,
        rows: row - posted.earlier,
        seconds: posted.seconds,
      })
    })
  } catch (error) {
    if (!(error instanceof UnreadableFileError)) throw error
    await notes?.forget()
    return fail([{ field: '', rule: 'header', message: error.message }])
  }
  if (!signal.aborted) {
    state.done = true
    await notes?.write(state)
    if (runs || wish.wait) await distributed(wish, state, signal, onProgress)
  }
  posted.outcome = await distributionsSince(accountId, state.startedAt)
  return ok(posted)
}

/** Waits for what this process has under way, or (`wait`) for everything. */
async function distributed(
  { accountId, wait }: PostFileWish,
  { startedAt }: PostState,
  signal: AbortSignal,
  onProgress: (progress: PostingProgress) => void
) {
  for (;;) {
    const left = wait ? await openSince(accountId, startedAt) : engine.underWay
    if (left === 0 || signal.aborted) return
    onProgress({ type: 'distributions', open: left })
    await pause(wait ? 250 : 20)
  }
}

/** A posting that is asked for on purpose once more stores its rows under keys of its own. */
function newState(file: string, again: boolean): PostState {
  const startedAt = Date.now()
  const round = again ? `:${startedAt}` : ''
  return { file, round, row: 0, done: false, startedAt, counts: noCounts() }
}

async function open(file: PostFileWish['file']): Promise<Result<OpenedFile, Problem[]>> {
  try {
    return ok(typeof file === 'string' ? await openFile(file) : await openStream(file))
  } catch (error) {
    const message = `the file cannot be read: ${(error as Error).message}`
    return fail([{ field: '', rule: 'readable', message }])
  }
}
