import { accountConfig } from '#distribution/account_config'
import { sampleValues } from '#entities/sample_values'
import type { Entity } from '#entities/types'
import { store } from '#store/store'

/** An account's own keys and ids, for examples that run as they stand; null where there is none yet. */
export interface SampleKeys {
  entity: string | null
  values: Record<string, unknown> | null
  profile: string | null
  partner: string | null
  lead: string | null
  distribution: string | null
  delivery: string | null
}

const FIELDS = 6

export async function sampleKeys(accountId: string): Promise<SampleKeys> {
  const { account, entities, partners, profiles } = await accountConfig(accountId)
  const profile = [...profiles.values()].find((one) => one.live) ?? [...profiles.values()][0]
  const entity = profile?.entity ?? [...entities.values()][0]
  const delivery = await store.first(
    'select id, distribution_id, lead_id from deliveries where account_id = ? order by id desc limit 1',
    [accountId]
  )
  const lead = await store.first(
    'select id from leads where account_id = ? order by id desc limit 1',
    [accountId]
  )
  return {
    entity: entity?.key ?? null,
    values: entity ? valuesOf(entity, account.currency) : null,
    profile: profile?.profile.key ?? null,
    partner: [...partners.values()][0]?.key ?? null,
    lead: ((delivery?.lead_id ?? lead?.id) as string | undefined) ?? null,
    distribution: (delivery?.distribution_id as string | undefined) ?? null,
    delivery: (delivery?.id as string | undefined) ?? null,
  }
}

/** A lead the account would take, as the API does; null where there is no entity. */
export async function sampleLead(accountId: string) {
  const { entity, values } = await sampleKeys(accountId)
  return entity && values ? { entity, values } : null
}

/** What is required and a few fields more: an example is read before it is run. */
function valuesOf({ fields }: Entity, currency: string) {
  const told = fields.filter((field) => field.type !== 'file')
  const required = told.filter((field) => field.required)
  const others = told.filter((field) => !field.required)
  const few = [...required, ...others.slice(0, Math.max(0, FIELDS - required.length))]
  return sampleValues({ fields: few }, { currency, now: Date.now() })
}
