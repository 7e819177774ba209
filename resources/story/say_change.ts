import {
  type Say,
  clockText,
  conditionText,
  fieldText,
  limitText,
  listed,
  needsText,
  sentence,
} from './say.js'
import type { Condition } from '../rules/types.js'
import type { Alternative, RuleOwner, StoryChange } from './types.js'

/** What would have had to be: "State: one of CA, AZ instead of NV"; "Priority 0 instead of 5". */
export function sayChange(change: StoryChange, say: Say): string {
  const { t } = say
  switch (change.on) {
    case 'lead':
      return t('story.change.lead', {
        field: fieldText(change.field, say),
        need: needsText(change.needs, say),
        from: say.value(change.from) || t('story.nothing'),
      })
    case 'condition': {
      const owner = ownerText(change.owner, say)
      const also = allowedToo(change.from, change.to)
      if (also !== undefined) {
        const field = fieldText(change.from.field, say)
        return t('story.change.may_be', { owner, field, value: say.value(also) })
      }
      const from = conditionText(change.from, say)
      return change.to
        ? t('story.change.condition', { owner, from, to: conditionText(change.to, say) })
        : t('story.change.no_condition', { owner, from })
    }
    case 'rule':
      return t('story.change.no_rule', { owner: ownerText(change.owner, say) })
    case 'pause':
      return t(`story.change.pause_${change.whose}`)
    case 'moment':
      return t(`story.change.${change.why}`, {
        time: clockText(change.to, say, change.from),
      })
    case 'schedule':
      return t('story.change.schedule', { day: t(`story.day.${change.day}`), hours: change.hours })
    case 'cap':
      return t(`story.change.cap_${change.scope}`, {
        from: limitText(change.window, change.from, say),
        to: limitText(change.window, change.to, say),
        cap: t(`story.cap.${change.window}`),
      })
    case 'balance': {
      const more = String(Number(change.to.amount) - Number(change.from.amount))
      return t(`story.change.balance_${change.mode}`, {
        more: say.money({ ...change.to, amount: more }),
      })
    }
    case 'price':
      return t('story.change.price', { from: say.money(change.from), to: say.money(change.to) })
    case 'priority':
    case 'weight':
      return t(`story.change.${change.on}`, {
        from: say.number(change.from),
        to: say.number(change.to),
      })
    case 'strategy':
      return change.setting
        ? t('story.change.setting', {
            setting: settingText(change.setting, say),
            from: say.value(change.from[change.setting]),
            to: say.value(change.to[change.setting]),
          })
        : t('story.change.strategy', {
            from: strategyText(change.from.use, say),
            to: strategyText(change.to.use, say),
          })
    case 'offer':
      return t('story.change.offer', { node: change.node })
    case 'port':
      return t(change.type === 'split' ? 'story.change.chance' : 'story.change.port', {
        node: change.node,
        from: change.from,
        to: change.to,
      })
    case 'answer':
      return t('story.change.answer', { partner: say.buyer(change.assignment) })
    case 'endpoint':
      return t('story.change.endpoint')
    case 'history':
      return t('story.change.history', { partner: say.partner(change.partner) })
    case 'assignment':
      return t('story.change.assignment', { partner: say.partner(change.partner) })
  }
}

/** What comes of it: "asked first, at €38.00". */
export function sayOutcome({ before, price }: Alternative, say: Say): string {
  const values = {
    price: say.money(price),
    partners: listed([...new Set(before.map((one) => say.buyer(one)))].slice(0, 3), say),
    n: before.length,
  }
  if (before.length === 0) return say.t('story.outcome.first', values)
  return say.t(before.length > 3 ? 'story.outcome.after_many' : 'story.outcome.after', values)
}

/** Is it about the lead, about our settings, or about what others did? Each is somebody else's to change. */
export function kindOf({ changes }: Alternative): 'lead' | 'settings' | 'others' | 'mixed' {
  const kinds = new Set(
    changes.map(({ on }) => {
      if (on === 'lead' || on === 'moment') return 'lead'
      return on === 'answer' || on === 'history' || on === 'port' || on === 'endpoint'
        ? 'others'
        : 'settings'
    })
  )
  return kinds.size === 1 ? [...kinds][0] : 'mixed'
}

/** The one value a list was opened for: a list of fifty is not read twice to find it. */
function allowedToo(from: Condition, to: Condition | null): unknown {
  if (!to || !Array.isArray(to.value)) return undefined
  const before = Array.isArray(from.value) ? (from.value as unknown[]) : [from.value]
  const after = to.value as unknown[]
  const opened = ['in', 'equals'].includes(from.operator) && to.operator === 'in'
  const excluded = from.operator === 'not_in' && to.operator === 'not_in'
  const [more, less] = opened ? [after, before] : excluded ? [before, after] : [[], []]
  const added = more.filter((one) => !less.includes(one))
  return added.length === 1 ? added[0] : undefined
}

const ownerText = (owner: RuleOwner, { t }: Say): string =>
  t(`story.owner.${owner.of}`, { node: owner.node ?? '' })

export const strategyText = (use: string, { t, has }: Say): string =>
  has(`story.strategy.${use}`) ? t(`story.strategy.${use}`) : sentence(use).replaceAll('_', ' ')

const settingText = (setting: string, { t, has }: Say): string =>
  has(`story.setting.${setting}`)
    ? t(`story.setting.${setting}`)
    : sentence(setting).replaceAll('_', ' ')
