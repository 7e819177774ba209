import { configClock } from '#accounts/config_changes'
import { applyBlueprint } from '#distribution/blueprint/apply_blueprint'
import { readBlueprintText } from '#distribution/blueprint/blueprint_text'
import { type LocatedProblem, locateProblems } from '#distribution/blueprint/locate_problems'
import type { Change } from '#distribution/blueprint/types'
import type { Problem } from '#shared/result'

export interface ImportCheck {
  /** What applying would do, in order. */
  changes: Change[]
  problems: LocatedProblem[]
  /** What the file does not name and pruning would delete; null where that cannot be told. */
  unnamed: string[] | null
  /** The state of the account this was worked out for. */
  clock: number
}

/** JSON is read as JSON, everything else as YAML, which has it as a part. */
const formatOf = (text: string) => (/^\s*\{/.test(text) ? 'json' : 'yaml')

const deleted = (changes: Change[]) =>
  changes.filter(({ action }) => action === 'delete').map(({ object }) => object)

/** Works out what a blueprint would change, without changing it. */
export async function checkImport(
  accountId: string,
  text: string,
  prune: boolean
): Promise<ImportCheck> {
  const clock = await configClock(accountId)
  const failed = (problems: Problem[]): ImportCheck => ({
    changes: [],
    problems: locateProblems(text, problems),
    unnamed: null,
    clock,
  })
  const read = readBlueprintText(text, formatOf(text))
  if (!read.ok) return failed(read.problem)
  const options = { actor: null, dryRun: true }
  const planned = await applyBlueprint(accountId, read.value, { ...options, prune })
  if (!planned.ok) return failed(planned.problem)
  const pruned = await applyBlueprint(accountId, read.value, { ...options, prune: true })
  const unnamed = pruned.ok ? deleted(pruned.value) : null
  return { changes: planned.value, problems: [], unnamed, clock }
}

export type ImportRefusal = { type: 'changed' } | { type: 'invalid'; problems: LocatedProblem[] }

/** Applies a blueprint to the very state of the account its changes were shown for. */
export async function applyImport(
  accountId: string,
  text: string,
  { prune, clock, actor }: { prune: boolean; clock?: number; actor: string }
): Promise<{ ok: true; changes: Change[] } | { ok: false; refusal: ImportRefusal }> {
  const invalid = (problems: Problem[]) => ({
    ok: false as const,
    refusal: { type: 'invalid' as const, problems: locateProblems(text, problems) },
  })
  const read = readBlueprintText(text, formatOf(text))
  if (!read.ok) return invalid(read.problem)
  const done = await applyBlueprint(accountId, read.value, {
    actor,
    prune,
    guard: (world) => (clock === undefined || world.clock === clock ? [] : [CHANGED]),
  })
  if (done.ok) return { ok: true, changes: done.value }
  return done.problem[0] === CHANGED
    ? { ok: false, refusal: { type: 'changed' } }
    : invalid(done.problem)
}

const CHANGED: Problem = { field: '', rule: 'busy', message: 'was changed meanwhile' }
