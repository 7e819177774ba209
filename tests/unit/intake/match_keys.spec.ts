import { test } from '@japa/runner'
import { matchKeys } from '#intake/match_keys'
import { entityOf, field } from '#tests/unit/entities/helpers'

const entity = entityOf([
  field('email', 'email', { label: 'E-mail' }),
  field('first_name', 'text', { label: 'First name' }),
  field('postal', 'text', { label: 'Zip' }),
  field('zip', 'text', { label: 'Zip code (home)' }),
  field('home', 'address', { label: 'Home address' }),
])

const problems = (flat: Record<string, unknown>) => {
  const result = matchKeys(flat, entity)
  return result.ok ? [] : result.problem
}

test.group('match keys', () => {
  test('without regard to case, spaces, dashes and underscores, by key or label')
    .with([
      ['email', 'email'],
      ['E-Mail', 'email'],
      ['e_mail', 'email'],
      ['FIRST NAME', 'first_name'],
      ['firstName', 'first_name'],
      ['Zip Code (Home)', 'zip'],
    ])
    .run(({ assert }, [incoming, key]) => {
      assert.deepEqual(matchKeys({ [incoming]: 'x' }, entity), {
        ok: true,
        value: { values: { [key]: 'x' }, extra: {} },
      })
    })

  test('parts of an address come in any usual form', ({ assert }) => {
    const flat = {
      'home_city': 'Berlin',
      'home.postal_code': '10115',
      'Home address street': 'Hauptstr.',
      'home[country]': 'DE',
      'HOME-HOUSE-NUMBER': '1',
    }
    const result = matchKeys(flat, entity)
    assert.deepEqual(result.ok && result.value.values, {
      home: {
        city: 'Berlin',
        postal_code: '10115',
        street: 'Hauptstr.',
        country: 'DE',
        number: '1',
      },
    })
    const both = matchKeys({ 'home': { city: 'Berlin' }, 'home.zip': '1' }, entity)
    assert.deepEqual(both.ok && both.value.values, { home: { city: 'Berlin', postal_code: '1' } })
  })

  test('unknown keys are kept, whatever they are called', ({ assert }) => {
    const result = matchKeys(
      JSON.parse('{"utm_source":"x","__proto__":{"a":1},"toString":2}'),
      entity
    )
    assert.isTrue(result.ok)
    assert.deepEqual(Object.keys(result.ok ? result.value.extra : {}), [
      'utm_source',
      '__proto__',
      'toString',
    ])
  })

  test('a key of two fields is refused by name, but an exact key is none', ({ assert }) => {
    // "Zip" is the label of one field and, without regard to case, the key of another.
    assert.deepInclude(problems({ Zip: '1' })[0], { field: 'Zip', rule: 'ambiguous' })
    assert.include(problems({ Zip: '1' })[0].message, 'postal and zip')
    assert.deepEqual(problems({ zip: '1' }), [])
  })

  test('two keys of one field are refused by name', ({ assert }) => {
    const [problem] = problems({ 'email': 'a@b.co', 'E-Mail': 'c@d.co' })
    assert.deepInclude(problem, { field: 'E-Mail', rule: 'ambiguous' })
    assert.include(problem.message, '"email" and "E-Mail"')
    assert.lengthOf(problems({ 'home_city': 'A', 'home.city': 'B' }), 1)
    assert.lengthOf(problems({ 'home': { town: 'A' }, 'home.city': 'B' }), 1)
    assert.lengthOf(problems({ 'home': 'Berlin', 'home.city': 'B' }), 1)
  })
})
