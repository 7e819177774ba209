/*
 * The child process that runs users' code. Plain Node starts it (types are stripped in development), so it imports
 * only its neighbours, by their file names. It holds nothing: no settings, no database, no files, no secrets.
 */
import type { ChildMessage, JobMessage } from './protocol.ts'
import { runInIsolate } from './run_in_isolate.ts'

const send = (message: ChildMessage): void => {
  if (process.connected) process.send!(message)
}

process.on('message', async (job: JobMessage) => {
  const report = await runInIsolate(job, (line) => send({ type: 'console', id: job.id, line }))
  send({ type: 'done', id: job.id, report })
})

// The parent is gone: SIGKILL, because a polite exit waits for a thread that may never end.
process.on('disconnect', () => process.kill(process.pid, 'SIGKILL'))

// Ctrl-C and service managers signal the whole group; the parent decides when its children end.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => undefined)

send({ type: 'ready' })
