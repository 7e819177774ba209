import type { ChildProcess } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { LIMITS, POOL_LIMITS } from '#host/sandbox/limits'
import type { ChildMessage, JobMessage, RunReport, TransformFault } from '#host/sandbox/protocol'
import { startChild } from '#host/sandbox/start_child'

interface Running {
  job: JobMessage
  console: string[]
  timer: NodeJS.Timeout
  settle: (end: RunEnd) => void
}

export interface RunEnd {
  report: RunReport
  console: string[]
}

/** What V8 says when it gives up for want of memory. */
const OUT_OF_MEMORY = /is_heap_oom = 1|out of memory|heap limit|invalid (array|table|size) /i

type State = 'starting' | 'idle' | 'busy' | 'gone'

/**
 * One child process and the run it is doing. The worker owns the deadline and the memory limit: it kills with SIGKILL
 * and answers at once. A gone worker is never used again; `onChange` tells the pool of every new state.
 */
export class TransformWorker {
  state: State = 'starting'
  /** True once the child has said that it is ready: one that dies before cannot be started at all. */
  started = false
  runs = 0
  rss = 0
  /** The beginning of what the child wrote to its error output. */
  complaint = ''
  #child: ChildProcess
  #running: Running | null = null

  constructor(private onChange: (worker: TransformWorker) => void) {
    this.#child = startChild()
    this.#child.on('message', (message: ChildMessage) => this.#receive(message))
    // 'close' and not 'exit': by then all of its error output has been read.
    this.#child.on('close', (code, signal) => this.#lost(`ended with ${signal ?? `code ${code}`}`))
    this.#child.on('error', (error) => this.#lost(error.message))
    this.#child.stderr?.on('data', (chunk: Buffer) => {
      this.complaint = (this.complaint + chunk.toString('latin1')).slice(0, 8000)
    })
  }

  get pid(): number | undefined {
    return this.#child.pid
  }

  run(job: JobMessage): Promise<RunEnd> {
    this.state = 'busy'
    this.runs++
    return new Promise((settle) => {
      const timer = setTimeout(() => {
        this.#kill('timeout', `did not end within ${job.timeoutMs} ms`)
      }, job.timeoutMs + POOL_LIMITS.graceMs)
      this.#running = { job, console: [], timer, settle }
      this.#child.send(job, (error) => error && this.#lost(error.message))
    })
  }

  /** Reads the child's resident memory and ends the run that took too much. Only Linux tells; elsewhere V8's limit stands alone. */
  checkMemory(): void {
    if (this.state !== 'busy') return
    try {
      const status = readFileSync(`/proc/${this.#child.pid}/status`, 'latin1')
      this.rss = Number(/VmRSS:\s+(\d+) kB/.exec(status)?.[1] ?? 0) * 1024
    } catch {
      return
    }
    if (this.rss > POOL_LIMITS.rssBytes) this.#kill('memory', 'needed too much memory')
  }

  /** An idle child does not keep the app alive; one that works, or that somebody waits for, does. */
  keepAlive(yes: boolean): void {
    const handles = [this.#child, this.#child.channel, this.#child.stderr] as const
    for (const handle of handles as readonly ({ ref(): void; unref(): void } | null)[]) {
      if (yes) handle?.ref()
      else handle?.unref()
    }
  }

  stop(): void {
    this.#kill('crashed', 'the sandbox was stopped')
  }

  #receive(message: ChildMessage): void {
    if (this.state === 'gone') return
    if (message.type === 'ready') {
      this.started = true
      this.state = 'idle'
      this.onChange(this)
      return
    }
    const running = this.#running
    if (!running || message.id !== running.job.id) return
    if (message.type === 'console') {
      if (running.console.length < LIMITS.consoleLines) running.console.push(message.line)
      return
    }
    const { report } = message
    const spent = this.runs >= POOL_LIMITS.runsPerChild || this.rss > POOL_LIMITS.retireRssBytes
    if (spent || (!report.ok && report.dirty)) this.#end()
    else this.state = 'idle'
    this.#finish(report)
    this.onChange(this)
  }

  #kill(type: TransformFault['type'], message: string): void {
    if (this.state === 'gone') return
    this.#end()
    this.#finish({ ok: false, fault: { type, message } })
    this.onChange(this)
  }

  /** The child ended by itself: V8 gives up on memory by aborting, and says so. */
  #lost(how: string): void {
    if (this.state === 'gone') return
    this.#end()
    const memory = OUT_OF_MEMORY.test(this.complaint)
    const type = memory ? 'memory' : 'crashed'
    const message = memory ? 'needed too much memory' : `the sandbox process ${how}`
    this.#finish({ ok: false, fault: { type, message } })
    this.onChange(this)
  }

  #end(): void {
    this.state = 'gone'
    this.#child.kill('SIGKILL')
    this.keepAlive(false)
  }

  #finish(report: RunReport): void {
    const running = this.#running
    if (!running) return
    this.#running = null
    clearTimeout(running.timer)
    running.settle({ report, console: running.console })
  }
}
