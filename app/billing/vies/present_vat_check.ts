import type { VatCheck } from '#partners/vat_checks'

/** A line of evidence as pages show it. */
export const presentVatCheck = ({ checked_at, partner_id: _, ...check }: VatCheck) => ({
  ...check,
  checked_at: new Date(checked_at).toISOString(),
})
