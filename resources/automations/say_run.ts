/*
 * Why a run stands as it does, in a line.
 */
import type { RunRow } from './types.js'

export interface RunWords {
  t: (key: string, values?: Record<string, unknown>) => string
  exact: (at: string) => string
}

const KNOWN = new Set([
  ...['loop', 'rate', 'switched_off', 'deleted', 'erased', 'gone', 'left_stage'],
])
const BY = /^by (.+)$/s

/** Nothing where there is nothing to say. */
export function sayReasonOf(
  { status, reason, due_at: due }: Pick<RunRow, 'status' | 'reason' | 'due_at'>,
  { t, exact }: RunWords
): string {
  if (due && status === 'waiting') return t('automations.reason.waits', { at: exact(due) })
  if (due && status === 'scheduled') return t('automations.reason.scheduled', { at: exact(due) })
  if (!reason) return ''
  if (KNOWN.has(reason)) return t(`automations.reason.${reason}`)
  const by = BY.exec(reason)?.[1]
  if (by) return t('automations.reason.by', { who: by.replace(/^(user|token):/, '') })
  return reason.replace(/^unknown: /, `${t('automations.reason.unknown')} `)
}
