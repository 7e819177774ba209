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
}
export const iconOf = (type: string): string => ICONS[type] ?? 'i-lucide-puzzle'

/** Deciding, changing, selling, ending: a tint, beside icon and word. */
const TINTS: Record<string, string> = {
  condition: 'decide',
  switch: 'decide',
  split: 'decide',
  schedule: 'decide',
  transform: 'change',
  offer: 'sell',
  stop: 'end',
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
