import type { VatIdStatus } from '#partners/vat_status_on'

const MINUTE = 60_000
const DAY = 24 * 60 * MINUTE
/** A confirmed id is looked at again each month, a refused one each week: registers are late. */
const AGAIN: Partial<Record<VatIdStatus, number>> = { valid: 30 * DAY, invalid: 7 * DAY }
const FIRST_RETRY = 5 * MINUTE
const LAST_RETRY = 6 * 60 * MINUTE

/** When an id is asked about next (ms); null: not by itself. `failures` counts outages in a row, this one included. */
export function nextCheckAt(status: VatIdStatus, failures: number, now: number): number | null {
  if (status === 'unavailable')
    return now + Math.min(LAST_RETRY, FIRST_RETRY * 2 ** Math.max(0, failures - 1))
  const wait = AGAIN[status]
  return wait === undefined ? null : now + wait
}
