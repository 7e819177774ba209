import vine from '@vinejs/vine'
import { answerRequest } from '#capture/endpoints/answer_request'
import { endpointHead } from '#capture/endpoints/endpoint_page'
import type { Endpoint } from '#capture/endpoints/repository'

const TYPES = {
  form: 'application/x-www-form-urlencoded',
  json: 'application/json',
  xml: 'text/xml',
} as const

export const tryInput = vine.create({
  does: vine.enum(['submit', 'ping']),
  type: vine.enum(['form', 'json', 'xml']),
  body: vine.string().maxLength(64 * 1024),
})

/** Sends a test lead through an endpoint as its senders do: what they would be answered, word for word. */
export async function tryEndpoint(
  endpoint: Endpoint,
  { does, type, body }: { does: 'submit' | 'ping'; type: keyof typeof TYPES; body: string }
) {
  const { addresses } = await endpointHead(endpoint)
  const accept = type === 'xml' ? 'text/xml' : 'application/json'
  const headers = { 'content-type': TYPES[type], accept }
  // A form is shown a field a line, and sent as one.
  const sent = type === 'form' ? body.replace(/&?\s*\n\s*/g, '&') : body
  const started = performance.now()
  const request = { does, method: 'POST', query: '', headers, body: sent }
  const answer = await answerRequest(endpoint, request, { test: true })
  return {
    request: { method: 'POST', url: addresses[does], headers, body: sent },
    answer,
    ms: Math.round(performance.now() - started),
  }
}
