/** What is known about a VAT id on a day. */
export type VatIdStatus = 'valid' | 'invalid' | 'absent' | 'unavailable' | 'not_applicable'

/** One answer or verdict about an id. `checked_at` in ms. */
export interface VatVerdict {
  id: string
  vat_id: string
  status: VatIdStatus
  checked_at: number
}

/**
 * The status of an id at the end of a day (ms): of the last verdict until then, else of the first one after it. An
 * outage is no verdict: what was known before it stands. Without any, the status the partner was entered with.
 */
export function vatStatusOn(
  vatId: string | undefined,
  entered: VatIdStatus | undefined,
  verdicts: readonly VatVerdict[],
  endOfDay: number
): { status: VatIdStatus; check: string | null } {
  if (!vatId) return { status: entered === 'not_applicable' ? entered : 'absent', check: null }
  const decided = verdicts
    .filter((one) => one.vat_id === vatId && one.status !== 'unavailable')
    .toSorted((a, b) => a.checked_at - b.checked_at)
  const before = decided.findLast((one) => one.checked_at <= endOfDay)
  const decisive = before ?? decided.at(0)
  if (decisive) return { status: decisive.status, check: decisive.id }
  return { status: entered ?? 'unavailable', check: null }
}
