import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import { brandOf } from '#accounts/brand'
import { addBrand } from '#accounts/brands/save_brand'
import AccountModel from '#accounts/models/account'
import { type ConfigAction, recordChanges } from '#accounts/config_changes'
import { openBalances } from '#billing/balances/open_balances'
import { storeSecrets } from '#accounts/secrets'
import { removeMailTemplate, saveMailTemplate } from '#crm/mail_templates/repository'
import { removeTag, saveTag } from '#crm/tags/repository'
import { removeEntity, saveEntity } from '#entities/repository'
import { removePartner, savePartner } from '#partners/repository'
import { removeSupplier, saveSupplier, settleSources } from '#suppliers/repository'
import { publishVersion } from '#routing/publish_version'
import { removeProfile, saveProfile } from '#routing/save_profile'
import type { Problem } from '#shared/result'
import { automationsPart } from '#distribution/blueprint/automation_form'
import type { World } from '#distribution/blueprint/load_world'
import type { Plan } from '#distribution/blueprint/plan_changes'
import type { AccountForm, Change } from '#distribution/blueprint/types'

const ACTIONS: Record<Change['action'], ConfigAction> = {
  create: 'created',
  update: 'updated',
  delete: 'deleted',
  publish: 'published',
}
/** Of a change of thousands of values the history keeps the first; versions keep them all. */
const MAX_RECORDED = 200

/** Writes a plan in one transaction. Problems are what only the database knows: an entity that has leads. */
export async function writePlan(
  trx: TransactionClientContract,
  world: World,
  plan: Plan,
  actor: string | null,
  now: number
): Promise<Problem[]> {
  const accountId = world.account.id
  if (plan.account) await saveAccount(trx, world, plan.account, { actor, now })
  await storeSecrets(trx, accountId, plan.secrets, now)
  const entityIds = new Map([...world.entities.values()].map(({ key, id }) => [key, id]))
  for (const entity of plan.entities) {
    const { id } = await saveEntity(trx, accountId, entity, now)
    entityIds.set(entity.key, id)
  }
  const partnerIds = new Map([...world.partners.values()].map(({ key, id }) => [key, id]))
  for (const partner of plan.partners)
    partnerIds.set(partner.key, await savePartner(trx, accountId, partner, now))
  await openBalances(trx, accountOf(world, plan), balancesToOpen(world, plan, partnerIds), now)

  for (const supplier of plan.suppliers) await saveSupplier(trx, accountId, supplier, now)
  for (const tag of plan.tags) await saveTag(trx, accountId, tag, now)
  for (const { input, document, paused, save, publish } of plan.profiles) {
    const { key, name, trigger, triggerStage } = input
    const entityId = entityIds.get(input.entity)!
    const profileId = save
      ? await saveProfile(
          trx,
          accountId,
          { key, name, entityId, trigger, triggerStage, paused },
          now
        )
      : world.profiles.get(key)!.id
    if (publish)
      await publishVersion(trx, document, { accountId, profileId, actor, now, partnerIds })
  }
  for (const template of plan.mailTemplates) await saveMailTemplate(trx, accountId, template, now)
  const part = automationsPart()
  for (const form of plan.automations)
    await part?.write(trx, world.automations.get(form.key), form, {
      ...{ accountId, actor, now, entityIds },
    })
  const problems = await writeDeletions(trx, world, plan, now)
  if (problems.length > 0) return problems
  if (plan.suppliers.length || plan.deletions.some(({ section }) => section === 'suppliers'))
    await settleSources(trx, accountId)
  await recordChanges(
    trx,
    accountId,
    plan.changes.map((change) => ({
      actor,
      object: change.object,
      action: ACTIONS[change.action],
      detail: detailOf(change),
    })),
    now
  )
  return []
}

const accountOf = ({ account }: World, { account: wish }: Plan) => ({
  id: account.id,
  currency: wish?.currency ?? account.currency,
  timeZone: wish?.time_zone ?? account.timeZone,
})

/** Partners that had no balance and get one; all that have one where the account counts in another currency from now on. */
function balancesToOpen(world: World, plan: Plan, ids: ReadonlyMap<string, string>): string[] {
  const saved = new Map(plan.partners.map((one) => [one.key, one]))
  const moved = accountOf(world, plan).currency !== world.account.currency
  return [...ids].flatMap(([key, id]) => {
    const before = world.partners.get(key)
    const now = saved.get(key) ?? before
    return now?.billing?.balance && (moved || !before?.billing?.balance) ? [id] : []
  })
}

function detailOf({ changes = [] }: Change): Record<string, unknown> {
  if (changes.length <= MAX_RECORDED) return { changes }
  return { changes: changes.slice(0, MAX_RECORDED), more: changes.length - MAX_RECORDED }
}

async function saveAccount(
  trx: TransactionClientContract,
  world: World,
  wish: AccountForm,
  by: { actor: string | null; now: number }
) {
  const row = await AccountModel.findOrFail(world.account.id, { client: trx })
  const profile = { ...row.profile }
  if (wish.vat_id !== undefined) profile.vat_id = wish.vat_id
  if (wish.address !== undefined) profile.address = wish.address
  if (wish.tax !== undefined) profile.tax = wish.tax
  if (wish.invoicing !== undefined) profile.invoicing = wish.invoicing
  if (wish.bookkeeping !== undefined) profile.bookkeeping = wish.bookkeeping
  if (wish.brand !== undefined) {
    const before = brandOf({ brand: profile.brand })
    // The picture is uploaded: it stays.
    const look = { ...wish.brand, ...(before.logo && { logo: before.logo }) }
    profile.brand = await addBrand(trx, row.id, { before, look }, by)
  }
  await row
    .merge({
      name: wish.name ?? row.name,
      country: wish.country ?? row.country,
      currency: wish.currency ?? row.currency,
      timeZone: wish.time_zone ?? row.timeZone,
      language: wish.language ?? row.language,
      profile,
      updatedAt: by.now,
    })
    .save()
}

async function writeDeletions(
  trx: TransactionClientContract,
  world: World,
  { deletions }: Plan,
  now: number
): Promise<Problem[]> {
  const accountId = world.account.id
  const keys = (section: string) =>
    deletions.filter((one) => one.section === section).map((one) => one.key)
  for (const key of keys('mail_templates'))
    await removeMailTemplate(trx, accountId, world.mail_templates.get(key)!.id, now)
  for (const key of keys('automations'))
    await automationsPart()?.remove(trx, world.automations.get(key)!, now)
  for (const key of keys('profiles'))
    await removeProfile(trx, accountId, world.profiles.get(key)!.id, now)
  for (const key of keys('partners'))
    await removePartner(trx, accountId, world.partners.get(key)!.id, now)
  for (const key of keys('suppliers'))
    await removeSupplier(trx, accountId, world.suppliers.get(key)!.id, now)
  for (const key of keys('tags')) await removeTag(trx, accountId, world.tags.byKey.get(key)!.id)
  const problems: Problem[] = []
  for (const key of keys('entities'))
    if (!(await removeEntity(trx, accountId, world.entities.get(key)!.id)))
      problems.push({
        field: `entities.${key}`,
        rule: 'in_use',
        message: 'it has leads or a form, which would be lost with it',
      })
  return problems
}
