import { readFile } from 'node:fs/promises'
import app from '@adonisjs/core/services/app'
import type { Account } from '#accounts/types'
import { applyBlueprint } from '#distribution/blueprint/apply_blueprint'
import { readBlueprintText } from '#distribution/blueprint/blueprint_text'
import type { World } from '#distribution/blueprint/load_world'
import { type Problem, type Result, fail, ok } from '#shared/result'

/** Trades an account may start with: an entity, partners to be replaced by real ones, and a profile that is live. */
export const STARTERS = ['solar', 'insurance', 'loans', 'home_services'] as const
export type Starter = (typeof STARTERS)[number]

/** `taken`: the account has a configuration of its own by now, which is not added to. */
export type StartProblem = 'taken'

const NOT_EMPTY: Problem = { field: '', rule: 'taken', message: 'is configured already' }

const isEmpty = ({ entities, partners, profiles }: World) =>
  entities.size + partners.size + profiles.size === 0

/** Gives an account that has nothing yet what a trade begins with, in the account's language. */
export async function startFrom(
  account: Pick<Account, 'id' | 'language'>,
  starter: Starter,
  actor: string
): Promise<Result<null, StartProblem>> {
  const path = `database/blueprints/starters/${account.language}/${starter}.yml`
  const document = readBlueprintText(await readFile(app.makePath(path), 'utf8'), 'yaml')
  if (!document.ok) throw new StarterError(starter, document.problem)
  const done = await applyBlueprint(account.id, document.value, {
    actor,
    guard: (world) => (isEmpty(world) ? [] : [NOT_EMPTY]),
  })
  if (done.ok) return ok(null)
  if (done.problem[0] === NOT_EMPTY) return fail('taken')
  throw new StarterError(starter, done.problem)
}

/** What comes with the app does not fit it: a fault of the app, never of who asked. */
class StarterError extends Error {
  readonly code = 'E_STARTER'
  constructor(starter: Starter, problems: Problem[]) {
    super(`${starter}: ${problems.map(({ field, message }) => `${field} ${message}`).join('; ')}`)
  }
}
