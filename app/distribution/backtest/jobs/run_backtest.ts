import { plugins } from '#host/registry'
import { twinOf } from '#host/plugin_health'
import { runTransform } from '#host/sandbox/transform_pool'
import { compileProfile, type PluginSource } from '#routing/compile_profile'
import { fail, ok } from '#shared/result'
import { store } from '#store/store'
import { type CompiledVersion, accountConfigWith, versionOf } from '#distribution/account_config'
import { type RunContext, priceOf } from '#distribution/run_context'
import { withDrafts } from '#distribution/tried_version'
import { Backtester } from '#distribution/backtest/backtester'
import { DraftWorld } from '#distribution/backtest/draft_world'
import type { Backtest, StoredResult } from '#distribution/backtest/jobs/backtests'
import { ChangeWriter } from '#distribution/backtest/jobs/changes'
import { type CaseRef, collectCases } from '#distribution/backtest/jobs/collect_cases'
import { loadCases } from '#distribution/backtest/jobs/load_cases'
import { readHistory } from '#distribution/backtest/jobs/read_history'
import { AnswerRates } from '#distribution/backtest/past_answers'

export interface BacktestHooks {
  /** Waits until others have had their turn; throws when the backtest is to be put down. */
  breathe(): Promise<void>
  progress(phase: Backtest['phase'], done: number, total: number | null): Promise<void>
}

/** Why a backtest cannot be made, for a person. */
export class BacktestImpossible extends Error {
  constructor(readonly reason: 'profile_gone' | 'does_not_compile') {
    super(reason)
  }
}

/** Leads judged without letting others have their turn: some milliseconds. */
const PORTION = 40

/** Makes a backtest from its beginning to its result. Made again it comes to the same. */
export async function runBacktest(job: Backtest, hooks: BacktestHooks): Promise<StoredResult> {
  const context = await contextOf(job)
  const { config } = context
  await hooks.progress('reading', 0, null)
  const { cases, leads, leftOut } = await collectCases(context, job, hooks.breathe)
  const rates = new AnswerRates()
  const versions = new Map<string, CompiledVersion | null>()
  const live = (id: string | null) => (id ? (versions.get(id) ?? null) : null)
  const world = new DraftWorld(context, {
    plugins: twins(),
    rates,
    async transform(code, values) {
      const done = await runTransform({ account: job.accountId, code, input: values })
      return done.ok ? ok(done.value.output) : fail(done.problem.message)
    },
    offeredPrice(delivery, one) {
      const version = delivery.runId === one.run?.id ? live(one.run.versionId) : null
      const assignment = version?.compiled.byKey.get(delivery.assignmentKey)
      if (!version || !assignment) return null
      // Where it went by volume, its place was written down.
      if (delivery.tierPrice !== null) return delivery.tierPrice
      return priceOf({ ...context, version }, assignment, one.lead, one.at)
    },
  })
  const inside = new Set(cases.flatMap(({ run }) => run ?? []))
  // Runs of the range may end after it: a stage is reached when it is reached.
  const end = Math.max(job.to, (cases.at(-1)?.at ?? 0) + 1)
  await readHistory(context, { from: job.from, to: end }, inside, world, rates, hooks.breathe)

  const keys = await partnerKeys(job.accountId)
  const partnerKey = (id: string) => keys.get(id) ?? id
  const backtester = new Backtester(context, world, { liveVersion: live, partnerKey })
  const writer = new ChangeWriter(job.accountId, job.id)
  await writer.begin()
  const done = doneCounter()
  await hooks.progress('judging', 0, leads)
  for (let n = 0; n < cases.length; n += PORTION) {
    const portion = cases.slice(n, n + PORTION)
    const loaded = await loadCases(context, portion)
    for (const { run } of loaded)
      if (run?.versionId && !versions.has(run.versionId))
        versions.set(
          run.versionId,
          await versionOf(config, context.profile, run.versionId).catch(() => null)
        )
    await writer.add(await backtester.judge(loaded))
    await hooks.progress('judging', done(portion), leads)
    await hooks.breathe()
  }
  await writer.end()
  return { ...backtester.tally.result(), leftOut, currency: config.account.currency }
}

function doneCounter() {
  let done = 0
  return (portion: CaseRef[]) => (done += portion.filter(({ last }) => last).length)
}

/** The configuration of this moment with the tested version in the place of the live one. */
export async function contextOf(job: Backtest): Promise<RunContext> {
  const config = await accountConfigWith(job.accountId, ({ profiles }) =>
    profiles.get(job.profileId)
  )
  const profile = config.profiles.get(job.profileId)
  if (!profile) throw new BacktestImpossible('profile_gone')
  const compiled = compileProfile(job.document, profile.entity, plugins(), { gaps: 'hold' })
  if (!compiled.ok) throw new BacktestImpossible('does_not_compile')
  const version = { id: job.id, number: job.version ?? 0, compiled: compiled.value }
  return { config, profile: withDrafts(config, profile, version), version }
}

/** What is tried here counts as no call of the real plugins, and its faults stop nobody's leads. */
export function twins(): PluginSource {
  const registry = plugins()
  const made = new Map<string, unknown>()
  const get = (kind: 'node' | 'strategy', id: string) => {
    const name = `${kind}:${id}`
    if (!made.has(name)) {
      const plugin = registry.get(kind, id)
      made.set(name, plugin && twinOf(plugin))
    }
    return made.get(name)
  }
  return { get: get as PluginSource['get'] }
}

/** Also of partners that are deleted: they bought leads all the same. */
async function partnerKeys(accountId: string): Promise<Map<string, string>> {
  const rows = await store.all('select id, key from partners where account_id = ?', [accountId])
  return new Map(rows.map((row) => [row.id as string, row.key as string]))
}
