import db from '@adonisjs/lucid/services/db'
import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import { type ConfigAction, lockConfiguration, recordChange } from '#accounts/config_changes'
import type { ConfigFailure } from '#distribution/configuration/types'
import { rotateSecret } from '#notifications/webhooks/secrets'
import { type Result, fail, ok } from '#shared/result'
import { checkAutomation } from '#automations/check_automation'
import { automationsOf, findAutomation, loadVersion } from '#automations/kept/repository'
import { type By, stale } from '#automations/kept/save_automation'
import { stopRunsOf } from '#automations/runs/stop_runs'
import type { Automation, AutomationDocument } from '#automations/types'

type Done = Promise<Result<Automation, ConfigFailure>>
type Change = Record<string, unknown>
/** What of a change is worth telling in the history. */
type Told = Record<string, unknown>

/** Finds the automation, does what is asked for, and writes it into the history, in one transaction. */
function change(
  accountId: string,
  key: string,
  { actor, now = Date.now() }: By,
  action: ConfigAction,
  make: (
    stands: Automation,
    trx: TransactionClientContract,
    now: number
  ) => Promise<Result<{ set: Change; told?: Told }, ConfigFailure>>
): Done {
  return db.transaction(async (trx) => {
    await lockConfiguration(trx, accountId)
    const stands = await findAutomation(accountId, key, trx)
    if (!stands) return fail({ type: 'not_found' as const })
    const made = await make(stands, trx, now)
    if (!made.ok) return made
    const { set, told = {} } = made.value
    await automationsOf(accountId, trx)
      .where('id', stands.id)
      .update({ updated_at: now, updated_by: actor, ...set })
    const object = `automations.${key}`
    await recordChange(trx, { accountId, actor, object, action, detail: told })
    return ok((await findAutomation(accountId, key, trx)) ?? stands)
  })
}

/**
 * Makes the draft live as the next version; what says the same as the live one already makes none. Whether it is on is
 * another matter. Refused while something is in the way, and on top of a draft somebody else saved meanwhile.
 */
export async function publishAutomation(
  accountId: string,
  key: string,
  { base, ...by }: By & { base?: number }
): Done {
  const found = await findAutomation(accountId, key)
  if (!found) return fail({ type: 'not_found' })
  const fit = await checked(found, found.draft)
  if (!fit.ok) return fit
  return change(accountId, key, by, 'published', async (stands, trx, now) => {
    const named = { name: stands.name, document: stands.draft }
    if ((base ?? found.revision) !== stands.revision) return fail(stale(stands, named))
    const live = stands.version === null ? null : await loadVersion(stands.id, stands.version, trx)
    if (live && JSON.stringify(live.document) === JSON.stringify(stands.draft))
      return ok({ set: {}, told: { version: stands.version } })
    const version = (await latestNumber(stands.id, trx)) + 1
    await trx.table('automation_versions').insert({
      ...{ id: `${stands.id}.${version}`, account_id: accountId, automation_id: stands.id },
      ...{ version, document: JSON.stringify(stands.draft), created_at: now, created_by: by.actor },
    })
    return ok({ set: { version }, told: { version } })
  })
}

/** Makes an earlier version live again, and the draft: what the draft said is given up. */
export async function revertAutomation(
  accountId: string,
  key: string,
  version: number,
  by: By
): Done {
  const found = await findAutomation(accountId, key)
  const before = found && (await loadVersion(found.id, version))
  if (!found || !before) return fail({ type: 'not_found' })
  const fit = await checked(found, before.document)
  if (!fit.ok) return fit
  return change(accountId, key, by, 'reverted', async (stands) => {
    const draft = JSON.stringify(before.document)
    return ok({ set: { version, draft, revision: stands.revision + 1 }, told: { version } })
  })
}

const switched = (on: boolean) => ({ changes: [{ path: 'on', from: !on, to: on }] })

/** What happens from now on sets it off; what happened before does not. */
export const switchOn = (accountId: string, key: string, by: By): Done =>
  change(accountId, key, by, 'updated', async (stands, _trx, now) => {
    if (stands.version === null)
      return fail({ type: 'conflict', message: 'the automation was never published' })
    if (stands.status === 'on') return ok({ set: {} })
    return ok({ set: { status: 'on', enabled_at: now }, told: switched(true) })
  })

/** Nothing sets it off any more. Runs that are under way go on, or are stopped with it (`waiting: cancel`). */
export const switchOff = (
  accountId: string,
  key: string,
  waiting: 'cancel' | 'continue',
  by: By
): Done =>
  change(accountId, key, by, 'updated', async (stands, trx, now) => {
    if (waiting === 'cancel') await stopRunsOf(stands.id, 'switched_off', now, trx)
    if (stands.status === 'off') return ok({ set: {} })
    return ok({ set: { status: 'off', enabled_at: null }, told: switched(false) })
  })

/** What ran stays to be read by its id; the key is free for another one. */
export const deleteAutomation = (accountId: string, key: string, by: By): Done =>
  change(accountId, key, by, 'deleted', async (stands, trx, now) => {
    await stopRunsOf(stands.id, 'deleted', now, trx)
    return ok({ set: { status: 'off', key: stands.id, deleted_at: now } })
  })

/** A new secret, shown now and never again; the one before signs beside it for a day. */
export async function rotateAutomationSecret(
  accountId: string,
  key: string,
  { actor, now = Date.now() }: By
): Promise<Result<string, ConfigFailure>> {
  const row = await automationsOf(accountId).where('key', key).first()
  if (!row) return fail({ type: 'not_found' })
  const { secret, stored } = rotateSecret(row.secrets, now)
  const done = await change(accountId, key, { actor, now }, 'updated', async () =>
    ok({ set: { secrets: stored }, told: { secret: 'rotated' } })
  )
  return done.ok ? ok(secret) : done
}

async function checked(
  { accountId, entityId }: Automation,
  document: AutomationDocument
): Promise<Result<null, ConfigFailure>> {
  const problems = await checkAutomation(accountId, entityId, document)
  if (problems.length === 0) return ok(null)
  const told = problems.map((one) => ({ ...one, field: `document.${one.field}` }))
  return fail({ type: 'invalid', problems: told })
}

export async function latestNumber(id: string, trx: TransactionClientContract): Promise<number> {
  const row = await trx
    .from('automation_versions')
    .where('automation_id', id)
    .max('version as latest')
    .first()
  return Number(row?.latest ?? 0)
}
