/*
 * Ids that are made of the lead (or the sale) and the cause, so that the primary key keeps a second row of the kind out,
 * however often a stretch of the trail is read.
 */

export const receivedId = (leadId: string) => `${leadId}.received`
export const acceptedId = (leadId: string) => `${leadId}.accepted`
/** A lead that was sold again after all its sales were taken back is sold for the `nth` time, from 1. */
export const soldId = (leadId: string, nth: number) => `${leadId}.sold.${nth}`
export const revenueId = (deliveryId: string) => `${deliveryId}.revenue`
export const reversalId = (costId: string) => `${costId}.back`
