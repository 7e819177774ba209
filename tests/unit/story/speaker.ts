import type { RuleField } from '../../../resources/rules/types.js'
import type { Say } from '../../../resources/story/say.js'
import { speaking } from '../rules/texts.js'

const FIELDS: RuleField[] = [
  { key: 'state', label: 'State', type: 'select', options: ['CA', 'AZ', 'NV'] },
  { key: 'bill', label: 'Bill', type: 'number' },
  { key: 'body.status', label: 'body.status', type: 'any' },
]

/** What sentences are made with, without a page: New York, dollars, partners named after their assignments. */
export function sayIn(locale: 'en' | 'de'): Say {
  const t = speaking(locale)
  const money = ({ amount, currency }: { amount: string; currency: string }) =>
    new Intl.NumberFormat(locale, { style: 'currency', currency })
      .format(Number(amount))
      .replace('\u00a0', ' ')
  const name = (key: string) => ({ sunco: 'SunCo', volt: 'Volt & Sons' })[key] ?? key
  return {
    t,
    has(key) {
      try {
        t(key)
        return true
      } catch {
        return false
      }
    },
    fields: new Map(FIELDS.map((field) => [field.key, field])),
    manner: { locale, timeZone: 'America/New_York' },
    money,
    number: (n) => new Intl.NumberFormat(locale).format(n),
    exact: (iso) => iso,
    value: (of) => (typeof of === 'object' ? JSON.stringify(of) : String(of)),
    currency: 'USD',
    buyer: (assignment) => name(assignment.split('-')[0]),
    partner: name,
  }
}
