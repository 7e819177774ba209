import { applyBlueprint } from './apply_blueprint.js'
import { builtApp } from './built_app.js'

/** Makes or changes a profile of the test's own, by hand only: leads of other tests do not come through it. */
export async function applyProfile(key: string, more: object) {
  const profile = { key, name: `Profile ${key}`, entity: 'solar', trigger: 'manual', ...more }
  await applyBlueprint({ profiles: [profile] })
}

interface Decided {
  id: string
  distributions: {
    route_version: number
    revenue: { amount: string }
    deliveries: { id: string; partner: string; price: { amount: string } }[]
  }[]
}

/** Posts a lead through a profile and waits until it is decided. */
export async function postThrough(
  profile: string,
  values: Record<string, unknown>
): Promise<Decided> {
  const { url, token } = builtApp()
  const answer = await fetch(`${url}/api/v1/leads`, {
    method: 'POST',
    headers: {
      'authorization': `Bearer ${token}`,
      'content-type': 'application/json',
      'prefer': 'wait=10',
    },
    body: JSON.stringify({ entity: 'solar', values, profile }),
  })
  if (answer.status !== 201) throw new Error(`${answer.status} ${await answer.text()}`)
  return (await answer.json()) as Decided
}
