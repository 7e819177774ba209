import { readdirSync } from 'node:fs'
import { getPriority, setPriority } from 'node:os'

/**
 * Makes no thread of a process more urgent than the one that calls. Chromium raises its own where the system lets it, as it
 * lets root. On Linux, where each thread has a priority of its own; elsewhere nothing is done.
 */
export function keepLow(pid: number | undefined) {
  if (pid === undefined || process.platform !== 'linux') return
  const own = getPriority()
  for (const thread of threadsOf(pid)) {
    try {
      if (getPriority(thread) < own) setPriority(thread, own)
    } catch {
      // It ended meanwhile.
    }
  }
}

function threadsOf(pid: number): number[] {
  try {
    return readdirSync(`/proc/${pid}/task`).map(Number)
  } catch {
    return []
  }
}
