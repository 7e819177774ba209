import type { ChangeLine, FieldChange, Words } from './describe_changes.js'

/** One change of the history as a page shows it. */
export interface HistoryEntry {
  id: number
  at: string
  actor: string | null
  object: string
  action: string
  changes: FieldChange[]
}

const MAX_TEXT = 160
const KINDS = [
  ...['account', 'agency', 'clients', 'team', 'invitations', 'tokens', 'entities'],
  ...['partners', 'suppliers', 'tags', 'profiles', 'secrets', 'tax_rates', 'domains', 'sources'],
  ...['plans', 'subscription', 'forms', 'automations', 'mail_templates'],
]

/** "ann@mail.example changed partner sunco". */
export function historyTitle({ action, actor, object, changes }: HistoryEntry, words: Words) {
  return words.t(`history.did.${action}`, {
    who: whoText(actor, words),
    thing: thingText(object, changes, words),
  })
}

export function whoText(actor: string | null, { t }: Words): string {
  if (!actor) return t('history.nobody')
  if (actor === 'cli') return t('history.commandLine')
  if (actor.startsWith('token:')) return t('history.token', { name: actor.slice(6) })
  if (actor.startsWith('automation:')) return t('history.automation', { name: actor.slice(11) })
  const [who, agency] = actor.replace(/^user:/, '').split(' via ')
  return agency ? t('history.via', { who, agency }) : who
}

/** A token is called by its name where that is at hand, everything else by its key. */
function thingText(object: string, changes: readonly FieldChange[], { t }: Words): string {
  const [kind, ...rest] = object.split('.')
  const named = kind === 'tokens' ? changes.find(({ path }) => path === 'name') : undefined
  const name = String(named?.to ?? named?.from ?? rest.join('.'))
  return t(`history.thing.${KINDS.includes(kind) ? kind : 'other'}`, { name: name || kind })
}

/** From what to what, a line each. */
export const historyLines = (changes: readonly FieldChange[], words: Words): ChangeLine[] =>
  changes.map(({ path, from, to }) => ({
    kind: from === null ? 'add' : to === null ? 'remove' : 'change',
    what: path.replaceAll('.', ' › ').replaceAll('_', ' '),
    // As the blueprint calls it.
    lang: 'en' as const,
    ...(from !== null && { from: brief(from, words) }),
    ...(to !== null && { to: brief(to, words) }),
  }))

function brief(value: unknown, { t, te }: Words): string {
  if (typeof value === 'boolean') return t(value ? 'common.yes' : 'common.no')
  if (typeof value === 'string' && te(`auth.role.${value}`)) return t(`auth.role.${value}`)
  if (typeof value === 'string') return short(value === '' ? t('common.empty') : value)
  if (Array.isArray(value) && value.every((one) => typeof one !== 'object'))
    return short(value.join(', '))
  return short(JSON.stringify(value))
}

const short = (text: string) =>
  text.length > MAX_TEXT ? `${text.slice(0, MAX_TEXT).toWellFormed()}…` : text
