/*
 * The order people reach for triggers, actions and branches; others follow by name.
 */
const ORDER = [
  ...['stage_changed', 'lead_created', 'unsold', 'time_in_stage', 'delivery_accepted'],
  ...['delivery_rejected', 'delivery_returned', 'invoice_overdue', 'cap_reached'],
  ...['distribute', 'change_stage', 'email', 'webhook', 'update_fields', 'assign', 'delay'],
  ...['pause_partner', 'erase', 'condition', 'switch', 'schedule', 'split'],
]
const rank = (type: string) => {
  const place = ORDER.indexOf(type)
  return place === -1 ? ORDER.length : place
}
/** Actions before branches, also those of other plugins. */
const group = (kind: string) => (kind === 'node' ? 1 : 0)
export const byUse = <P extends { id: string; name: string; kind: string }>(
  plugins: readonly P[]
): P[] =>
  [...plugins].sort(
    (a, b) =>
      group(a.kind) - group(b.kind) || rank(a.id) - rank(b.id) || a.name.localeCompare(b.name)
  )
