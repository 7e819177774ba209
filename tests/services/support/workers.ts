import { Redis } from 'ioredis'
import { redisUrl } from '#config/workers'
import { store } from '#store/store'
import { makeAccount } from '#tests/helpers/make_account'
import { type Behaviour, type PartnerServer, partnerServer } from '#tests/helpers/partner_server'
import { type AssignmentOptions, loanBlueprint } from '#tests/functional/distribution/support'
import { type WorkerProcess, startWorker } from '#tests/services/support/worker_process'

/** Partners, an account and as many workers as a test starts; all gone after it. */
export class Stage {
  workers: WorkerProcess[] = []
  server!: PartnerServer

  async open() {
    this.server = await partnerServer()
  }

  async close() {
    await Promise.all(this.workers.map((worker) => worker.kill('SIGKILL')))
    this.workers = []
    await this.server.close()
  }

  async start(count: number, ...flags: string[]) {
    const started = await Promise.all(Array.from({ length: count }, () => startWorker(...flags)))
    this.workers.push(...started)
    return started
  }

  async account(
    assignments: AssignmentOptions[],
    profile: Record<string, unknown> = {},
    partners: Record<string, Record<string, unknown>> = {}
  ) {
    const blueprint = loanBlueprint(this.server, assignments, profile, partners)
    return (await makeAccount({ currency: 'EUR', blueprint })).id
  }
}

/** Answers held back until they are released; tells when so many wait. */
export class HeldAnswers {
  #waiting: (() => void)[] = []
  #watchers: (() => void)[] = []
  #open = false

  readonly behave: Behaviour = (_, response) => {
    const answer = () => {
      response.writeHead(200, { 'content-type': 'application/json' })
      response.end('{"status":"ok"}')
    }
    if (this.#open) return void answer()
    this.#waiting.push(answer)
    for (const look of this.#watchers) look()
  }

  get count() {
    return this.#waiting.length
  }

  async waitFor(count: number) {
    while (this.#waiting.length < count)
      await new Promise<void>((resolve) => this.#watchers.push(resolve))
    this.#watchers = []
  }

  /** From now on everybody is answered at once. */
  release() {
    this.#open = true
    for (const answer of this.#waiting.splice(0)) answer()
  }
}

/** Waits until every distribution of the account is final. */
export async function allEnded(accountId: string) {
  for (;;) {
    const row = await store.first(
      `select count(*) as n from distributions where account_id = ? and status in ('queued', 'running')`,
      [accountId]
    )
    if (Number(row!.n) === 0) return
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
}

/** Takes everything the queue holds out of Redis, as if it had lost it. */
export async function loseQueue() {
  const redis = new Redis(redisUrl!)
  const keys = await redis.keys('sluice:*')
  if (keys.length) await redis.del(...keys)
  redis.disconnect()
  return keys.length
}

export const countOf = async (sql: string, params: string[]) =>
  Number((await store.first(sql, params))!.n)
