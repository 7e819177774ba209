import type { NodeContext } from '#sdk'
import type { Rule } from '#sdk/rule'
import { fakeContext, fakeLead } from '#sdk/testing'

export const lead = fakeLead({ state: 'CA' })

/** A host whose rules are one `equals` each, judged on the values of `lead`. */
export const contextWith = (over: Partial<NodeContext> & { open?: boolean } = {}): NodeContext =>
  fakeContext({
    judge(rule: Rule) {
      if (!('field' in rule)) return { matched: true, conditions: [] }
      const actual = lead.values[rule.field]
      const matched = actual === rule.value
      return { matched, conditions: [{ ...rule, value: rule.value, actual, matched }] }
    },
    ...over,
  })

export const is = (state: string): Rule => ({ field: 'state', operator: 'equals', value: state })
