import { findHits } from '#intake/suppression/find_hits'
import type { Run } from '#distribution/run'
import type { RunContext } from '#distribution/run_context'

/**
 * Looks which addresses of a run's lead are on suppression lists now. Before it is planned, so that nobody is chosen who
 * must not get it, and before every attempt: somebody may have been put on a list since.
 */
export async function lookAtLists(run: Run, { config, profile }: RunContext) {
  const { suppression } = config
  if (suppression.length === 0) return
  const { values } = run.lead.view
  run.hits = await findHits(config.key, suppression, profile.entity, values, Date.now())
}
