import { setTimeout as pause } from 'node:timers/promises'
import { builtApp } from './built_app.js'

/** How long a running server may not know what a command has just changed, ms; it looks twice a second. */
const NOTICED_MS = 5_000

/** Posts a lead by the API and waits until it is decided; resolves with the API's lead. */
export async function postLead(values: Record<string, unknown>, entity = 'solar') {
  for (const end = Date.now() + NOTICED_MS; ;) {
    const answer = await post(values, entity)
    const text = await answer.text()
    if (answer.status === 201) return JSON.parse(text) as { id: string; status: string }
    const unknown = answer.status === 422 && text.includes('"field":"entity"')
    if (!unknown || Date.now() > end) throw new Error(`${answer.status} ${text}`)
    await pause(100)
  }
}

function post(values: Record<string, unknown>, entity: string) {
  const { url, token } = builtApp()
  return fetch(`${url}/api/v1/leads`, {
    method: 'POST',
    headers: {
      'authorization': `Bearer ${token}`,
      'content-type': 'application/json',
      'prefer': 'wait=10',
    },
    body: JSON.stringify({ entity, values, source: 'browser-test' }),
  })
}
