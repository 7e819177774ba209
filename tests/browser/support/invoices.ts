import { builtApp } from './built_app.js'
import { postLead } from './leads.js'
import { today } from './zone.js'

/** Sells a lead and drafts the month it was sold in; resolves with the id of the draft it is on. */
export async function makeDraft(): Promise<string> {
  const { ace, account } = builtApp()
  const email = `ina-${Date.now()}@mail.example`
  await postLead({ name: 'Ina Invoice', state: 'CA', monthly_bill: 240, email })
  const day = today()
  const made = await ace('invoice:generate', '--account', account, '--period', day.slice(0, 7))
  const id = /inv_\w+/.exec(made)?.[0]
  if (!id) throw new Error(`Nothing was drafted: ${made}`)
  return id
}
