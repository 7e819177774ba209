import type { DeliveryDraft } from './types'

/** A draft without what is empty: "not chosen yet" is not a key nobody has. */
export const cleanDraft = (draft: DeliveryDraft): DeliveryDraft =>
  Object.fromEntries(
    Object.entries(draft).filter(([, value]) => value !== undefined && value !== '')
  ) as DeliveryDraft
