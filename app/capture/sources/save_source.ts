import { randomBytes } from 'node:crypto'
import hash from '@adonisjs/core/services/hash'
import db from '@adonisjs/lucid/services/db'
import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import { latestChange, lockConfiguration, recordChange } from '#accounts/config_changes'
import { diffValues } from '#accounts/told_changes'
import type { Account } from '#accounts/types'
import { findEntity, loadEntityById } from '#entities/repository'
import type { Entity } from '#entities/types'
import { loadProfile } from '#routing/repository'
import { newId } from '#shared/ids'
import { type Problem, type Result, fail, ok } from '#shared/result'
import { isObject } from '#shared/shape'
import { loadSupplier } from '#suppliers/repository'
import { differences } from '#distribution/configuration/differences'
import { revisionOf } from '#distribution/configuration/revision'
import type { ChangeOptions, ConfigFailure } from '#distribution/configuration/types'
import { checkRules } from '#capture/sources/check_rules'
import { giveToSupplier } from '#capture/sources/give_to_supplier'
import SourceRow from '#capture/models/source'
import { writeSource } from '#capture/sources/present_source'
import { sourceRow, suppliersOfSources, toSource } from '#capture/sources/repository'
import { type SourceForm, parseSource } from '#capture/sources/source_shape'
import type { PostingSettings } from '#capture/sources/types'

/** What the app adds to a source's form: it may come back and says nothing. */
const READ_ONLY = ['id', 'kind', 'posting_url', 'protected', 'created_at', 'updated_at']
const PASSWORD = { least: 8, most: 200 }

/** A source as it is written now; null where the account has none of that key. */
export async function sourceForm(accountId: string, key: string): Promise<SourceForm | null> {
  const row = await sourceRow(accountId, key)
  if (!row) return null
  const entity = await loadEntityById(accountId, row.entityId)
  const suppliers = await suppliersOfSources(accountId)
  return writeSource(toSource(row), entity!.key, suppliers.get(key) ?? null)
}

export async function createSource(account: Account, input: unknown, { actor }: ChangeOptions) {
  const key = isObject(input) && typeof input.key === 'string' ? input.key.trim() : null
  if (key !== null && (await sourceRow(account.id, key)))
    return fail<ConfigFailure>({ type: 'conflict', message: `"${key}" exists already` })
  return save(account, null, input, actor)
}

/** Changes a source: keys given replace theirs whole, null takes one away, the rest stays. */
export async function updateSource(
  account: Account,
  key: string,
  patch: unknown,
  { actor, base }: ChangeOptions
): Promise<Result<string, ConfigFailure>> {
  const known = await sourceForm(account.id, key)
  if (!known) return fail({ type: 'not_found' })
  if (!isObject(patch)) return invalid('', 'object', 'must be an object')
  for (const name of ['key', 'entity'] as const)
    if (patch[name] !== undefined && patch[name] !== known[name])
      return invalid(name, 'immutable', `the ${name} of a source cannot change`)
  const wished = { ...known, ...patch, key }
  if (base !== undefined && base !== revisionOf(known)) return stale(account.id, known, wished)
  return save(account, known, wished, actor)
}

async function save(
  account: Account,
  before: SourceForm | null,
  input: unknown,
  actor: string | null
): Promise<Result<string, ConfigFailure>> {
  const problems: Problem[] = []
  const { password, ...given } = isObject(input) ? input : {}
  for (const name of READ_ONLY) delete given[name]
  const form = parseSource(given, problems)
  const secret = readPassword(password, problems)
  // What is missing was noted by the reading already: without an entity nothing can be looked up.
  const entity = form?.entity ? await checkAround(account, form, problems) : null
  if (!form || !entity || problems.length) return fail({ type: 'invalid', problems })
  const rules = checkRules(form, entity, account, problems)
  if (problems.length) return fail({ type: 'invalid', problems })

  const now = Date.now()
  const hashed = typeof secret === 'string' ? await hash.make(secret) : secret
  await db.transaction(async (trx) => {
    await lockConfiguration(trx, account.id)
    const row = (await sourceRow(account.id, form.key, trx)) ?? fresh(account.id, trx, now)
    const fields = JSON.stringify([row.rules?.hidden, row.rules?.fixed, row.rules?.allowed])
    const posting = postingOf(form)
    row.merge({
      ...{ entityId: entity.id, key: form.key, name: form.name ?? form.key, kind: 'api' },
      ...{ status: form.status ?? 'active', rules, posting, updatedAt: now },
      ...(posting.public && !row.slug && { slug: newSlug() }),
      ...(hashed !== undefined && { password: hashed }),
    })
    if (fields !== JSON.stringify([rules.hidden, rules.fixed, rules.allowed]))
      row.fieldsChangedAt = now
    await row.save()
    const after = writeSource(toSource(row), entity.key, form.supplier ?? null)
    await recordChange(trx, {
      ...{ accountId: account.id, actor, object: `sources.${form.key}` },
      action: before ? 'updated' : 'created',
      detail: before
        ? {
            changes: diffValues(before, after),
            ...(secret !== undefined && { password: 'changed' }),
          }
        : { name: row.name, entity: entity.key },
    })
  })
  const moved = await giveToSupplier(account.id, form.key, form.supplier ?? null, actor)
  return moved.ok ? ok(form.key) : moved
}

/** What a source names must be there; answers its entity. */
async function checkAround(account: Account, form: SourceForm, problems: Problem[]) {
  const missing = (field: string, key: string) =>
    problems.push({ field, rule: 'exists', message: `There is no ${field} "${key}"` })
  const entity: Entity | null = await findEntity(account.id, form.entity)
  if (!entity) missing('entity', form.entity)
  if (form.supplier && !(await loadSupplier(account.id, form.supplier)))
    missing('supplier', form.supplier)
  const profile = form.profile ? await loadProfile(account.id, form.profile) : null
  if (form.profile && (!profile || (entity && profile.entityId !== entity.id)))
    missing('profile', form.profile)
  return entity
}

const fresh = (accountId: string, trx: TransactionClientContract, now: number) =>
  new SourceRow().useTransaction(trx).merge({
    ...{ id: newId('src', now), accountId, slug: null, password: null },
    ...{ fieldsChangedAt: now, createdAt: now },
  })

/** About 130 bits: nobody finds the document of another by trying. */
export const newSlug = () =>
  randomBytes(18).toString('base64url').replace(/[-_]/g, 'x').slice(0, 22)

function postingOf({ posting = {} }: SourceForm): PostingSettings {
  const { public: open = false, language = 'en', test = true, ...words } = posting
  return { public: open, language, test, ...words }
}

/** Undefined: stays as it is; null: none. */
function readPassword(given: unknown, problems: Problem[]): string | null | undefined {
  if (given === undefined || given === null) return given
  const { least, most } = PASSWORD
  if (typeof given === 'string' && given.length >= least && given.length <= most) return given
  const message = `must be text of ${least} to ${most} characters`
  problems.push({ field: 'password', rule: 'length', message })
  return undefined
}

const invalid = (field: string, rule: string, message: string) =>
  fail<ConfigFailure>({ type: 'invalid', problems: [{ field, rule, message }] })

async function stale(accountId: string, current: SourceForm, wished: object) {
  const latest = await latestChange(accountId, `sources.${current.key}`)
  return fail<ConfigFailure>({
    type: 'stale',
    stale: {
      current,
      revision: revisionOf(current),
      changes: differences(current, wished),
      saved_by: latest?.actor ?? null,
      saved_at: latest ? new Date(Number(latest.at)).toISOString() : null,
    },
  })
}
