import { test } from '@japa/runner'
import fc from 'fast-check'
import type { Field } from '#entities/types'
import { hasHeader } from '#capture/imports/guess/find_header'
import { guessColumns } from '#capture/imports/guess/guess_columns'
import { targetsOf } from '#capture/imports/guess/targets'
import { KEEP } from '#capture/imports/types'

const field = (key: string, type: Field['type'], label = key, options: string[] | null = null) =>
  ({ key, label, type, required: false, default: null, options, encrypted: false }) satisfies Field

const entity = {
  fields: [
    field('email', 'email', 'E-mail'),
    field('phone', 'phone', 'Phone'),
    field('first_name', 'text', 'First name'),
    field('last_name', 'text', 'Last name'),
    field('born', 'date', 'Date of birth'),
    field('state', 'select', 'State', ['CA', 'NV']),
    field('monthly_bill', 'number', 'Monthly bill'),
    field('home', 'address', 'Home'),
    field('note', 'long_text', 'Note'),
  ],
}
const guess = (columns: Record<string, string[]>) =>
  guessColumns(
    Object.entries(columns).map(([name, values]) => ({ name, values })),
    entity,
    null
  )

test.group('imports: where columns go', () => {
  test('names in English and German, parts of an address, and what has no place', ({ assert }) => {
    const found = guess({
      'E-Mail-Adresse': ['a@b.example'],
      'Telefonnummer': ['0151 2345678'],
      'Vorname': ['Anna'],
      'Nachname': ['Berg'],
      'Geburtsdatum': ['03.04.1984'],
      'PLZ': ['10115'],
      'Ort': ['Berlin'],
      'Straße': ['Hauptstr.'],
      'Hausnr.': ['12'],
      'MONTHLY-BILL': ['240'],
      'Bemerkung': ['ruft an'],
      'Kundennummer': ['K-17'],
      'Lieblingsfarbe': ['blau'],
      'Leer': ['', ' '],
    })
    assert.deepEqual(
      found.map(({ target }) => target),
      [
        ...['email', 'phone', 'first_name', 'last_name', 'born', 'home.postal_code', 'home.city'],
        ...['home.street', 'home.number', 'monthly_bill', 'note', 'lead.external_id', KEEP, null],
      ]
    )
    assert.equal(found[0].confidence, 'sure')
    assert.equal(found[12].confidence, 'none')
  })

  test('contents speak where names do not, and against names that mislead', ({ assert }) => {
    const found = guess({
      'Kontakt 1': ['a@b.example', 'c@d.example'],
      'Kontakt 2': ['+49 30 1234567', '0171 2345678'],
      'x': ['CA', 'nv', ''],
      'mail': ['ja', 'nein'],
    })
    assert.deepEqual(
      found.map(({ target, why }) => [target, why]),
      [
        ['email', 'contents'],
        ['phone', 'contents'],
        ['state', 'contents'],
        [KEEP, 'unknown'],
      ]
    )
    assert.isTrue(found.slice(0, 3).every(({ confidence }) => confidence === 'likely'))
  })

  test('of two columns for one field the better one has it', ({ assert }) => {
    const [one, other] = guess({ mail2: ['x@y.example'], email: ['a@b.example'] })
    assert.equal(other.target, 'email')
    assert.notEqual(one.target, 'email')
  })

  test('what was said of the same header the last time is said again', ({ assert }) => {
    const columns = ['a', 'b', 'c'].map((name) => ({ name, values: ['1'] }))
    const mapping = { 0: 'phone', 1: null, 2: 'field_that_is_gone' }
    const found = guessColumns(columns, entity, { mapping, formats: {} })
    assert.deepEqual(
      found.map(({ target, why }) => [target, why]),
      [
        ['phone', 'remembered'],
        [null, 'remembered'],
        [KEEP, 'unknown'],
      ]
    )
  })

  test('a header is told from a first row of values', ({ assert }) => {
    assert.isTrue(hasHeader([['Mail', 'Ort']], entity))
    assert.isTrue(
      hasHeader(
        [
          ['Alpha', 'Beta'],
          ['a@b.example', '17'],
        ],
        entity
      )
    )
    assert.isFalse(hasHeader([['a@b.example', 'Berlin']], entity))
    assert.isFalse(
      hasHeader(
        [
          ['Anna', 'Berlin'],
          ['Ben', 'Köln'],
        ],
        entity
      )
    )
  })

  test('whatever is in a file: every target exists and is given once', ({ assert }) => {
    const places = new Set([KEEP, ...targetsOf(entity).map(({ target }) => target)])
    const name = fc.oneof(fc.constantFrom('email', 'PLZ', 'Tel', 'Name', ''), fc.string())
    const column = fc.record({ name, values: fc.array(fc.string(), { maxLength: 4 }) })
    fc.assert(
      fc.property(fc.array(column, { maxLength: 30 }), (columns) => {
        const targets = guessColumns(columns, entity, null).map(({ target }) => target)
        const given = targets.filter((target) => target !== null && target !== KEEP)
        assert.lengthOf(targets, columns.length)
        assert.isTrue(given.every((target) => places.has(target!)))
        assert.equal(new Set(given).size, given.length)
      })
    )
  })
})
