import { E_TRANSFORM_POOL_CLOSED } from '#host/errors'
import { depthOf } from '#host/sandbox/depth_of'
import { LIMITS, POOL_LIMITS } from '#host/sandbox/limits'
import type { RunReport, TransformFault } from '#host/sandbox/protocol'
import { Strikes, scriptKey } from '#host/sandbox/strikes'
import { TransformWorker } from '#host/sandbox/transform_worker'
import { type Result, fail, ok } from '#shared/result'

export type { TransformFault } from '#host/sandbox/protocol'

export interface TransformJob {
  /** Id of the account the code belongs to: two accounts never share an isolate. */
  account: string
  code: string
  input: Record<string, unknown>
  /** 1 s by default, 10 s at most; counted from the moment a child takes the run. */
  timeoutMs?: number
}

export interface TransformOutput {
  output: Record<string, unknown>
  console: string[]
  duration_ms: number
}

interface Waiting {
  key: string
  job: { account: string; code: string; input: string; timeoutMs: number }
  settle: (result: Result<TransformOutput, TransformFault>) => void
}

const STOPPED = new Set<TransformFault['type']>(['timeout', 'memory', 'crashed'])

/** Children that run users' code, one run each at a time; runs wait in line. Started on first use. */
export class TransformPool {
  #workers: TransformWorker[] = []
  #queue: Waiting[] = []
  #strikes = new Strikes()
  #lastId = 0
  #failedStarts = 0
  #poll: NodeJS.Timeout | null = null
  #closed = false

  async run(job: TransformJob): Promise<Result<TransformOutput, TransformFault>> {
    if (this.#closed) throw new E_TRANSFORM_POOL_CLOSED()
    const input = JSON.stringify(job.input)
    const { account, code } = job
    if (Buffer.byteLength(input) > LIMITS.inputBytes)
      return refused(`the lead is larger than ${LIMITS.inputBytes / 1024} KB`)
    if (Buffer.byteLength(code) > LIMITS.codeBytes)
      return refused(`the code is larger than ${LIMITS.codeBytes / 1024} KB`)
    const timeoutMs = Math.min(job.timeoutMs ?? LIMITS.timeoutMs, LIMITS.maxTimeoutMs)
    return new Promise((settle) => {
      const key = scriptKey(account, code)
      this.#queue.push({ key, job: { account, code, input, timeoutMs }, settle })
      this.#work()
    })
  }

  /** Allows a disabled script again; without arguments, all of them. */
  enable(account?: string, code?: string): void {
    this.#strikes.reset(account === undefined ? undefined : scriptKey(account, code ?? ''))
  }

  /** Process ids of the children, for the curious and for tests. */
  pids(): number[] {
    return this.#workers.flatMap((worker) => worker.pid ?? [])
  }

  close(): void {
    this.#closed = true
    for (const worker of [...this.#workers]) worker.stop()
    for (const waiting of this.#queue.splice(0)) waiting.settle(crashed('the sandbox was stopped'))
    this.#rest()
  }

  #work(): void {
    while (!this.#closed && this.#workers.length < POOL_LIMITS.children)
      this.#workers.push(new TransformWorker((worker) => this.#changed(worker)))
    for (const worker of this.#workers) {
      if (worker.state !== 'idle') continue
      const next = this.#nextAllowed()
      if (!next) break
      void this.#serve(worker, next)
    }
    this.#settleDown()
  }

  /** Only work keeps the app alive and the memory watched. */
  #settleDown(): void {
    const active = this.#queue.length > 0 || this.#workers.some((w) => w.state === 'busy')
    for (const worker of this.#workers) worker.keepAlive(active)
    if (!active) return this.#rest()
    this.#poll ??= setInterval(() => {
      for (const worker of [...this.#workers]) worker.checkMemory()
    }, POOL_LIMITS.rssPollMs)
  }

  #rest(): void {
    if (this.#poll) clearInterval(this.#poll)
    this.#poll = null
  }

  #nextAllowed(): Waiting | undefined {
    for (let next = this.#queue.shift(); next; next = this.#queue.shift()) {
      if (!this.#strikes.isDisabled(next.key)) return next
      const message = 'the transform is disabled: it had to be stopped three times in ten minutes'
      next.settle(fail({ type: 'disabled', message, console: [] }))
    }
    return undefined
  }

  async #serve(worker: TransformWorker, { key, job, settle }: Waiting): Promise<void> {
    const start = performance.now()
    const { report, console } = await worker.run({ id: ++this.#lastId, ...job })
    if (!report.ok && STOPPED.has(report.fault.type) && !this.#closed)
      this.#strikes.add(key, Date.now())
    settle(readReport(report, console, performance.now() - start))
  }

  #changed(worker: TransformWorker): void {
    if (worker.started) this.#failedStarts = 0
    if (worker.state === 'gone') {
      this.#workers.splice(this.#workers.indexOf(worker), 1)
      if (!worker.started && !this.#mayStartAnother(worker)) return this.#settleDown()
    }
    if (!this.#closed) this.#work()
  }

  /** A child that cannot be started is tried again only while somebody waits, and only a few times. */
  #mayStartAnother({ complaint }: TransformWorker): boolean {
    if (this.#queue.length === 0) return false
    if (++this.#failedStarts < POOL_LIMITS.startFailures) return true
    this.#failedStarts = 0
    const why = complaint.trim().slice(0, LIMITS.errorChars) || 'no reason given'
    for (const waiting of this.#queue.splice(0))
      waiting.settle(crashed(`the sandbox cannot be started: ${why}`))
    return false
  }
}

function readReport(
  report: RunReport,
  console: string[],
  duration: number
): Result<TransformOutput, TransformFault> {
  if (!report.ok) return fail({ ...report.fault, console })
  let output: Record<string, unknown>
  try {
    output = readOutput(report.output)
  } catch {
    return crashed('the sandbox answered what is no JSON')
  }
  if (depthOf(output, LIMITS.outputDepth + 1) > LIMITS.outputDepth) {
    const message = `returned more than ${LIMITS.outputDepth} levels of nesting`
    return fail({ type: 'bad_output', message, console })
  }
  return ok({ output, console, duration_ms: Math.round(duration * 100) / 100 })
}

/** An own key `__proto__` is JSON, but trouble for whoever copies the object later: it is dropped. */
function readOutput(json: string): Record<string, unknown> {
  if (!json.includes('__proto__')) return JSON.parse(json)
  return JSON.parse(json, (key, value: unknown) => (key === '__proto__' ? undefined : value))
}

const refused = (message: string) => fail<TransformFault>({ type: 'error', message, console: [] })
const crashed = (message: string) => fail<TransformFault>({ type: 'crashed', message, console: [] })

let pool: TransformPool | null = null

/**
 * Runs a user's transform on a lead in a sandbox of its own. What the code does wrong comes back as a fault with the
 * console so far; it never rejects for it.
 */
export function runTransform(job: TransformJob): Promise<Result<TransformOutput, TransformFault>> {
  pool ??= new TransformPool()
  return pool.run(job)
}

/**
 * The same for a script that is only tried out: one that has to be stopped on a strange sample is not disabled where
 * leads run it.
 */
export const tryTransform = (job: TransformJob) =>
  runTransform({ ...job, account: `trial:${job.account}` })

/** Allows a disabled script to run again; without arguments, every one. */
export function enableTransform(account?: string, code?: string): void {
  pool?.enable(account, code)
}

/** Ends the children; runs in progress are faults. The next run starts a new pool. */
export async function closeTransformPool(): Promise<void> {
  pool?.close()
  pool = null
}
