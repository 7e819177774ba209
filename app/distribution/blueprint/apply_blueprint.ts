import db from '@adonisjs/lucid/services/db'
import { configClock, lockConfiguration } from '#accounts/config_changes'
import { type Problem, type Result, fail, ok } from '#shared/result'
import { type World, loadWorld } from '#distribution/blueprint/load_world'
import { type PlanOptions, makePlan } from '#distribution/blueprint/make_plan'
import type { Plan } from '#distribution/blueprint/plan_changes'
import { planRoomProblems } from '#distribution/blueprint/plan_room'
import type { Change } from '#distribution/blueprint/types'
import { writePlan } from '#distribution/blueprint/write_plan'

export interface ApplyOptions extends PlanOptions {
  actor: string | null
  /** Only answers what would change. */
  dryRun?: boolean
  /** Asked of the configuration as it stands, before anything is written; problems stop the apply. */
  guard?: (world: World) => Problem[]
  now?: number
}

/** How often an apply begins anew because somebody changed the configuration meanwhile. */
const MAX_TRIES = 5

/**
 * Makes an account's configuration what a document says: all of it in one transaction, or nothing. Answers what it
 * changed, in order; nothing where all was so already. Throws for an unknown account.
 */
export async function applyBlueprint(
  accountId: string,
  document: unknown,
  options: ApplyOptions
): Promise<Result<Change[], Problem[]>> {
  for (let tries = 1; ; tries++) {
    const world = await loadWorld(accountId)
    if (!world) throw new Error(`E_UNKNOWN_ACCOUNT: ${accountId}`)
    const refused = options.guard?.(world) ?? []
    if (refused.length > 0) return fail(refused)
    const planned = await makePlan(world, document, options)
    if (!planned.ok) return planned
    const { changes } = planned.value
    if (changes.length === 0) return ok(changes)
    if (options.dryRun) {
      const full = await planRoomProblems(db.connection(), accountId, document, changes)
      return full.length ? fail(full) : ok(changes)
    }
    const problems = await write(world, planned.value, document, options)
    if (problems) return problems.length > 0 ? fail(problems) : ok(changes)
    if (tries === MAX_TRIES) {
      const message = 'the configuration is being changed by others at this moment; try again'
      return fail([{ field: '', rule: 'busy', message }])
    }
  }
}

/** Null: the world is no longer what the plan was made for. */
async function write(
  world: World,
  plan: Plan,
  document: unknown,
  options: ApplyOptions
): Promise<Problem[] | null> {
  const trx = await db.transaction()
  try {
    await lockConfiguration(trx, world.account.id)
    const fresh = (await configClock(world.account.id, trx)) === world.clock
    const full = fresh ? await planRoomProblems(trx, world.account.id, document, plan.changes) : []
    const problems = !fresh
      ? null
      : full.length > 0
        ? full
        : await writePlan(trx, world, plan, options.actor, options.now ?? Date.now())
    if (problems?.length === 0) await trx.commit()
    else await trx.rollback()
    return problems
  } catch (error) {
    if (!trx.isCompleted) await trx.rollback()
    throw error
  }
}
