import { api } from './api.js'

let made = 0

/** A form of the solar entity, begun as `start`; resolves with its key. */
export async function makeForm(start: string, name = 'Probe form'): Promise<string> {
  const key = `probe-${++made}-${Date.now()}`
  await api('POST', '/forms', { key, name, entity: 'solar', start })
  return key
}

let walked: Promise<string> | null = null
/** One form for all pages that are only looked at. */
export const ownForm = () => (walked ??= makeForm('quote', 'Walked form'))
