import { isViesPrefix } from '#shared/vat_id_form'
import { type Json, isObject } from '#shared/shape'

/*
 * The REST interface of VIES (European Commission, "check-vat-number"): what is asked, and how its answers read. Only a
 * clear yes or no about the very id that was asked for is one; everything else is an outage, whatever its status.
 */

export interface ViesRequest {
  method: 'POST'
  url: string
  headers: Record<string, string>
  body: string
}

export interface ViesReading {
  status: 'valid' | 'invalid' | 'unavailable'
  name: string | null
  address: string | null
  consultation_number: string | null
  error_code: string | null
}

/** `requester`: the own id, for which VIES gives a consultation number; null: none is asked for. */
export function viesRequest(base: string, vatId: string, requester: string | null): ViesRequest {
  const own = requester && isViesPrefix(requester.slice(0, 2)) ? requester : null
  return {
    method: 'POST',
    url: `${base.replace(/\/+$/, '')}/check-vat-number`,
    headers: { 'content-type': 'application/json', 'accept': 'application/json' },
    body: JSON.stringify({
      countryCode: vatId.slice(0, 2),
      vatNumber: vatId.slice(2),
      ...(own && { requesterMemberStateCode: own.slice(0, 2), requesterNumber: own.slice(2) }),
    }),
  }
}

const unavailable = (error_code: string): ViesReading => ({
  ...{ status: 'unavailable', name: null, address: null, consultation_number: null },
  error_code,
})

export function readViesAnswer(status: number, body: string, vatId: string): ViesReading {
  let answer: unknown
  try {
    answer = JSON.parse(body)
  } catch {
    return unavailable(status === 200 ? 'UNREADABLE_ANSWER' : `HTTP_${status}`)
  }
  if (!isObject(answer)) return unavailable('UNREADABLE_ANSWER')
  const code = errorCode(answer)
  if (code) return unavailable(code)
  if (status < 200 || status >= 300) return unavailable(`HTTP_${status}`)
  if (typeof answer.valid !== 'boolean') return unavailable('UNREADABLE_ANSWER')
  if (!isAboutIt(answer, vatId)) return unavailable('OTHER_ID_ANSWERED')
  return {
    status: answer.valid ? 'valid' : 'invalid',
    name: said(answer.name, 255),
    address: said(answer.address, 1000),
    consultation_number: said(answer.requestIdentifier, 64),
    error_code: null,
  }
}

/** VALID and INVALID are verdicts in the place of an error. */
function errorCode({ userError, errorWrappers }: Json): string | null {
  const wrapped = Array.isArray(errorWrappers) ? errorWrappers[0] : null
  const code = isObject(wrapped) ? wrapped.error : userError
  if (typeof code !== 'string' || ['', 'VALID', 'INVALID'].includes(code)) return null
  return withoutNul(code).slice(0, 64)
}

function isAboutIt({ countryCode, vatNumber }: Json, vatId: string): boolean {
  const same = (told: unknown, asked: string) =>
    told === undefined || String(told).replace(/\W/g, '') === asked.replace(/\W/g, '')
  return same(countryCode, vatId.slice(0, 2)) && same(vatNumber, vatId.slice(2))
}

/** PostgreSQL has no text with it, and what a broken service sends must not break what keeps it. */
export const withoutNul = (text: string): string => text.replaceAll('\0', '')

/** Member states that tell nothing write "---". */
function said(value: unknown, max: number): string | null {
  if (typeof value !== 'string') return null
  const text = withoutNul(value).trim()
  return text === '' || /^-+$/.test(text) ? null : text.slice(0, max)
}
