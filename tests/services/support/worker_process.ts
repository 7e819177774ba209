import { type ChildProcess, spawn } from 'node:child_process'
import { compiledAce } from '#tests/helpers/compiled_app'

const STARTED = /worker (wrk_\w+) takes distributions from the queue/

export interface WorkerProcess {
  /** Its id as an owner of runs. */
  id: string
  pid: number
  /** Resolves when it has ended: with its exit code, or the signal that killed it. */
  kill(signal: NodeJS.Signals): Promise<number | NodeJS.Signals>
}

/** A `queue:work` of its own on the database and queue of these tests. Resolves when it says that it works. */
export async function startWorker(...flags: string[]): Promise<WorkerProcess> {
  const { args, cwd, env } = await compiledAce('queue:work', ...flags)
  const child = spawn(process.execPath, args, {
    cwd,
    env: { ...env, NO_COLOR: '1', FORCE_COLOR: '0' },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const ended = new Promise<number | NodeJS.Signals>((resolve) =>
    child.once('exit', (code, signal) => resolve(signal ?? code ?? 0))
  )
  const id = await said(child)
  return {
    id,
    pid: child.pid!,
    kill(signal) {
      child.kill(signal)
      return ended
    },
  }
}

function said(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let text = ''
    const read = (chunk: Buffer) => {
      text += chunk
      const id = STARTED.exec(text)?.[1]
      if (id) resolve(id)
    }
    child.stdout!.on('data', read)
    child.stderr!.on('data', read)
    child.once('exit', (code) => reject(new Error(`the worker ended with ${code}: ${text}`)))
  })
}
