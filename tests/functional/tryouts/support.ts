import type { Account } from '#accounts/types'
import { apply, newAccount } from '#tests/functional/blueprint/new_account'
import { makeUser } from '#tests/functional/pages/workspace'
import type { Role } from '#accounts/models/membership'

export const fields = [
  { key: 'email', label: 'E-mail', type: 'email', required: true },
  { key: 'state', label: 'State', type: 'select', options: ['CA', 'AZ', 'NV'] },
  { key: 'monthly_bill', label: 'Monthly bill', type: 'number' },
  { key: 'home', label: 'Home', type: 'address' },
  { key: 'ssn', label: 'SSN', type: 'text', encrypted: true },
]

/** An account with a partner whose endpoint is at `url`, and somebody of its team. */
export async function desk(url = 'https://partner.example/leads', role: Role = 'operator') {
  const account: Account = await newAccount({ country: 'DE' })
  await apply(account, {
    sluice: 1,
    entities: [{ key: 'loan', name: 'Loan lead', fields }],
    partners: [
      { key: 'sunco', name: 'SunCo', email: 'leads@sunco.example', time_zone: 'Europe/Berlin' },
    ],
    profiles: [
      {
        key: 'solar',
        name: 'Solar',
        entity: 'loan',
        trigger: 'manual',
        price: '10.00',
        strategy: { use: 'first_match' },
        assignments: [
          {
            key: 'sunco-ca',
            partner: 'sunco',
            price: '25.00',
            caps: { day: 1 },
            delivery: {
              use: 'webhook',
              url: `${url}?src={{ lead.source }}`,
              headers: { 'X-Api-Key': '${SUNCO_KEY}' },
              body: { email: '{{ lead.email }}', test: '{{ lead.test }}', ssn: '{{ lead.ssn }}' },
              response: {
                accepted: { field: 'body.status', operator: 'equals', value: 'ok' },
                reason: 'body.reason',
                price: 'body.price',
                reference: 'body.id',
              },
            },
          },
        ],
      },
    ],
  })
  return { account, user: await makeUser(account.id, role) }
}
