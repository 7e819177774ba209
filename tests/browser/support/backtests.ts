import { api } from './api.js'
import { postLead } from './leads.js'

/** A finished backtest of `solar-us` in which leads change partner; resolves with its id. */
export async function makeBacktest(): Promise<string> {
  const email = `past-${Date.now()}@mail.example`
  await postLead({ name: 'Paula Past', email, state: 'CA', monthly_bill: 240 })
  const day = 86_400_000
  const everybody = (key: string, partner: string) => ({
    key,
    partner,
    delivery: { use: 'portal' },
  })
  const { id, status } = await api('POST', '/profiles/solar-us/backtest', {
    from: new Date(Date.now() - day).toISOString(),
    to: new Date(Date.now() + day).toISOString(),
    route: { assignments: [everybody('volt-nv', 'volt'), everybody('sunco-ca', 'sunco')] },
  })
  if (status !== 'done') throw new Error(`the backtest is ${status}`)
  return id
}
