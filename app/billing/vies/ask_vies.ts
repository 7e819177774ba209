import { TransportError } from '#sdk'
import { viesUrl } from '#config/vies'
import { guardedClient } from '#delivery/transports/delivery_hands'
import { type ViesReading, readViesAnswer, viesRequest, withoutNul } from '#partners/vies_protocol'

const DEADLINE_MS = 10_000

/** What came of asking, with the answer as it came. */
export interface ViesAnswer extends ViesReading {
  answer: string | null
}

export interface ViesService {
  url: string | null
  deadlineMs: number
}

export const viesService: ViesService = { url: viesUrl, deadlineMs: DEADLINE_MS }

/** Asks VIES about one id. Never rejects: what keeps it from answering is an outage with its code. */
export async function askVies(
  vatId: string,
  requester: string | null,
  service: ViesService = viesService
): Promise<ViesAnswer> {
  if (service.url === null) return outage('SWITCHED_OFF')
  try {
    const request = viesRequest(service.url, vatId, requester)
    const { status, body } = await guardedClient().request(request, {
      timeoutMs: service.deadlineMs,
    })
    return { ...readViesAnswer(status, body, vatId), answer: withoutNul(body).slice(0, 10_000) }
  } catch (error) {
    if (!(error instanceof TransportError)) throw error
    return outage(error.code.toUpperCase())
  }
}

const outage = (error_code: string): ViesAnswer => ({
  ...{ status: 'unavailable', name: null, address: null, consultation_number: null },
  ...{ error_code, answer: null },
})
