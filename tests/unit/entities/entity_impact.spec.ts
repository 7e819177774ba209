import { test } from '@japa/runner'
import { entityImpacts } from '#entities/entity_impact'
import type { EntityDefinition, Field } from '#entities/types'
import { usualPipelines } from '#entities/pipelines'

const field = (key: string, more: Partial<Field> = {}): Field => ({
  key,
  label: key.toUpperCase(),
  type: 'text',
  required: false,
  default: null,
  options: null,
  encrypted: false,
  ...more,
})

const entity = (fields: Field[], more: Partial<EntityDefinition> = {}): EntityDefinition => ({
  key: 'e',
  name: 'E',
  fields,
  duplicate: null,
  stages: [],
  pipelines: usualPipelines(more.stages ?? []),
  ...more,
})

/** Kinds and subjects of the impacts that meet a lead of these values. */
const met = (
  before: EntityDefinition,
  after: EntityDefinition,
  values: Record<string, unknown>,
  stage: string | null = null
) =>
  entityImpacts(before, after)
    .filter(({ meets }) => meets({ values, stage }))
    .map(({ impact }) => `${impact.kind} ${impact.subject} ${impact.detail.join('|')}`.trim())

test.group('what a change of an entity means for stored leads', () => {
  test('a field that goes concerns the leads that have a value in it', ({ assert }) => {
    const [before, after] = [entity([field('a'), field('b')]), entity([field('b')])]
    assert.deepEqual(met(before, after, { a: 'x', b: 'y' }), ['field_removed a'])
    assert.deepEqual(met(before, after, { a: '', b: 'y' }), [])
    assert.deepEqual(met(before, after, { a: false }), ['field_removed a'])
  })

  test('an option that goes concerns those that chose it, also among several', ({ assert }) => {
    const one = (options: string[]) => entity([field('s', { type: 'select', options })])
    assert.deepEqual(met(one(['CA', 'AZ', 'NV']), one(['AZ']), { s: 'NV' }), [
      'option_removed s CA|NV',
    ])
    assert.deepEqual(met(one(['CA', 'AZ']), one(['AZ']), { s: 'AZ' }), [])
    // The same option written differently is still there.
    assert.deepEqual(met(one(['CA', 'AZ']), one(['ca', 'AZ']), { s: 'CA' }), [])
    const many = (options: string[]) => entity([field('m', { type: 'multi_select', options })])
    assert.deepEqual(met(many(['x', 'y', 'z']), many(['x']), { m: ['x', 'z'] }), [
      'option_removed m y|z',
    ])
  })

  test('a field that is required from now on concerns those without a value', ({ assert }) => {
    const [before, after] = [
      entity([field('a')]),
      entity([field('a', { required: true }), field('new', { required: true })]),
    ]
    assert.deepEqual(met(before, after, {}), ['required a', 'required new'])
    assert.deepEqual(met(before, after, { a: 'x' }), ['required new'])
  })

  test('type, encryption, stages and match keys', ({ assert }) => {
    const before = entity([field('a'), field('b'), field('c', { encrypted: true })], {
      stages: ['new', 'won'],
      duplicate: { keys: ['a'], within_days: null, action: 'skip' },
    })
    const after = entity(
      [field('a', { type: 'number' }), field('b', { encrypted: true }), field('c')],
      { stages: ['new'], duplicate: { keys: ['a', 'b'], within_days: 30, action: 'skip' } }
    )
    assert.deepEqual(met(before, after, { a: '1', b: '2', c: 'enc' }, 'won'), [
      'type_changed a text|number',
      'encrypted_on b',
      'encrypted_off c',
      'stage_removed won',
      'match_key_added b',
    ])
    assert.deepEqual(met(before, after, {}, 'new'), [])
  })

  test('names, help, order and what is new concern nobody', ({ assert }) => {
    const before = entity([field('a'), field('b')])
    const after = entity([field('b', { help: 'x' }), field('a', { label: 'Other' }), field('c')])
    assert.deepEqual(entityImpacts(before, after), [])
  })
})
