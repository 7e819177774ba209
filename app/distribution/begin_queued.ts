import { store } from '#store/store'
import type { Row } from '#store/types'
import { loadRun } from '#distribution/load_run'
import type { Run } from '#distribution/run'
import { contextOf } from '#distribution/run_context'
import { lookAtLists } from '#distribution/look_at_lists'
import { startAtOnce } from '#distribution/start_at_once'

const isNobodys = (row: Row | null) => row?.status === 'queued' && row.owner === null

/**
 * Takes a run that waits for its first worker, with its first steps, in one transaction instead of two. Null, and
 * nothing written, where it is not that simple: somebody has the run, it has begun, or its beginning has to wait.
 */
export async function beginQueued(
  id: string,
  owner: string
): Promise<{ run: Run; finished: boolean } | null> {
  const row = await store.rowBy('distributions', 'id', id)
  const lead = isNobodys(row) ? await store.rowBy('leads', 'id', row!.lead_id as string) : null
  if (!lead) return null
  const run = await loadRun(id, row!, lead)
  const context = run && (await contextOf(run).catch(() => null))
  if (context) await lookAtLists(run, context)
  const start = context && startAtOnce(run!, context, owner, Date.now())
  if (!start) return null
  const taken = await store.submit<boolean>({
    locks: [
      { table: 'distributions', value: id },
      { table: 'leads', value: lead.id as string },
      ...start.locks,
    ],
    decide(locked) {
      const now = locked.get('distributions', id)
      // An erased person is not sent any more, also when the erasure came after the look above.
      if (!isNobodys(now) || locked.get('leads', lead.id as string)?.erased_at)
        return { result: false, writes: [] }
      const claim = { update: 'distributions' as const, id, set: { owner, wake_at: null } }
      return { result: true, writes: [claim, ...start.decide(locked)] }
    },
  })
  return taken ? { run: run!, finished: start.committed() === 'finished' } : null
}
