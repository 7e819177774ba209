import type { ArrivingLead, Arrival } from '#intake/arrivals'
import { forgetArrivals, onArrival } from '#intake/arrivals'
import { closeDelivery, guardedClient } from '#delivery/transports/delivery_hands'
import { closeTransformPool } from '#host/sandbox/transform_pool'
import { store } from '#store/store'
import type { Row } from '#store/types'
import logger from '@adonisjs/core/services/logger'
import { accountConfig, stopWatchingConfig, watchConfigChanges } from '#distribution/account_config'
import type { AccountConfig, ProfileConfig } from '#distribution/account_config'
import { type Advanced, advanceRun } from '#distribution/advance_run'
import { beginQueued } from '#distribution/begin_queued'
import { circuits } from '#distribution/circuits'
import { loadRun } from '#distribution/load_run'
import { newDistribution } from '#distribution/new_distribution'
import { beginClaimed } from '#distribution/pings/begin_claimed'
import { placeRefusal } from '#distribution/claim_problem'
import type { Place } from '#distribution/pings/place'
import type { RunContext } from '#distribution/run_context'
import { startAtOnce } from '#distribution/start_at_once'
import type { Run } from '#distribution/run'
import type { Call } from '#distribution/workers/fair_turns'
import { Waiters } from '#distribution/workers/waiters'
import { BullWaker, InlineWaker, type Waker } from '#distribution/workers/waker'
import { Sweeper } from '#distribution/workers/sweeper'
import { PlaceKeeper } from '#distribution/workers/place_keeper'
import { Worker } from '#distribution/workers/worker'
import { profilesAtStage } from '#distribution/stage_profiles'

export interface EngineOptions {
  role: 'web' | 'worker' | 'command'
  /** False: this process accepts leads and leaves the running of them to others. */
  runs: boolean
  redisUrl: string | null
  /** Runs under way at once in this process. */
  concurrency?: number
}

/** Runs that may wait in memory; what comes beyond is left in the database for the sweeper. */
const MAX_FRESH = 5_000

const FINISHED: Advanced = { type: 'finished' }

/** A claimed run's row; or else, where somebody has it, whose it is. */
interface Claim {
  row: Row | null
  owner: string | null
}

/** One process' part in distributing leads: takes arrivals in, advances runs, takes over what others left. */
export class Engine {
  readonly worker = new Worker()
  readonly waiters = new Waiters()
  #waker: Waker = new InlineWaker()
  #options: EngineOptions = { role: 'command', runs: false, redisUrl: null }
  #fresh = new Map<string, Run>()
  /** Runs that are this process' to work on: those it advances now, and fresh ones that wait for their turn. */
  #active = new Set<string>()
  #advancing = new Set<string>()
  #sweeper: Sweeper | null = null
  #places = new PlaceKeeper()
  #started = false

  async start(options: EngineOptions) {
    if (this.#started) return
    this.#started = true
    this.#options = options
    // A wrong allow list stops the start, not the first delivery.
    guardedClient()
    await this.worker.start(options.role)
    await Promise.all([watchConfigChanges(), circuits.watch()])
    this.#waker = options.redisUrl ? new BullWaker(options.redisUrl) : new InlineWaker()
    this.#waker.listen((leadId) => this.waiters.told(leadId))
    onArrival({
      ready: accountConfig,
      lists: ({ suppression }) => suppression,
      arrived: (config, lead, profile) => this.#arrived(config, lead, profile),
      stageReached: (config, lead, stage) => this.#stageReached(config, lead, stage),
    })
    if (!options.runs) return
    this.#waker.work((id) => this.#advance(id), options.concurrency ?? 1_000)
    this.#sweeper = new Sweeper(this.worker, this.#active, (call) => this.wake(call))
    this.#sweeper.start()
    this.#places.start()
  }

  /** Finishes what is under way, within `graceMs`, and hands the rest back to whoever takes it next. */
  async stop(graceMs = 10_000) {
    if (!this.#started) return
    this.#started = false
    forgetArrivals()
    this.#sweeper?.stop()
    this.#places.stop()
    stopWatchingConfig()
    circuits.stop()
    await Promise.race([
      this.#waker.close(),
      new Promise((resolve) => setTimeout(resolve, graceMs).unref()),
    ])
    await this.#handBack().catch(() => {})
    await this.worker.stop()
    await Promise.all([closeTransformPool(), closeDelivery()])
  }

  /** Asks for a run to be advanced, here or elsewhere. */
  wake(call: Call, at?: number) {
    this.#waker.wake(call, at)
  }

  /** Resolves when no distribution of the lead is open any more, or after `ms`. */
  waitForLead(_accountId: string, leadId: string, ms: number): Promise<void> {
    return this.waiters.wait(leadId, ms)
  }

  /** Rejects with the reason when the queue does not answer. */
  ping() {
    return this.#waker.ping()
  }

  get underWay(): number {
    return this.#active.size
  }

  /** True where a new run may be kept in memory instead of being read back from its rows. */
  get #keepsFresh() {
    return this.#options.runs && !this.#options.redisUrl && this.#fresh.size < MAX_FRESH
  }

  #arrived(
    config: AccountConfig,
    lead: ArrivingLead,
    profileKey: string | null
  ): Arrival | null | 'unknown_profile' {
    let profiles: ProfileConfig[]
    if (profileKey !== null) {
      const named = config.profilesByKey.get(profileKey)
      if (!named || named.entity.id !== lead.entity.id) return 'unknown_profile'
      profiles = named.profile.paused ? [] : [named]
    } else {
      profiles = config.onArrival.get(lead.entity.id) ?? []
      const first = profilesAtStage(config.profiles.values(), lead.stage, lead.entity.id)
      if (first.length) profiles = [...profiles, ...first]
    }
    return this.#arrival(
      config,
      { ...lead, revision: 1 },
      profiles,
      profileKey ? 'api' : 'on_arrival'
    )
  }

  /**
   * The arrival of a lead a place is held for: the run of its profile begins there, those of others as ever. Null where the
   * lead does not fit the place.
   */
  arriveAt(context: RunContext, lead: ArrivingLead, place: Place): Arrival | null {
    const { config, profile } = context
    const at = Date.now()
    const fresh = this.#keepsFresh
    const facts = { ...lead, revision: 1, createdAt: lead.at }
    const owner = fresh ? this.worker.id : null
    const { run, write } = newDistribution(config, profile, facts, 'ping', owner, at)
    const begun = beginClaimed(run, context, place, at)
    if (!begun) return null
    const own = config.onArrival.get(lead.entity.id) ?? []
    const others = own.includes(profile) ? own.filter((one) => one !== profile) : []
    const rest = this.#arrival(config, { ...lead, revision: 1 }, others, 'on_arrival', false)
    return {
      distributions: [run.id, ...(rest?.distributions ?? [])],
      locks: [{ table: 'ping_places', value: place.id }, ...(rest?.locks ?? [])],
      refused: (locked) => placeRefusal(locked.get('ping_places', place.id), at),
      decide: (locked) => [write, ...begun.writes(), ...(rest?.decide(locked) ?? [])],
      committed: () => {
        this.#goesOn(run, fresh)
        rest?.committed()
      },
    }
  }

  #stageReached(
    config: AccountConfig,
    lead: ArrivingLead & { revision: number },
    stage: string
  ): Arrival | null {
    const profiles = profilesAtStage(config.profiles.values(), stage, lead.entity.id)
    return this.#arrival(config, lead, profiles, 'stage')
  }

  #arrival(
    config: AccountConfig,
    lead: ArrivingLead & { revision: number },
    profiles: ProfileConfig[],
    trigger: string,
    atOnce = trigger !== 'stage'
  ): Arrival | null {
    if (!profiles.length) return null
    const at = Date.now()
    const facts = { ...lead, createdAt: lead.at }
    const fresh = this.#keepsFresh
    const made = profiles.map((profile) => {
      const { run, write } = newDistribution(
        config,
        profile,
        facts,
        trigger,
        fresh ? this.worker.id : null,
        at
      )
      const version = profile.live
      // A stage is reached inside a transaction whose locks are taken already: such a run starts after it.
      const start =
        fresh && version && atOnce
          ? startAtOnce(run, { config, profile, version }, this.worker.id, at)
          : null
      return { run, write, start }
    })
    return {
      distributions: made.map(({ run }) => run.id),
      locks: made.flatMap(({ start }) => start?.locks ?? []),
      decide: (locked) =>
        made.flatMap(({ write, start }) => [write, ...(start?.decide(locked) ?? [])]),
      committed: () => {
        for (const { run, start } of made) {
          if (start?.committed() === 'finished') continue
          this.#goesOn(run, fresh)
        }
      },
    }
  }

  /** A run that was committed a moment ago: here where it is kept in memory, else with whoever takes it. */
  #goesOn(run: Run, fresh: boolean) {
    if (fresh) {
      this.#fresh.set(run.id, run)
      this.#active.add(run.id)
      this.waiters.started(run.lead.id)
    }
    this.wake({ id: run.id, account: run.accountId })
  }

  async #advance(id: string) {
    const fresh = this.#fresh.get(id)
    this.#fresh.delete(id)
    // Never twice at once: both would be its owner, and each take the other's steps for those of a dead process.
    if (this.#advancing.has(id)) {
      if (fresh) this.waiters.ended(fresh.lead.id, false)
      return
    }
    this.#active.add(id)
    this.#advancing.add(id)
    let finished = false
    try {
      const begun = fresh ? null : await beginQueued(id, this.worker.id)
      const run = fresh ?? begun?.run ?? (await this.#takeOver(id))
      if (!run) return
      const result = begun?.finished ? FINISHED : await advanceRun(run, this.worker.id)
      finished = result.type === 'finished'
      if (finished && !fresh) this.#tell(run.lead.id)
      if (result.type === 'asleep') this.wake({ id, account: run.accountId }, result.until)
    } catch (error) {
      // The run stays in its rows, owned by this process: the sweeper calls it again.
      logger.error(
        { err: error, distribution: id },
        'a distribution could not be advanced; it will be tried again'
      )
    } finally {
      this.#active.delete(id)
      this.#advancing.delete(id)
      if (fresh) this.waiters.ended(fresh.lead.id, finished)
    }
  }

  /** Tells those who wait for the lead, in this process and, over the queue, in others. */
  #tell(leadId: string) {
    this.waiters.told(leadId)
    this.#waker.tell(leadId)
  }

  /** Claims a run that nobody runs, or whose owner is dead. Null when somebody does, or it is over. */
  async #takeOver(id: string): Promise<Run | null> {
    let claim = await this.#claim(id, null)
    if (claim.owner) {
      // Asked anew each time: a process that has just begun is no dead one.
      const living = await this.worker.living()
      if (!living.includes(claim.owner)) claim = await this.#claim(id, claim.owner)
    }
    return claim.row ? loadRun(id, claim.row) : null
  }

  /** Takes a run that is nobody's, ours, or `from` a dead owner's. Otherwise says whose it is. */
  #claim(id: string, from: string | null): Promise<Claim> {
    const { id: me } = this.worker
    return store.submit<Claim>({
      locks: [{ table: 'distributions', value: id }],
      decide(locked) {
        const row = locked.get('distributions', id)
        const owner = (row?.owner ?? null) as string | null
        if (row?.status !== 'queued' && row?.status !== 'running')
          return { result: { row: null, owner: null }, writes: [] }
        if (owner !== null && owner !== me && owner !== from)
          return { result: { row: null, owner }, writes: [] }
        const set = { owner: me, wake_at: null }
        return {
          result: { row, owner: null },
          writes: [{ update: 'distributions', id, set }],
        }
      },
    })
  }

  async #handBack() {
    const rows = await store.all(
      `select id from distributions where owner = ? and status in ('queued', 'running')`,
      [this.worker.id]
    )
    for (const { id } of rows)
      await store.submit({
        locks: [],
        decide: () => ({
          result: null,
          writes: [{ update: 'distributions', id: id as string, set: { owner: null } }],
        }),
      })
    this.#fresh.clear()
  }
}

export const engine = new Engine()
