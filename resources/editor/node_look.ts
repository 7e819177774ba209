/*
 * What a node type looks like. The built-in ones by name, so that their icons are in the bundle; another plugin's node has
 * the icon of a plugin.
 */
const ICONS: Record<string, string> = {
  condition: 'i-lucide-split',
  switch: 'i-lucide-list-tree',
  split: 'i-lucide-percent',
  schedule: 'i-lucide-clock',
  transform: 'i-lucide-braces',
  offer: 'i-lucide-handshake',
  stop: 'i-lucide-octagon-x',
  stage_changed: 'i-lucide-move-right',
  lead_created: 'i-lucide-inbox',
  unsold: 'i-lucide-package-x',
  time_in_stage: 'i-lucide-hourglass',
  delivery_accepted: 'i-lucide-circle-check',
  delivery_rejected: 'i-lucide-circle-x',
  delivery_returned: 'i-lucide-undo-2',
  invoice_overdue: 'i-lucide-calendar-clock',
  cap_reached: 'i-lucide-gauge',
  distribute: 'i-lucide-route',
  change_stage: 'i-lucide-move-right',
  email: 'i-lucide-mail',
  webhook: 'i-lucide-webhook',
  update_fields: 'i-lucide-pencil',
  assign: 'i-lucide-user-round-check',
  delay: 'i-lucide-timer',
  pause_partner: 'i-lucide-circle-pause',
  erase: 'i-lucide-eraser',
}
export const iconOf = (type: string): string => ICONS[type] ?? 'i-lucide-puzzle'

/** Deciding, changing, selling, telling somebody, ending: a tint, beside icon and word. */
const TINTS: Record<string, string> = {
  condition: 'decide',
  switch: 'decide',
  split: 'decide',
  schedule: 'decide',
  transform: 'change',
  offer: 'sell',
  stop: 'end',
  distribute: 'sell',
  email: 'tell',
  webhook: 'tell',
  delay: 'decide',
  pause_partner: 'end',
  erase: 'end',
}
export const tintOf = (type: string): string => TINTS[type] ?? 'change'

/** The order people reach for them; others follow by name. */
export const ORDER = ['condition', 'offer', 'switch', 'schedule', 'split', 'transform', 'stop']
const rank = (type: string) => {
  const place = ORDER.indexOf(type)
  return place === -1 ? ORDER.length : place
}
export const byUse = <P extends { id: string; name: string }>(plugins: readonly P[]): P[] =>
  [...plugins].sort((a, b) => rank(a.id) - rank(b.id) || a.name.localeCompare(b.name))
