import { accountKey } from '#entities/account_keys'
import { duplicateKeys } from '#entities/duplicate_keys'
import { sealRaw, sealValues } from '#entities/seal_values'
import { newId } from '#shared/ids'
import { event } from '#store/audit_event'
import { store } from '#store/store'
import type { Write } from '#store/types'
import { type AccountConfig, accountConfig } from '#distribution/account_config'
import { pastLeads } from '#distribution/demo/demo_leads'
import { type TakenLead, entityByKey, takeLead } from '#distribution/take_lead'
import { type PastRun, runInThePast } from '#insights/demo/past_run'
import { movedTo, pastStage } from '#insights/demo/past_stage'
import { PastWorld } from '#insights/demo/past_world'

/** Leads that are written together. */
const BATCH = 100

export type PastSale = PastRun['sold'][number]

/** Writes the leads of these moments with all that became of them. Answers what was sold, oldest first. */
export async function writePastLeads(
  accountId: string,
  moments: readonly number[]
): Promise<PastSale[]> {
  const config = await accountConfig(accountId)
  const key = await accountKey(accountId)
  const world = new PastWorld()
  const wishes = pastLeads(moments.length).slice(0, moments.length)
  const sales: PastSale[] = []
  let writes: Write[] = []
  const flush = async () => {
    const batch = writes
    writes = []
    await store.submit<void>({ locks: [], decide: () => ({ result: undefined, writes: batch }) })
  }
  const seen = new Set<string>()
  for (const [i, { entity: name, source, externalId, values }] of wishes.entries()) {
    const at = moments[i]
    const entity = entityByKey(config, name)!
    const envelope = { entity: name, source, externalId, profile: null, test: false }
    const rest = { duplicate: null, consent: null }
    const taken = takeLead(config, entity, { ...envelope, ...rest }, values, {}, at)
    if (!taken.ok) throw new Error(taken.problem.map(({ message }) => message).join('; '))
    const keys = duplicateKeys(key, entity, taken.value.accepted.values)
    // Whoever asks twice is known by then.
    if (keys.some(({ id }) => seen.has(id))) continue
    for (const { id } of keys) seen.add(id)
    const one = await pastLead(config, key, world, taken.value, at, `${externalId}`)
    writes.push(...one.writes)
    for (const { id } of keys)
      writes.push({
        insert: 'lead_keys',
        row: { id, account_id: accountId, lead_id: one.id, seen_at: at },
      })
    sales.push(...one.sold)
    if (i % BATCH === BATCH - 1) await flush()
  }
  for (const [id, { amount, endsAt }] of world.used)
    if (endsAt === null || endsAt > Date.now())
      await addUse({ id, account_id: accountId, used: 0, ends_at: endsAt }, amount)
  await flush()
  return sales.sort((a, b) => a.at - b.at)
}

/** On top of what was sold since this morning. */
const addUse = (
  seed: { id: string; account_id: string; used: number; ends_at: number | null },
  amount: number
) =>
  store.submit<void>({
    locks: [{ table: 'cap_buckets', value: seed.id, seed }],
    decide(locked) {
      const used = Number(locked.get('cap_buckets', seed.id)!.used) + amount
      locked.put('cap_buckets', seed.id, { used })
      return { result: undefined, writes: [] }
    },
  })

async function pastLead(
  config: AccountConfig,
  key: Awaited<ReturnType<typeof accountKey>>,
  world: PastWorld,
  { entity, accepted, source, externalId }: TakenLead,
  at: number,
  seed: string
): Promise<{ id: string; writes: Write[]; sold: PastSale[] }> {
  const accountId = config.account.id
  const id = newId('lead', at)
  const { values } = accepted
  const sealed = sealValues(key, entity, values)
  const received = event(
    'lead.received',
    { accountId, leadId: id },
    { entity: entity.key, source, test: false },
    at
  )
  const facts = { id, revision: 1, values, source, externalId, test: false, createdAt: at }
  const runs: PastRun[] = []
  for (const profile of config.onArrival.get(entity.id) ?? [])
    if (profile.live) {
      const context = { config, profile, version: profile.live }
      runs.push(await runInThePast(context, world, facts, chanceOf(seed)))
    }
  const stood = pastStage(
    entity,
    { at, sold: runs.some(({ sold }) => sold.length > 0) },
    chanceOf(seed)
  )
  const statuses = runs.map(({ status }) => status)
  const status = (['sold', 'held', 'unsold'] as const).find((one) => statuses.includes(one))
  const row = {
    ...{ id, account_id: accountId, entity_id: entity.id, status: status ?? 'received' },
    ...{
      stage: stood?.stage ?? null,
      stage_since: stood?.since ?? null,
      source,
      external_id: externalId,
    },
    ...{ values: sealed.values, raw: sealRaw(key, entity, accepted.raw) },
    ...{ extra: JSON.stringify(accepted.extra), test: false, revision: 1 },
    ...{ created_at: at, updated_at: at },
  }
  const index = sealed.index.map(({ field, hash }): Write => ({
    insert: 'lead_index',
    row: { id: `${id}:${field}`, lead_id: id, field, account_id: accountId, hash },
  }))
  return {
    id,
    writes: [
      { insert: 'leads', row },
      ...index,
      received,
      ...runs.flatMap(({ writes }) => writes),
      ...(stood ? movedTo(entity, stood, { accountId, leadId: id }, at) : []),
    ],
    sold: runs.flatMap(({ sold }) => sold),
  }
}

/** From 0 to 1 by what it is about, evenly spread; the same every time (FNV-1a, finished as MurmurHash3 does). */
const chanceOf = (seed: string) => (about: string) => {
  let hash = 0x811c9dc5
  for (const char of `${seed}:${about}`) hash = Math.imul(hash ^ char.charCodeAt(0), 0x01000193)
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b)
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35)
  return ((hash ^ (hash >>> 16)) >>> 0) / 2 ** 32
}
