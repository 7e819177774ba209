import type { Row } from '#store/types'
import type { CompiledSearch } from '#distribution/lead_search/compile_search'
import { Walk, type WalkOptions } from '#distribution/lead_search/walk'

/** All leads that match, in order, some hundreds at a time; however long it takes. */
export async function* everyMatch(
  accountId: string,
  search: CompiledSearch,
  options: WalkOptions
): AsyncGenerator<Row[]> {
  const walk = new Walk(accountId, search, options)
  for await (const step of walk.steps()) {
    if (step.type === 'rows') {
      if (step.matching.length) yield step.matching
    } else
      for await (const rows of walk.rowsOf(step.block, step.judged))
        if (rows.type === 'rows' && rows.matching.length) yield rows.matching
    // Between steps others get their turn: on SQLite a step is one piece of work of this thread.
    await new Promise((resolve) => setImmediate(resolve))
  }
}
