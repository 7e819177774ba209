/*
 * How a partner that is new in a profile gets its leads until somebody says otherwise.
 */

/**
 * As it gets them already in this profile; else by e-mail where it has an address; else by webhook, whose URL has to be
 * written. Only the channel is taken over: addresses and bodies belong to one assignment.
 */
export function firstDelivery(
  partner: string,
  assignments: readonly { partner: string; delivery: { use: string } }[],
  partners: readonly { key: string; has_email: boolean }[]
): { use: string } {
  const known = assignments.find((one) => one.partner === partner)?.delivery.use
  if (known !== undefined) return { use: known }
  return { use: partners.find(({ key }) => key === partner)?.has_email ? 'email' : 'webhook' }
}
