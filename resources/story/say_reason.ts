import type { Say } from './say.js'

/** Reasons the engine gives by itself; what a partner or an operator wrote is shown as it is. */
const KNOWN: [pattern: RegExp, key: string, names: string[]][] = [
  [/^no answer before the deadline$/, 'deadline', []],
  [/^the answer does not match the rule for accepted$/, 'no_match', []],
  [/^HTTP (\d+)$/, 'http', ['status']],
  [/^the partner answered (\d+)(?: Gone)?$/, 'answered', ['status']],
  [/^the person was erased$/, 'erased', []],
  [/^suppressed: (.+) is on the list "(.+)"$/, 'suppressed', ['field', 'list']],
  [/^a partner never answered(?:: the lead may be sold)?$/, 'never_answered', []],
  [/^filter$/, 'profile_filter', []],
  [/^transform "(.+?)" failed: (.+)$/s, 'transform', ['node', 'error']],
  [/^the strategy "(.+?)" is not available$/, 'strategy', ['strategy']],
  [/^the node type "(.+?)" is not available$/, 'node_type', ['type']],
  [/^the profile was deleted$/, 'profile_gone', []],
  [/^no_eligible_partner$/, 'no_eligible_partner', []],
  [/^suppressed$/, 'suppressed_ping', []],
  [/^duplicate$/, 'duplicate', []],
  [/^endpoint disabled: (.+)$/, 'disabled', ['error']],
  [/^no answer within ([\d.]+) s$/, 'bids.reason.late', ['seconds']],
  [/^the answer names no bid$/, 'bids.reason.unread', []],
  [/^the process ended before an answer was recorded$/, 'bids.reason.lost', []],
]

export function sayReason(reason: string, { t, has }: Pick<Say, 't' | 'has'>): string {
  for (const [pattern, key, names] of KNOWN) {
    const match = pattern.exec(reason)
    if (!match) continue
    return t(
      key.startsWith('bids.') ? key : `story.reason.${key}`,
      Object.fromEntries(names.map((name, i) => [name, match[i + 1]]))
    )
  }
  return has(`story.cancel_reason.${reason}`) ? t(`story.cancel_reason.${reason}`) : reason
}

/** A reason to take a sale back, as people say it: known ones by their text, a partner's own by its key. */
export const cancelReason = (reason: string, { t, has }: Pick<Say, 't' | 'has'>): string =>
  has(`story.cancel_reason.${reason}`)
    ? t(`story.cancel_reason.${reason}`)
    : (reason.charAt(0).toUpperCase() + reason.slice(1)).replaceAll('_', ' ')
