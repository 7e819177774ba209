import { api } from './api.js'
import { postLead } from './leads.js'

export const WELCOME = 'walked-welcome'
let made: Promise<string> | null = null
/** A template for solar leads; resolves with its key. */
export const ownTemplate = () =>
  (made ??= (async () => {
    await api('POST', '/mail-templates', {
      ...{ key: WELCOME, name: 'Walked welcome', entity: 'solar' },
      subject: 'Your request at {{ account.name }}',
      text: 'Hello {{ lead.name }},\n\nyour bill is {{ lead.monthly_bill }}.\n\n{{ user.email }}',
    })
    return WELCOME
  })())

let count = 0
/** Two leads of the same person, the older one first. */
export async function duplicatePair(name = 'Dora Double') {
  const email = `double-${Date.now()}-${++count}@mail.example`
  const older = await postLead({ name, email, state: 'CA', monthly_bill: 240 })
  const newer = await postLead({ name: `${name} Jr`, email, state: 'AZ' })
  return { older: older.id, newer: newer.id, email }
}
