import { test } from '@japa/runner'
import { parseForm } from '#http/api/parse_form'

test.group('parse form', () => {
  test('reads names and values, spaces and accents, repeated names as lists', ({ assert }) => {
    const fields = parseForm(
      'First+Name=Jos%C3%A9&empty=&bare&tag[]=a&colour=red&colour=blue&a=b=c'
    )
    assert.deepEqual(
      { ...fields },
      {
        'First Name': 'José',
        'empty': '',
        'bare': '',
        'tag': ['a'],
        'colour': ['red', 'blue'],
        'a': 'b=c',
      }
    )
  })

  test('a name is only a name', ({ assert }) => {
    const fields = parseForm('__proto__=x&constructor=y')
    assert.sameMembers(Object.keys(fields), ['__proto__', 'constructor'])
    assert.isUndefined(({} as Record<string, unknown>).x)
  })

  test('an escape that is no UTF-8 is refused', ({ assert }) => {
    assert.throws(() => parseForm('a=%E9'), /UTF-8/)
    assert.throws(() => parseForm('%zz=1'), /UTF-8/)
  })
})
