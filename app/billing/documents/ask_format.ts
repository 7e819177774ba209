import { formatPress } from '#billing/documents/pdf/document_press'
import { type GuardFault, guardCall, guardCallAsync } from '#host/guard'
import { pluginPlaces } from '#host/registry'
import type { DocumentFormat } from '#sdk'
import type { TaxDocument } from '#sdk/document'
import type { Result } from '#shared/result'

/** Writing or checking more lines than these would hold up leads: it is done in a thread. About 10 ms of work. */
export const MOST_HERE = 300

/** The start of the thread among it: 2,000 lines take a tenth of a second. */
const DEADLINE_MS = 30_000

let before: Promise<unknown> = Promise.resolve()

/** Asks a format through the guard, wherever it runs: counted, its result checked, at rest after repeated faults. */
export async function askFormat<T>(
  plugin: DocumentFormat<unknown>,
  method: 'render' | 'check',
  document: TaxDocument,
  check: (value: T) => string | null,
  deadlineMs = DEADLINE_MS
): Promise<Result<T, GuardFault>> {
  if (document.lines.length <= MOST_HERE)
    return guardCall(plugin, method, () => plugin[method]!(document, {}) as T, check)
  const call = { format: plugin.id, method, document, plugins: pluginPlaces() }
  const run = () => formatPress.call(call, deadlineMs) as Promise<T>
  // One after the other, so that each has its deadline for itself.
  const asked = before.then(() => guardCallAsync(plugin, method, run, { deadlineMs, check }))
  before = asked.then((answer) => {
    // It computes and cannot be asked to stop.
    if (!answer.ok && answer.problem.type === 'deadline') formatPress.end(answer.problem.message)
  })
  return asked
}
