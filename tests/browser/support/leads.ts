import { builtApp } from './built_app.js'

/** Posts a lead by the API and waits until it is decided; resolves with the API's lead. */
export async function postLead(values: Record<string, unknown>) {
  const { url, token } = builtApp()
  const answer = await fetch(`${url}/api/v1/leads`, {
    method: 'POST',
    headers: {
      'authorization': `Bearer ${token}`,
      'content-type': 'application/json',
      'prefer': 'wait=10',
    },
    body: JSON.stringify({ entity: 'solar', values, source: 'browser-test' }),
  })
  if (answer.status !== 201) throw new Error(`${answer.status} ${await answer.text()}`)
  return (await answer.json()) as { id: string; status: string }
}
