import { test } from '@japa/runner'
import fc from 'fast-check'
import { parseEntity } from '#entities/parse_entity'
import { writeEntity } from '#distribution/blueprint/write_forms'
import { DE } from '#tests/unit/entities/helpers'

const solar = {
  key: 'solar',
  name: 'Solar lead',
  duplicate: { keys: ['email', 'phone'], within_days: 30, action: 'skip' },
  stages: ['new', 'closed'],
  fields: [
    { key: 'email', label: 'E-mail', type: 'email', required: true },
    { key: 'phone', label: 'Phone', type: 'phone' },
    { key: 'state', label: 'State', type: 'select', options: ['CA', 'AZ'], default: 'ca' },
    { key: 'ssn', label: 'SSN', type: 'text', encrypted: true },
  ],
}

type Json = Record<string, any>
/** What is refused in the solar entity after `change`, as "path rule". */
function refused(change: (entity: Json) => void): string[] {
  const entity = structuredClone(solar) as Json
  change(entity)
  const result = parseEntity(entity, 'entities[0]')
  return result.ok ? [] : result.problem.map(({ field, rule }) => `${field} ${rule}`)
}

test.group('parse an entity', () => {
  test('fills in what may be left out', ({ assert }) => {
    const result = parseEntity({ key: 'loan', fields: [{ key: 'loan_amount', type: 'money' }] }, '')
    assert.deepEqual(result.ok && result.value, {
      key: 'loan',
      name: 'Loan',
      duplicate: null,
      stages: [],
      pipelines: [],
      fields: [
        {
          key: 'loan_amount',
          label: 'Loan amount',
          type: 'money',
          required: false,
          default: null,
          options: null,
          encrypted: false,
        },
      ],
    })
  })

  test('what it gives can be read again as it is', ({ assert }) => {
    const first = parseEntity(solar, '')
    assert.isTrue(first.ok)
    assert.deepEqual(first.ok && parseEntity(first.value, ''), first)
  })

  test('names the exact place of a mistake')
    .with([
      [(e: Json) => (e.fields[2].type = 'choice'), 'entities[0].fields[2].type enum'],
      [(e: Json) => (e.fields[1].typ = 'phone'), 'entities[0].fields[1].typ unknown_key'],
      [(e: Json) => (e.colour = 'red'), 'entities[0].colour unknown_key'],
      [(e: Json) => delete e.fields[0].key, 'entities[0].fields[0].key required'],
      [(e: Json) => (e.fields[0].required = 'yes'), 'entities[0].fields[0].required boolean'],
      [(e: Json) => (e.fields[0].key = 'e-mail'), 'entities[0].fields[0].key key'],
      [(e: Json) => (e.fields[3].key = 'lead'), 'entities[0].fields[3].key key'],
      [(e: Json) => (e.fields[3].key = 'toString'), 'entities[0].fields[3].key key'],
      [(e: Json) => (e.fields[3].key = 'email'), 'entities[0].fields[3].key unique'],
      [(e: Json) => delete e.fields[2].options, 'entities[0].fields[2].options required'],
      [(e: Json) => (e.fields[0].options = ['a']), 'entities[0].fields[0].options unexpected'],
      [(e: Json) => e.fields[2].options.push(' ca'), 'entities[0].fields[2].options[2] unique'],
      [(e: Json) => e.fields[2].options.push(true), 'entities[0].fields[2].options[2] string'],
      [(e: Json) => (e.fields[2].default = 'NV'), 'entities[0].fields[2].default option'],
      [(e: Json) => (e.fields[1].default = '12'), 'entities[0].fields[1].default phone'],
      [(e: Json) => e.duplicate.keys.push('fax'), 'entities[0].duplicate.keys[2] unknown_field'],
      [(e: Json) => e.duplicate.keys.push('email'), 'entities[0].duplicate.keys[2] unique'],
      [(e: Json) => (e.duplicate.keys = []), 'entities[0].duplicate.keys required'],
      [(e: Json) => (e.duplicate.within_days = 0), 'entities[0].duplicate.within_days integer'],
      [(e: Json) => (e.duplicate.action = 'merge'), 'entities[0].duplicate.action enum'],
      [(e: Json) => e.stages.push('new'), 'entities[0].stages[2] unique'],
      [(e: Json) => (e.fields = []) && delete e.duplicate, 'entities[0].fields required'],
      [(e: Json) => (e.fields = {}), 'entities[0].fields array'],
      [(e: Json) => (e.key = 'so lar'), 'entities[0].key key'],
    ] as [(entity: Json) => void, string][])
    .run(({ assert }, [change, problem]) => assert.deepEqual(refused(change), [problem]))

  const SALES = {
    key: 'sales',
    name: 'Sales',
    stages: [
      { key: 'new', color: 'blue' },
      { key: 'won', name: 'Gewonnen', kind: 'won' },
    ],
  }
  const CARE = { key: 'care', name: 'Care', stages: [{ key: 'visit' }] }

  test('stages alone make one pipeline', ({ assert }) => {
    const read = parseEntity(solar, '')
    assert.deepEqual(read.ok && read.value.pipelines, [
      {
        key: 'main',
        name: 'Pipeline',
        stages: [
          { key: 'new', name: 'New', color: 'grey', kind: 'open' },
          { key: 'closed', name: 'Closed', color: 'blue', kind: 'open' },
        ],
      },
    ])
  })

  test('pipelines make the stages, and are written only where they say more', ({ assert }) => {
    const { stages, ...rest } = solar
    const read = parseEntity({ ...rest, pipelines: [SALES, CARE] }, '')
    assert.isTrue(read.ok)
    if (!read.ok) return
    assert.deepEqual(read.value.stages, ['new', 'won', 'visit'])
    const [sales] = read.value.pipelines
    assert.deepEqual(sales.stages[1], { key: 'won', name: 'Gewonnen', color: 'blue', kind: 'won' })
    const form = writeEntity(read.value)
    assert.deepEqual(form.stages, ['new', 'won', 'visit'])
    assert.deepEqual(form.pipelines, [SALES, CARE])
    const again = parseEntity(form, '')
    assert.deepEqual(again, read)

    const plain = parseEntity(solar, '')
    assert.notProperty(plain.ok && writeEntity(plain.value), 'pipelines')
  })

  test('names the exact place of a mistake in pipelines')
    .with([
      [[SALES, { ...CARE, stages: [{ key: 'new' }] }], 'pipelines[1].stages[0].key unique'],
      [[{ ...CARE, stages: [{ key: 'a' }, { key: 'a' }] }], 'pipelines[0].stages[1].key unique'],
      [[SALES, { ...CARE, key: 'sales' }], 'pipelines[1].key unique'],
      [[{ ...CARE, stages: [] }], 'pipelines[0].stages required'],
      [[{ ...CARE, stages: [{ key: 'a', color: 'beige' }] }], 'pipelines[0].stages[0].color enum'],
      [[{ ...CARE, stages: [{ key: 'a', kind: 'over' }] }], 'pipelines[0].stages[0].kind enum'],
      [[{ key: 'care', stages: [] }], 'pipelines[0].name required'],
      [
        Array.from({ length: 21 }, (_, i) => ({
          ...CARE,
          key: `p${i}`,
          stages: [{ key: `s${i}` }],
        })),
        'pipelines max',
      ],
      [
        [0, 1].map((n) => ({
          ...{ key: `p${n}`, name: 'P' },
          stages: Array.from({ length: 51 }, (_, i) => ({ key: `s${n}_${i}` })),
        })),
        'pipelines max',
      ],
      // Both may be given where they agree.
      [[SALES], 'stages agree', ['won', 'new']],
    ] as [object[], string, string[]?][])
    .run(({ assert }, [pipelines, problem, stages]) => {
      const found = refused((one) => {
        one.pipelines = pipelines
        if (stages) one.stages = stages
        else delete one.stages
      })
      assert.deepEqual(found, [`entities[0].${problem}`])
    })

  test('encrypted fields may be match keys, files may not', ({ assert }) => {
    assert.deepEqual(
      refused((entity) => entity.duplicate.keys.push('ssn')),
      []
    )
    assert.deepEqual(
      refused((entity) => {
        entity.fields.push({ key: 'bill', type: 'file' })
        entity.duplicate.keys.push('bill')
      }),
      ['entities[0].duplicate.keys[2] unexpected']
    )
  })

  test('defaults are read in the country of the account', ({ assert }) => {
    const fields = [{ key: 'phone', type: 'phone', default: '030 901820' }]
    assert.isTrue(parseEntity({ key: 'a', fields }, '', DE).ok)
    assert.isFalse(parseEntity({ key: 'a', fields }, '').ok)
  })

  test('refuses anything else without throwing', ({ assert }) => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        assert.isFalse(parseEntity(value, 'entities[0]').ok)
      })
    )
  })
})
