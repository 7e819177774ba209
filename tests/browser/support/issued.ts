import { applyBlueprint } from './apply_blueprint.js'
import { builtApp } from './built_app.js'
import { postLead } from './leads.js'
import { today } from './zone.js'

/** A market of its own, so that what other tests sell is on no document of it. */
const market = (name: string) => ({
  sluice: 1,
  account: {
    country: 'DE',
    vat_id: 'DE136695976',
    address: { street: 'Hauptstr. 1', postal_code: '10115', city: 'Berlin' },
  },
  entities: [
    {
      ...{ key: name, name: `${name} lead` },
      fields: [{ key: 'email', label: 'E-mail', type: 'email', required: true }],
    },
  ],
  partners: [
    {
      ...{ key: name, name, email: `leads@${name}.example`, time_zone: 'Europe/Berlin' },
      billing: {
        ...{ legal_name: `${name} SARL`, street: '1 rue A', postal_code: '75001', city: 'Paris' },
        ...{ country: 'FR', vat_id: 'FR40303265045', vat_id_status: 'valid', type: 'business' },
      },
    },
  ],
  profiles: [
    {
      ...{ key: name, name, entity: name, trigger: 'on_arrival', price: '25.00' },
      strategy: { use: 'first_match' },
      assignments: [{ key: name, partner: name, delivery: { use: 'portal' } }],
    },
  ],
})

/** A draft for a partner that nobody else sells to; resolves with its address. */
export async function draftFor(name: string): Promise<string> {
  const { ace, account } = builtApp()
  await applyBlueprint(market(name))
  await postLead({ email: `${name}-${Date.now()}@mail.example` }, name)
  const day = today()
  const period = ['--period', day.slice(0, 7), '--partner', name]
  const made = await ace('invoice:generate', '--account', account, ...period)
  const id = /inv_\w+/.exec(made)?.[0]
  if (!id) throw new Error(`Nothing was drafted: ${made}`)
  return `/invoices/${id}`
}
