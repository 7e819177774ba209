import { test } from '@japa/runner'
import { FIELD_TYPES } from '#entities/types'
import { OPERATORS } from '#sdk/rule_shape'
import { operatorsOf as serverOperators } from '#routing/operators/operators_of'
import {
  carryValue,
  firstOperator,
  isSynonym,
  operatorsOf,
  valueKind,
} from '../../../resources/rules/operators.js'
import { operatorText } from '../../../resources/rules/describe_rule.js'
import type { FieldType } from '../../../resources/rules/types.js'
import { speaking } from './texts.js'

const types: FieldType[] = [...FIELD_TYPES, 'any']

test.group('operators to choose from', () => {
  test('are those the compiler has for the type, each once', ({ assert }) => {
    for (const type of types) {
      const offered = operatorsOf(type)
      assert.lengthOf(new Set(offered), offered.length, type)
      const known = Object.keys(serverOperators(type)).filter((one) => !isSynonym(type, one))
      assert.sameMembers(offered, known, type)
      assert.include(offered, firstOperator(type), type)
    }
  })

  test('every one has words in both languages', ({ assert }) => {
    for (const locale of ['en', 'de'] as const)
      for (const type of types)
        for (const operator of OPERATORS)
          assert.isNotEmpty(operatorText(operator, type, speaking(locale)))
  })

  test('a value that makes sense elsewhere is carried over, others are not', ({ assert }) => {
    const carried: [unknown, FieldType, string, boolean, unknown][] = [
      ['CA', 'select', 'in', true, ['CA']],
      [['CA', 'AZ'], 'select', 'equals', true, 'CA'],
      ['12', 'number', 'between', false, ['12', '']],
      [['a', '3'], 'number', 'in', false, ['3']],
      ['2026-10-25', 'date', 'between', false, ['2026-10-25', '']],
      ['soon', 'date', 'before', false, ''],
      ['CA', 'datetime', 'within_last', false, '30d'],
      [5, 'text', 'starts_with', false, '5'],
      ['x', 'text', 'is_empty', false, undefined],
    ]
    for (const [value, type, operator, options, expected] of carried)
      assert.deepEqual(carryValue(value, valueKind(type, operator, options)), expected)
  })
})
