import { setTimeout as pause } from 'node:timers/promises'
import { loadAccount } from '#accounts/repository'
import type { Account } from '#accounts/types'
import type { PartnerReturns } from '#partners/types'
import { applyBlueprint } from '#distribution/blueprint/apply_blueprint'
import { store } from '#store/store'
import type { Row } from '#store/types'
import { as } from '#tests/functional/api/call'
import { GERMAN, SELLER } from '#tests/functional/billing/support'
import {
  SMALL_BLUEPRINT,
  type TestAccount,
  makeAccount,
  someValues,
} from '#tests/helpers/make_account'

export const TERMS: PartnerReturns = { days: 7, reasons: ['invalid_phone', 'duplicate'] }

export interface ReturnsAccount extends TestAccount {
  account: Account
  api: ReturnType<typeof as>
  /** Sells leads of CA to sunco and answers their deliveries. */
  sell(
    count?: number,
    values?: Record<string, unknown>
  ): Promise<{ id: string; lead_id: string; status: string }[]>
  /** Puts the sale of a delivery that many days back, as the rows have it. */
  age(delivery: string, days: number): Promise<void>
  change(returns: PartnerReturns | null): Promise<void>
}

const blueprintOf = (returns: PartnerReturns | null, own: object) => {
  const [sunco, brightco] = SMALL_BLUEPRINT.partners
  const [profile] = SMALL_BLUEPRINT.profiles
  const [west, nv] = profile.assignments
  return {
    ...SMALL_BLUEPRINT,
    account: SELLER,
    partners: [
      { ...sunco, billing: GERMAN, portal: returns ? { returns } : { accept_reject: false } },
      brightco,
    ],
    profiles: [{ ...profile, assignments: [{ ...west, ...own }, nv] }],
  }
}

/**
 * The delivery of a lead as its partner left it, none where nobody was asked. Waiting for a decision is an answer, which
 * no wait for an end sees.
 */
async function untilAnswered(api: ReturnType<typeof as>, lead: string) {
  for (const end = Date.now() + 20_000; ; await pause(10)) {
    const open = await store.first(
      `select r.status as run, d.status as delivery from distributions r
       left join deliveries d on d.distribution_id = r.id where r.lead_id = ?`,
      [lead]
    )
    const asked = open?.delivery && !['pending', 'sending'].includes(open.delivery as string)
    const over = open && !['queued', 'running'].includes(open.run as string)
    if (asked || over) break
    if (Date.now() > end) throw new Error(`${lead} was not answered: ${JSON.stringify(open)}`)
  }
  const { body } = await api.get(`/leads/${lead}`)
  return body.distributions[0].deliveries[0]
}

/** An account whose partner sunco may give leads back on these terms. */
export async function returnsAccount(
  returns: PartnerReturns | null = TERMS,
  own: object = {}
): Promise<ReturnsAccount> {
  const made = await makeAccount({
    currency: 'EUR',
    timeZone: 'Europe/Berlin',
    blueprint: blueprintOf(returns, own),
  })
  const api = as(made)
  return {
    ...made,
    account: (await loadAccount(made.id))!,
    api,
    sell: (count = 1, values = {}) =>
      Promise.all(
        Array.from({ length: count }, async () => {
          const body = { entity: 'solar', values: someValues(values), duplicate: 'create' }
          const { body: lead } = await api.post('/leads', body)
          return untilAnswered(api, lead.id)
        })
      ),
    async age(delivery, days) {
      const row = (await store.first('select finished_at from deliveries where id = ?', [
        delivery,
      ])) as Row
      const set = { finished_at: Number(row.finished_at) - days * 86_400_000 }
      await store.submit<void>({
        locks: [],
        decide: () => ({
          result: undefined,
          writes: [{ update: 'deliveries', id: delivery, set }],
        }),
      })
    },
    async change(next) {
      const applied = await applyBlueprint(made.id, blueprintOf(next, own), { actor: null })
      if (!applied.ok) throw new Error(JSON.stringify(applied.problem))
    },
  }
}

export const postingsOf = async (delivery: string) =>
  (
    await store.all('select kind, amount from postings where delivery_id = ? order by amount', [
      delivery,
    ])
  ).map(({ kind, amount }) => [kind, Number(amount)])

export const eventsOf = async (delivery: string) =>
  (
    await store.all(
      `select type from events where delivery_id = ? and (type like 'return.%' or type in
         ('delivery.returned', 'delivery.cancelled', 'revenue.reversed')) order by id`,
      [delivery]
    )
  ).map(({ type }) => type as string)

export const bucketsOf = async (accountId: string) =>
  Object.fromEntries(
    (await store.all('select id, used from cap_buckets where account_id = ?', [accountId])).map(
      (row) => [String(row.id).split(':').slice(-2).join(':'), Number(row.used)]
    )
  )
