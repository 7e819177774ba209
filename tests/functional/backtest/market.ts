import { loanBlueprint, sendLead } from '#tests/functional/distribution/support'
import { as } from '#tests/functional/api/call'
import { makeAccount } from '#tests/helpers/make_account'
import type { PartnerServer, Received } from '#tests/helpers/partner_server'

export const FIELDS = ['alpha', 'beta', 'gamma'] as const

/** Three partners: alpha wants large loans, beta small ones, gamma everything. Each refuses some, by a fixed rule. */
export const market = (server: PartnerServer, profile: Record<string, unknown> = {}) =>
  loanBlueprint(
    server,
    [
      {
        key: 'alpha',
        price: '30.00',
        filter: { all: [{ field: 'amount', operator: 'greater_than', value: 500 }] },
        caps: { day: 8 },
      },
      {
        key: 'beta',
        price: '20.00',
        filter: { all: [{ field: 'amount', operator: 'less_or_equal', value: 500 }] },
      },
      { key: 'gamma', price: '5.00' },
    ],
    profile,
    { beta: { caps: { spend_day: '200.00' } } }
  )

/** Alpha refuses every third amount, beta every second, gamma names its own price for every fourth. */
export function answerLike({ path, body }: Received) {
  const amount = Number(/\d+/.exec(String(body.email))?.[0] ?? 0)
  if (path === '/alpha' && amount % 3 === 0) return { json: { status: 'no', reason: 'declined' } }
  if (path === '/beta' && amount % 2 === 0) return { json: { status: 'no', reason: 'declined' } }
  if (path === '/gamma' && amount % 4 === 0) return { json: { status: 'ok', price: '3.00' } }
  return { json: { status: 'ok' } }
}

/** Sends so many leads one after the other, as a supplier would; the number is in the address. */
export async function sendMany(accountId: string, n: number, from = 0): Promise<string[]> {
  const ids: string[] = []
  for (let i = from; i < from + n; i++)
    ids.push(await sendLead(accountId, { email: `p${i}@example.org`, amount: amountOf(i) }))
  return ids
}

export const amountOf = (i: number) => (i * 137) % 1000

export async function makeMarket(server: PartnerServer, profile?: Record<string, unknown>) {
  server.behave(answerLike)
  const account = await makeAccount({ currency: 'EUR', blueprint: market(server, profile) })
  return { account, api: as(account) }
}

const DAY = 86_400_000
/** From yesterday to tomorrow. */
export const around = () => ({
  from: new Date(Date.now() - DAY).toISOString(),
  to: new Date(Date.now() + DAY).toISOString(),
})
