import type { LeadView, NodeContext } from '#sdk'
import type { Rule } from '#sdk/rule'

export const lead: LeadView = {
  id: 'lead_1',
  entity: 'solar',
  values: { state: 'CA' },
  source: null,
  created_at: '2026-11-23T06:00:00Z',
  test: false,
}

/** A host whose rules are `{ field, operator, value }` on values, and whose schedules are open or not. */
export function contextWith(over: Partial<NodeContext> & { open?: boolean } = {}): NodeContext {
  return {
    at: Date.parse('2026-11-23T06:00:00Z'),
    seed: 'lead_1:a',
    timeZone: 'UTC',
    judge(rule: Rule) {
      if (!('field' in rule)) return { matched: true, conditions: [] }
      const actual = lead.values[rule.field]
      const matched = actual === rule.value
      return { matched, conditions: [{ ...rule, value: rule.value, actual, matched }] }
    },
    isOpen: () => ({
      open: over.open ?? true,
      opens_at: over.open ? null : '2026-11-24T08:00:00.000Z',
    }),
    ...over,
  }
}

export const is = (state: string): Rule => ({ field: 'state', operator: 'equals', value: state })
