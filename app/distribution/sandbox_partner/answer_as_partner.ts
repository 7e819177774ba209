import type { PartnerSettings } from '#distribution/sandbox_partner/partner_settings'

/** What a partner's server does with a request. `silence`: it takes the request and never answers. */
export type PartnerAnswer =
  | { type: 'answer'; delayMs: number; status: number; contentType: string; body: string }
  | { type: 'silence' }

/** Chances from 0 to 1: `lead` is the same for every attempt of a delivery, `moment` is new each time. */
export interface Chances {
  lead: number
  moment: number
}

const SLOW_MS = 3_000
/** Faults pass: such a partner may answer the next attempt. What it thinks of a lead does not change. */
const FAULTS = new Set(['slow', 'down', 'timeout', 'wrong_type'])

/** Answers as real partners do: `{status: 'ok', id, price?, bid?}`, `{status: 'rejected', reason}`, or with a fault. */
export function answerAsPartner(
  settings: PartnerSettings,
  reference: string,
  chances: Chances
): PartnerAnswer {
  const asked = settings.mode ?? 'accept'
  const chance = FAULTS.has(asked) ? chances.moment : chances.lead
  const mode = chance < (settings.rate ?? 1) ? asked : 'accept'
  const delayMs = settings.delay_ms ?? (mode === 'slow' ? SLOW_MS : 0)
  const json = (status: number, body: object): PartnerAnswer => ({
    type: 'answer',
    delayMs,
    status,
    contentType: 'application/json',
    body: JSON.stringify(body),
  })

  switch (mode) {
    case 'reject':
      return json(200, { status: 'rejected', reason: settings.reason ?? 'outside our criteria' })
    case 'duplicate':
      return json(200, { status: 'rejected', reason: settings.reason ?? 'duplicate lead' })
    case 'pending':
      return json(202, { status: 'queued', id: reference })
    case 'down':
      return json(503, { status: 'error', reason: settings.reason ?? 'service unavailable' })
    case 'timeout':
      return { type: 'silence' }
    case 'wrong_type':
      return {
        type: 'answer',
        delayMs,
        status: 200,
        contentType: 'text/html',
        body: '<!doctype html><title>Maintenance</title><h1>We will be right back</h1>',
      }
    default:
      return json(200, {
        status: 'ok',
        id: reference,
        ...(settings.price !== undefined && { price: settings.price }),
        ...(settings.bid !== undefined && { bid: bidOf(settings, chances.lead) }),
      })
  }
}

/** Between `bid` and `bid_to`, by chance, in steps of 0.50. */
function bidOf({ bid, bid_to: most }: PartnerSettings, chance: number): string {
  const [from, to] = [Number(bid), Number(most ?? bid)]
  return (from + (Math.floor(chance * (Math.max(to - from, 0) * 2 + 1)) / 2 || 0)).toFixed(2)
}
