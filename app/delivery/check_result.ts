import type { Envelope, Outcome } from '#sdk'
import { headerNameProblem } from '#sdk/templates/render_headers'
import { headerValueProblem } from '#sdk/templates/escape'

/*
 * What the guard checks of a channel's results: a plugin's mistake becomes a value here, never a request.
 * Both answer a sentence, or null.
 */

const STATUSES = new Set<Outcome['status']>([
  'accepted',
  'sent',
  'waiting',
  'rejected',
  'failed',
  'unknown',
])
const PRICE = /^\d{1,13}(?:\.\d{1,8})?$/

export function envelopeProblem(envelope: Envelope): string | null {
  if (envelope === null || typeof envelope !== 'object') return 'returned no envelope'
  if (envelope.type === 'portal') return null
  if (envelope.type === 'mail')
    return Array.isArray(envelope.to) && envelope.to.length > 0 ? null : 'returned a mail to nobody'
  if (envelope.type !== 'http') return 'returned an envelope of no known type'
  if (!/^[A-Z][A-Z-]*$/.test(envelope.method)) return 'returned no HTTP method'
  if (!/^https?:\/\//.test(envelope.url)) return 'returned no http(s) URL'
  if (envelope.body !== null && typeof envelope.body !== 'string')
    return 'returned a body that is no text'
  for (const [name, value] of Object.entries(envelope.headers)) {
    const problem = headerNameProblem(name) ?? headerValueProblem(String(value))
    if (problem) return `returned a wrong header ${name}: ${problem}`
  }
  return null
}

export function outcomeProblem(outcome: Outcome): string | null {
  if (outcome === null || typeof outcome !== 'object') return 'returned no outcome'
  if (!STATUSES.has(outcome.status)) return 'returned an outcome of no known status'
  if (typeof outcome.price === 'string' && !PRICE.test(outcome.price))
    return 'returned a price that is no decimal string'
  return null
}
