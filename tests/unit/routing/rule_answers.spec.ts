import { test } from '@japa/runner'
import type { Operator } from '#sdk/rule'
import { compileRule } from '#routing/compile_rule'
import { answerRuleSchema } from '#routing/rule_schema'

const answer = {
  status: 200,
  headers: { 'x-result': 'OK', 'Content-Type': 'text/html' },
  body: {
    status: 'Queued',
    price: '12.50',
    id: 77,
    ok: true,
    yes: 'true',
    when: '2026-11-20T10:00:00Z',
    none: null,
    errors: ['Duplicate', 409],
    items: [{ id: 'a' }, { id: 'b' }],
  },
  text: '<ok/>',
}

function judge(field: string, operator: Operator, value?: unknown) {
  const rule = compileRule({ field, operator, value }, answerRuleSchema)
  if (!rule.ok) throw new Error(JSON.stringify(rule.problem))
  const [{ matched, not_comparable: odd }] = rule.value.trace(answer, 0)
  return odd ? 'odd' : matched
}

test.group('rule | answers of partners', () => {
  test('paths reach into status, headers, body and text', ({ assert }) => {
    assert.isTrue(judge('status', 'equals', '200'))
    assert.isTrue(judge('status', 'between', [200, 299]))
    assert.isTrue(judge('headers.X-Result', 'equals', 'ok'))
    assert.isTrue(judge('headers.content-type', 'starts_with', 'text/'))
    assert.isTrue(judge('body.items[1].id', 'equals', 'B'))
    assert.isTrue(judge('body.items[2].id', 'is_empty'))
    assert.isTrue(judge('body.none', 'is_empty'))
    assert.isTrue(judge('body.constructor', 'is_empty'))
    assert.isTrue(judge('text', 'contains', '<OK'))
  })

  test('values are compared by what they are', ({ assert }) => {
    assert.isTrue(judge('body.price', 'equals', 12.5))
    assert.isTrue(judge('body.price', 'greater_than', '9'))
    assert.isTrue(judge('body.id', 'in', ['077', 'x']))
    assert.isTrue(judge('body.id', 'starts_with', '7'))
    assert.isTrue(judge('body.status', 'equals', 'queued'))
    assert.equal(judge('body.status', 'greater_than', 5), 'odd')
    assert.isTrue(judge('body.ok', 'is_true'))
    assert.isTrue(judge('body.ok', 'equals', 'true'))
    assert.isTrue(judge('body.yes', 'equals', true))
    assert.isTrue(judge('body.yes', 'is_true'))
    assert.isFalse(judge('body.ok', 'equals', 1))
    assert.isTrue(judge('body.when', 'after', '2026-11-19'))
    assert.isTrue(judge('body.errors', 'contains', 'duplicate'))
    assert.isTrue(judge('body.errors', 'in', ['x', '409']))
    assert.isFalse(judge('body.errors', 'contains', 'dup'))
    assert.equal(judge('body.items', 'equals', 'a'), 'odd')
    assert.equal(judge('body.status', 'is_true'), 'odd')
  })

  test('a path that is none is refused where it stands', ({ assert }) => {
    const rule = compileRule(
      { any: [{ field: 'response.body', operator: 'is_empty' }] },
      answerRuleSchema,
      'response.accepted'
    )
    assert.isFalse(rule.ok)
    if (!rule.ok) {
      assert.equal(rule.problem[0].field, 'response.accepted.any[0].field')
      assert.include(rule.problem[0].message, 'body.data[0].id')
    }
  })
})
