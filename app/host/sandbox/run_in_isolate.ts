import ivm from 'isolated-vm'
import { GUEST_PRELUDE } from './guest_prelude.ts'
import { LIMITS, POOL_LIMITS } from './limits.ts'
import type { JobMessage, RunReport } from './protocol.ts'

/*
 * Only ever imported in a child process: a hostile script can hang or abort the process that holds its isolate.
 */
interface Box {
  isolate: ivm.Isolate
  runs: number
}

/** One isolate per account and code, most recently used last; every run gets a context of its own. */
const boxes = new Map<string, Box>()

function boxFor(key: string): Box {
  let box = boxes.get(key)
  boxes.delete(key)
  box ??= { isolate: new ivm.Isolate({ memoryLimit: LIMITS.isolateMb }), runs: 0 }
  boxes.set(key, box)
  if (boxes.size > POOL_LIMITS.isolatesPerChild) {
    const [oldest, unused] = boxes.entries().next().value!
    boxes.delete(oldest)
    discard(unused)
  }
  return box
}

function isWorn({ isolate, runs }: Box): boolean {
  if (isolate.isDisposed || runs >= POOL_LIMITS.runsPerIsolate) return true
  const { used_heap_size: used, externally_allocated_size: outside } =
    isolate.getHeapStatisticsSync()
  return used + outside > POOL_LIMITS.usedIsolateBytes
}

function discard(box: Box): void {
  if (!box.isolate.isDisposed) box.isolate.dispose()
}

/** Runs the user's module on the input. Never rejects; a run that even its own timer had to end leaves the child dirty. */
export async function runInIsolate(
  job: JobMessage,
  log: (line: string) => void
): Promise<RunReport> {
  const key = `${job.account}\n${job.code}`
  const box = boxFor(key)
  box.runs++
  let timer: NodeJS.Timeout | undefined
  // isolated-vm's timeout covers no pending promise, and some built-ins ignore it.
  const late = new Promise<RunReport>((resolve) => {
    const report: RunReport = { ...timedOut(job), dirty: true }
    timer = setTimeout(resolve, job.timeoutMs + 50, report)
  })
  const report = await Promise.race([execute(box.isolate, job, log), late])
  clearTimeout(timer)
  if (!report.ok && ['timeout', 'memory', 'crashed'].includes(report.fault.type)) {
    boxes.delete(key)
    if (!report.dirty) discard(box)
  } else if (isWorn(box)) {
    boxes.delete(key)
    discard(box)
  }
  return report
}

async function execute(
  isolate: ivm.Isolate,
  job: JobMessage,
  log: (line: string) => void
): Promise<RunReport> {
  const held: { release(): void }[] = []
  const hold = <T extends { release(): void }>(handle: T): T => {
    held.push(handle)
    return handle
  }
  const end = performance.now() + job.timeoutMs
  const timeLeft = () => ({ timeout: Math.max(1, Math.ceil(end - performance.now())) })
  try {
    const context = hold(isolate.createContextSync())
    const console = new ivm.Callback(log, { ignored: true })
    const asReference = { result: { reference: true } } as const
    const runner = hold(context.evalClosureSync(GUEST_PRELUDE, [console], asReference))
    let module: ivm.Module
    try {
      module = hold(isolate.compileModuleSync(job.code, { filename: 'transform.js' }))
      module.instantiateSync(context, noImport)
    } catch (error) {
      return readError(error, job, 'syntax')
    }
    await module.evaluate(timeLeft())
    const exported = hold(module.namespace)
    const transform: ivm.Reference = hold(await exported.get('default', { reference: true }))
    if (transform.typeof !== 'function')
      return refused('the code must "export default" a function that takes the lead')
    const answer = await runner.apply(undefined, [transform.derefInto(), job.input], {
      ...timeLeft(),
      result: { promise: true },
    })
    return readAnswer(String(answer))
  } catch (error) {
    return readError(error, job, 'error')
  } finally {
    if (!isolate.isDisposed) for (const handle of held.reverse()) handle.release()
  }
}

function noImport(): never {
  throw new Error('import is not available in a transform')
}

function readAnswer(answer: string): RunReport {
  if (answer[0] === '+') {
    const output = answer.slice(1)
    if (Buffer.byteLength(output) <= LIMITS.outputBytes) return { ok: true, output }
    const message = `returned more than ${LIMITS.outputBytes / 1024} KB`
    return { ok: false, fault: { type: 'output_too_large', message } }
  }
  return { ok: false, fault: JSON.parse(answer.slice(1)) }
}

/** What isolated-vm throws: its own ends of a run, or what the user's code threw while it was loaded. */
function readError(error: unknown, job: JobMessage, type: 'syntax' | 'error'): RunReport {
  const { name, message, stack } = error instanceof Error ? error : new Error('unknown error')
  if (message === 'Script execution timed out.') return timedOut(job)
  if (/isolate (was|is) (already )?disposed|memory limit/i.test(message)) {
    const text = `needed more than ${LIMITS.isolateMb} MB of memory`
    return { ok: false, fault: { type: 'memory', message: text }, dirty: true }
  }
  if (message === 'default is not defined')
    return refused('"export default" was not reached: the code before it still waits')
  const place =
    / \[transform\.js:(\d+):\d+\]$/.exec(message) ?? /transform\.js:(\d+)/.exec(stack ?? '')
  const text = `${name}: ${message.replace(/ \[transform\.js:\d+:\d+\]$/, '')}`
  const fault = { type, message: text.slice(0, LIMITS.errorChars) }
  return { ok: false, fault: place ? { ...fault, line: Number(place[1]) } : fault }
}

function timedOut(job: JobMessage) {
  const message = `did not end within ${job.timeoutMs} ms`
  return { ok: false, fault: { type: 'timeout', message } } as const
}

const refused = (message: string): RunReport => ({ ok: false, fault: { type: 'error', message } })
