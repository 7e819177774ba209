import { builtApp } from './built_app.js'

const CLIENT = {
  ...{ key: 'walked-client', name: 'Walked Client', currency: 'EUR', time_zone: 'Europe/Berlin' },
  ...{ country: 'DE', language: 'en', starter: 'solar', owner: 'boss@walked.example' },
}
let made: Promise<string> | null = null

/** A client of the demo's agency, made by the API; resolves with its key. */
export const ownClient = () =>
  (made ??= (async () => {
    const { url, token } = builtApp()
    const answer = await fetch(`${url}/api/v1/agency/clients`, {
      method: 'POST',
      headers: { 'authorization': `Bearer ${token}`, 'content-type': 'application/json' },
      body: JSON.stringify(CLIENT),
    })
    if (answer.status !== 201) throw new Error(`${answer.status} ${await answer.text()}`)
    return CLIENT.key
  })())
