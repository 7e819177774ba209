import vine from '@vinejs/vine'
import type { Infer } from '@vinejs/vine/types'

export const PARTNER_MODES = [
  'accept',
  'reject',
  'duplicate',
  'pending',
  'slow',
  'down',
  'timeout',
  'wrong_type',
] as const

const amount = () => vine.string().regex(/^\d{1,9}(\.\d{1,2})?$/)

/** How a sandbox partner behaves, from the query of the URL it is called by. */
const settings = vine.object({
  mode: vine.enum(PARTNER_MODES).optional(),
  /** Wait before the answer; 3 s for `slow`, none for the others. */
  delay_ms: vine.number().min(0).max(30_000).withoutDecimals().optional(),
  /** What it says when it rejects. */
  reason: vine.string().maxLength(200).optional(),
  /** Share of the leads the mode is for, 0 to 1; the others are accepted. */
  rate: vine.number().min(0).max(1).optional(),
  /** It is asked for a bid: what it bids; up to `bid_to` where that is given, another amount for each lead. */
  bid: amount().optional(),
  bid_to: amount().optional(),
  /** The price it answers with an acceptance. */
  price: amount().optional(),
})

export const partnerSettings = vine.create(settings)
export type PartnerSettings = Infer<typeof settings>
