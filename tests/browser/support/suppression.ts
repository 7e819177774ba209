import { api, askApi } from './api.js'

let made: Promise<string> | null = null
/** A list with an entry that no lead of a test has; resolves with its key. */
export const suppressionList = () =>
  (made ??= (async () => {
    const key = 'walked'
    await api('POST', '/suppression', { key, name: 'Walked list' })
    const entries = ['walked@list.example', '@walked.example']
    await api('POST', `/suppression/${key}/entries`, { entries, reason: 'Said on the phone' })
    return key
  })())

/** Posts a lead that came with a consent; answers as the API does. */
export const postConsented = (email: string, more: object = {}) =>
  askApi('POST', '/leads', {
    entity: 'solar',
    values: { name: 'Connie Sent', email, state: 'CA', monthly_bill: 240 },
    consent: { text: 'I agree to be called.', version: '3', ip: '203.0.113.9' },
    ...more,
  })

/** The id of such a lead. */
export async function consentedLead(): Promise<string> {
  const answer = await postConsented(`connie${Date.now()}@mail.example`)
  const { id } = (await answer.json()) as { id: string }
  return id
}
