import { builtApp } from './built_app.js'
import { postLead } from './leads.js'

/** A finished backtest of `solar-us` in which leads change partner; resolves with its id. */
export async function makeBacktest(): Promise<string> {
  const { ace, url } = builtApp()
  const email = `past-${Date.now()}@mail.example`
  await postLead({ name: 'Paula Past', email, state: 'CA', monthly_bill: 240 })
  const token = await ace('token:create', '--account', 'demo', '--ability', 'config:write')
  const day = 86_400_000
  const everybody = (key: string, partner: string) => ({
    key,
    partner,
    delivery: { use: 'portal' },
  })
  const answer = await fetch(`${url}/api/v1/profiles/solar-us/backtest`, {
    method: 'POST',
    headers: {
      'authorization': `Bearer ${token.trim()}`,
      'content-type': 'application/json',
    },
    body: JSON.stringify({
      from: new Date(Date.now() - day).toISOString(),
      to: new Date(Date.now() + day).toISOString(),
      route: { assignments: [everybody('volt-nv', 'volt'), everybody('sunco-ca', 'sunco')] },
    }),
  })
  const { id, status } = (await answer.json()) as { id: string; status: string }
  if (status !== 'done') throw new Error(`the backtest is ${status}`)
  return id
}
