import { test } from '@japa/runner'
import { describeRule } from '../../../resources/rules/describe_rule.js'
import { entityRuleFields } from '../../../resources/rules/rule_fields.js'
import type { Rule } from '../../../resources/rules/types.js'
import { speaking } from './texts.js'

const entity = (german: boolean) => [
  {
    key: 'state',
    label: german ? 'Bundesland' : 'State',
    type: 'select',
    options: ['CA', 'AZ', 'NV'],
  },
  { key: 'bill', label: german ? 'Monatsrechnung' : 'Monthly bill', type: 'number' },
  { key: 'home', label: german ? 'Adresse' : 'Home', type: 'address' },
  { key: 'wanted', label: german ? 'Wunschtermin' : 'Wanted on', type: 'date' },
  { key: 'roof', label: german ? 'Dach' : 'Roof', type: 'checkbox' },
  { key: 'needs', label: german ? 'Bedarf' : 'Needs', type: 'multi_select', options: ['a', 'b'] },
]

const cases: [title: string, rule: Rule | null, english: string, german: string][] = [
  ['no rule', null, 'every lead', 'jeder Lead'],
  [
    'a list',
    { all: [{ field: 'state', operator: 'in', value: ['CA', 'AZ'] }] },
    'State is one of CA, AZ',
    'Bundesland ist eines von CA, AZ',
  ],
  [
    'groups in a group',
    {
      all: [
        { field: 'bill', operator: 'greater_than', value: 1200.5 },
        {
          any: [
            { field: 'roof', operator: 'is_true' },
            { field: 'lead.source', operator: 'equals', value: 'google-ads' },
          ],
        },
        { not: { any: [{ field: 'needs', operator: 'in', value: ['a', 'b'] }] } },
      ],
    },
    'Monthly bill is more than 1,200.5 and (Roof is yes or Source is google-ads) and not (Needs has one of a, b)',
    'Monatsrechnung ist größer als 1.200,5 und (Dach ist ja oder Quelle ist google-ads) und nicht (Bedarf hat eines von a, b)',
  ],
  [
    'days, spans and places',
    {
      any: [
        { field: 'wanted', operator: 'less_or_equal', value: '2026-10-25' },
        { field: 'wanted', operator: 'between', value: ['2026-10-01', '2026-10-31'] },
        { field: 'lead.created_at', operator: 'within_last', value: '1d' },
        { field: 'lead.created_at', operator: 'within_last', value: '12h' },
        { field: 'home', operator: 'within_radius', value: { lat: 52.52, lng: 13.4, km: 25 } },
        { field: 'home.city', operator: 'starts_with', value: 'Ber' },
      ],
    },
    'Wanted on is on or before 25 Oct 2026 or Wanted on is between 1 Oct 2026 and 31 Oct 2026 or Arrival is within the last 1 day or Arrival is within the last 12 hours or Home is within 25 km of 52.52 / 13.4 or Home · City starts with Ber',
    'Wunschtermin liegt bis zum 25.10.2026 oder Wunschtermin liegt zwischen 01.10.2026 und 31.10.2026 oder Eingang ist nicht älter als 1 Tag oder Eingang ist nicht älter als 12 Stunden oder Adresse liegt im Umkreis von 25 km um 52,52 / 13,4 oder Adresse · Ort beginnt mit Ber',
  ],
  [
    'what is not filled in yet',
    {
      all: [
        { field: '', operator: 'equals', value: '' },
        { field: 'gone', operator: 'in', value: [] },
      ],
    },
    '(no field) is (no value) and gone is one of (no value)',
    '(kein Feld) ist (kein Wert) und gone ist eines von (kein Wert)',
  ],
  [
    'more values than one reads',
    { field: 'state', operator: 'in', value: '1 2 3 4 5 6 7 8 9 10'.split(' ') },
    'State is one of 1, 2, 3, 4, 5, 6, 7, 8 and 2 more',
    'Bundesland ist eines von 1, 2, 3, 4, 5, 6, 7, 8 und 2 weiteren',
  ],
]

test.group('a rule as a sentence', () => {
  for (const [title, rule, english, german] of cases)
    test(title, ({ assert }) => {
      const en = speaking('en')
      const de = speaking('de')
      assert.equal(describeRule(rule, entityRuleFields(entity(false), en), en), english)
      assert.equal(
        describeRule(rule, entityRuleFields(entity(true), de), de, { locale: 'de' }),
        german
      )
    })

  test('a moment is told in the zone of the account', ({ assert }) => {
    const t = speaking('en')
    const rule = { field: 'lead.created_at', operator: 'after', value: '2026-10-25T23:30:00Z' }
    assert.equal(
      describeRule(rule, entityRuleFields([], t), t, { timeZone: 'Europe/Berlin' }),
      'Arrival is after 26 Oct 2026, 00:30'
    )
  })
})
