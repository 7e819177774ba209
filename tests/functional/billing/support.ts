import { randomBytes } from 'node:crypto'
import { loadAccount } from '#accounts/repository'
import type { Account } from '#accounts/types'
import { dateText } from '#shared/local_time'
import { postingId } from '#store/row_ids'
import { store } from '#store/store'
import { type TestAccount, SMALL_BLUEPRINT, makeAccount } from '#tests/helpers/make_account'

export const SELLER = {
  name: 'Bright Leads GmbH',
  country: 'DE',
  vat_id: 'DE136695976',
  address: { street: 'Hauptstr. 1', postal_code: '10115', city: 'Berlin' },
}

export const GERMAN = {
  legal_name: 'Sonne GmbH',
  street: 'Sonnenallee 2',
  postal_code: '12047',
  city: 'Berlin',
  country: 'DE',
  vat_id: 'DE129273398',
  vat_id_status: 'valid',
  type: 'business',
  payment_days: 10,
}

export const FRENCH = {
  legal_name: 'SunCo SARL',
  street: '1 rue A',
  postal_code: '75001',
  city: 'Paris',
  country: 'FR',
  vat_id: 'FR40303265045',
  vat_id_status: 'valid',
  type: 'business',
}

/** An account in Germany with the small configuration: sunco is billed as told and buys at `price`, brightco has no billing data. */
export async function billingAccount(
  options: { billing?: object; currency?: string; timeZone?: string; price?: string } = {}
): Promise<TestAccount & { account: Account }> {
  const { billing = GERMAN, currency = 'EUR', timeZone = 'Europe/Berlin', price = '25' } = options
  const [sunco, brightco] = SMALL_BLUEPRINT.partners
  // Prices of the blueprint have two decimals, which not every currency has; sales are booked by the tests themselves.
  const whole = JSON.parse(
    JSON.stringify(SMALL_BLUEPRINT).replaceAll('.00"', '"').replace('"25"', `"${price}"`)
  )
  const made = await makeAccount({
    currency,
    timeZone,
    blueprint: { ...whole, account: SELLER, partners: [{ ...sunco, billing }, brightco] },
  })
  return { ...made, account: (await loadAccount(made.id))! }
}

const idOf = async (table: string, accountId: string, key: string) =>
  (await store.first(`select id from ${table} where account_id = ? and key = ?`, [accountId, key]))!
    .id as string

export interface Booked {
  delivery: string
  posting: string
  amount: number
}

/** Books sales of `amount` minor units each straight into the ledger, as settling a delivery does. */
export async function book(
  account: { id: string },
  sale: {
    day: string
    amount: number
    partner?: string
    profile?: string
    currency?: string
    count?: number
  }
): Promise<Booked[]> {
  const { partner = 'sunco', profile = 'solar-us', currency = 'EUR', count = 1, day, amount } = sale
  const [partnerId, profileId] = await Promise.all([
    idOf('partners', account.id, partner),
    idOf('profiles', account.id, profile),
  ])
  const rows = Array.from({ length: count }, () => {
    const delivery = `dlv_${randomBytes(10).toString('hex')}`
    return { delivery, posting: postingId(delivery, 'sale'), amount }
  })
  await Promise.all(
    rows.map(({ delivery, posting }) =>
      store.submit<void>({
        locks: [],
        decide: () => ({
          result: undefined,
          writes: [
            {
              insert: 'postings',
              row: {
                ...{ id: posting, account_id: account.id, kind: 'sale', lead_id: 'lead_none' },
                ...{ delivery_id: delivery, partner_id: partnerId, profile_id: profileId },
                ...{ source: 'ads', amount, currency, at: Date.parse(`${day}T12:00:00Z`), day },
              },
            },
          ],
        }),
      })
    )
  )
  return rows
}

/** Takes a booked sale back as a cancellation or a return does; nothing where that happened before. */
export async function unbook(
  posting: string,
  at = Date.now(),
  kind: 'cancellation' | 'return' = 'cancellation'
): Promise<void> {
  const sale = (await store.first('select * from postings where id = ?', [posting]))!
  const id = posting.replace('.sale', '.cancellation')
  await store.submit<void>({
    locks: [{ table: 'postings', value: id }],
    decide: (locked) => ({
      result: undefined,
      writes: locked.get('postings', id)
        ? []
        : [
            {
              insert: 'postings',
              row: {
                ...sale,
                id,
                kind,
                amount: -Number(sale.amount),
                at,
                day: dateText(Math.floor(at / 864e5)),
              },
            },
          ],
    }),
  })
}

export const OCTOBER = { from: '2026-10-01', to: '2026-10-31' }
