import { test } from '@japa/runner'
import { readRuleText } from '../../../resources/rules/read_rule_text.js'

const leaf = { field: 'state', operator: 'equals', value: 'CA' }

test.group('a rule pasted as JSON', () => {
  test('is taken as it is, also with the word filter around it', ({ assert }) => {
    const rule = { all: [leaf, { not: { any: [leaf] } }] }
    assert.deepEqual(readRuleText(JSON.stringify(rule)), { ok: true, rule })
    assert.deepEqual(readRuleText(JSON.stringify({ filter: rule })), { ok: true, rule })
    assert.deepEqual(readRuleText(JSON.stringify(leaf)), { ok: true, rule: leaf })
  })

  test('what is none is told by its place', ({ assert }) => {
    const wrong = (text: string) => {
      const read = readRuleText(text)
      return read.ok ? null : [read.code, read.at]
    }
    assert.deepEqual(wrong('  '), ['empty', ''])
    assert.deepEqual(wrong('{'), ['no_json', ''])
    assert.deepEqual(wrong('[]'), ['no_rule', ''])
    assert.deepEqual(wrong('{"all":{}}'), ['no_rule', 'all'])
    assert.deepEqual(wrong('{"all":[{"not":{"any":[{"field":"x"}]}}]}'), [
      'no_rule',
      'all[0].not.any[0]',
    ])
    const deep = `${'{"not":'.repeat(30)}${JSON.stringify(leaf)}${'}'.repeat(30)}`
    assert.equal(wrong(deep)![0], 'no_rule')
  })
})
