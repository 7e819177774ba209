import { builtApp } from './built_app.js'

let token: Promise<string> | null = null

/** Applies a blueprint by the running app, which knows it at once: what a command changes it hears of a little later. */
export async function applyBlueprint(blueprint: object) {
  const { ace, account, url } = builtApp()
  token ??= ace('token:create', '--account', account, '--ability', 'config:write')
  const answer = await fetch(`${url}/api/v1/blueprint`, {
    method: 'PUT',
    headers: {
      'authorization': `Bearer ${(await token).trim()}`,
      'content-type': 'application/json',
    },
    body: JSON.stringify({ sluice: 1, ...blueprint }),
  })
  if (!answer.ok) throw new Error(`${answer.status} ${await answer.text()}`)
}
