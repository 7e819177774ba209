import { test } from '@japa/runner'
import fc from 'fast-check'
import {
  KEPT,
  columnsShown,
  countMapping,
  fillableFields,
  formatKind,
  missingFields,
  targetOf,
  targetsOf,
  withConstant,
  withFormat,
  withTarget,
} from '../../../resources/imports/mapping.js'
import type {
  FileColumn,
  ImportEntity,
  ImportField,
  ImportSettings,
} from '../../../resources/imports/types.js'

const field = (key: string, type = 'text', more: Partial<ImportField> = {}): ImportField => ({
  ...{ key, label: key, type, required: false, defaulted: false, options: null },
  ...{ encrypted: false, ...more },
})
const entity: ImportEntity = {
  ...{ key: 'solar', name: 'Solar lead', stages: ['new'], duplicate_keys: [], profiles: [] },
  duplicate_action: null,
  fields: [
    field('email', 'email', { required: true }),
    field('state', 'text', { required: true }),
    field('country', 'text', { required: true, defaulted: true }),
    field('bill', 'money'),
    field('born', 'date'),
    field('home', 'address', { required: true }),
    field('photo', 'file'),
  ],
}
const settings = (mapping: ImportSettings['mapping'] = {}): ImportSettings => ({
  ...{ mapping, formats: {}, constants: {}, duplicate: 'skip', distribute: false },
})
const column = (index: number, name: string): FileColumn => ({
  ...{ index, name, samples: [], filled: 0, of: 0 },
  guess: { target: KEPT, confidence: 'none', why: 'unknown' },
})
const columns = ['Mail', 'State', 'Note', 'Old'].map((name, i) => column(i, name))

test.group('Mapping of an import', () => {
  test('an address is offered by its parts, a file not at all', ({ assert }) => {
    const values = targetsOf(entity).map(({ value }) => value)
    assert.include(values, 'home.city')
    assert.notInclude(values, 'home')
    assert.notInclude(values, 'photo')
    assert.includeMembers(values, ['lead.external_id', 'lead.source'])
  })

  test('a target taken from another column leaves that one kept with the lead', ({ assert }) => {
    const before = settings({ 0: 'email', 1: 'state', 2: KEPT, 3: null })
    const after = withTarget(before, 2, 'email')
    assert.deepEqual(after.mapping, { 0: KEPT, 1: 'state', 2: 'email', 3: null })
    assert.deepEqual(before.mapping[0], 'email', 'what there was is not touched')
    assert.deepEqual(countMapping(columns, after), { mapped: 2, kept: 1, leftOut: 1 })
  })

  test('how a column is written goes with what it is', ({ assert }) => {
    const written = withFormat(settings({ 2: 'born' }), 2, { date: 'dmy' })
    assert.deepEqual(written.formats, { 2: { date: 'dmy' } })
    assert.deepEqual(withTarget(written, 2, 'bill').formats, {})
    assert.equal(formatKind(entity, 'born'), 'date')
    assert.equal(formatKind(entity, 'bill'), 'decimal')
    assert.isNull(formatKind(entity, 'email'))
    assert.isNull(formatKind(entity, null))
  })

  test('a required field is missing until a column or a fixed value says it', ({ assert }) => {
    const keys = (of: ImportSettings) => missingFields(entity, of).map(({ key }) => key)
    const one = settings({ 0: 'email' })
    assert.deepEqual(keys(one), ['state', 'home'])
    const two = withConstant(one, 'state', 'CA')
    assert.deepEqual(keys(two), ['home'])
    assert.deepEqual(keys(withTarget(two, 1, 'home.city')), [])
    assert.deepEqual(keys(withConstant(two, 'state', '')), ['state', 'home'])
  })

  test('a fixed value is offered for what no column says', ({ assert }) => {
    const keys = fillableFields(entity, settings({ 0: 'email' })).map(({ key }) => key)
    assert.deepEqual(keys, ['state', 'country', 'bill', 'born'])
  })

  test('columns are found by name and by whether they are mapped', ({ assert }) => {
    const of = settings({ 0: 'email', 1: KEPT, 2: null, 3: 'bill' })
    const names = (only: 'all' | 'mapped' | 'rest', text = '') =>
      columnsShown(columns, of, { only, text }).map(({ name }) => name)
    assert.deepEqual(names('all', 'O'), ['Note', 'Old'])
    assert.deepEqual(names('mapped'), ['Mail', 'Old'])
    assert.deepEqual(names('rest'), ['State', 'Note'])
  })

  test('whatever is chosen, a value has one column at most', ({ assert }) => {
    const values = [...targetsOf(entity).map(({ value }) => value), KEPT, null]
    const choice = fc.tuple(fc.nat({ max: 3 }), fc.constantFrom(...values))
    fc.assert(
      fc.property(fc.array(choice, { maxLength: 30 }), (choices) => {
        const end = choices.reduce((of, [at, target]) => withTarget(of, at, target), settings())
        const taken = Object.values(end.mapping).filter((one) => one !== null && one !== KEPT)
        assert.equal(new Set(taken).size, taken.length)
        if (choices.length) {
          const [at, target] = choices.at(-1)!
          assert.equal(targetOf(end, at), target)
        }
      })
    )
  })
})
