import { test } from '@japa/runner'
import fc from 'fast-check'
import type { LeadView } from '#sdk'
import type { Rule } from '#sdk/rule'
import { createAccountKey, openAccountKey } from '#entities/field_crypto'
import { sealValues } from '#entities/seal_values'
import type { Row } from '#store/types'
import { has } from '#routing/bitset'
import { isMissing } from '#routing/compare'
import { DictionaryBuilder } from '#distribution/lead_search/build_dictionary'
import { type CompiledSearch, compileSearch } from '#distribution/lead_search/compile_search'
import type { LeadCriteria } from '#distribution/lead_search/criteria'
import { type Block, type BlockSource, evaluate } from '#distribution/lead_search/evaluate'
import { leadTerms } from '#distribution/lead_search/lead_terms'
import { numberOfText, numberText } from '#distribution/lead_search/term'
import { leads, rules } from '#tests/unit/routing/rule_arbitraries'
import { NOW, everything } from '#tests/unit/routing/rule_helpers'

const key = openAccountKey(createAccountKey(['a-key-for-tests-0123456789']).wrapped, [
  'a-key-for-tests-0123456789',
])

interface Stored {
  row: Row
  hashes: { field: string; hash: string }[]
}

function stored(lead: LeadView, n: number): Stored {
  // A blank never gets as far as being encrypted: intake drops it.
  const { ssn, ...values } = lead.values
  const sealed = sealValues(key, everything, isMissing(ssn) ? values : { ...values, ssn })
  const row: Row = {
    id: `lead_${String(n).padStart(6, '0')}`,
    entity_id: n % 3 ? everything.id : 'another',
    status: ['received', 'sold', 'unsold'][n % 3],
    stage: n % 2 ? 'new' : null,
    source: lead.source,
    external_id: n % 4 ? null : `X-${n}`,
    values: sealed.values,
    test: n % 5 === 0,
    created_at: NOW - 86_400_000 * 2 + n * 7_000_000,
  }
  return { row, hashes: sealed.index }
}

/** Leads as one block in memory. */
function blockOf(all: Stored[]): { block: Block; source: BlockSource } {
  const builder = new DictionaryBuilder()
  all.forEach(({ row, hashes }, place) =>
    leadTerms(row, hashes, (space, rest) => builder.add(place, space, rest))
  )
  const writing = builder.write(all.length)
  let step = writing.next()
  while (!step.done) step = writing.next()
  const { directory, chunks } = step.value
  const ids = all.map(({ row }) => row.id as string)
  const times = all.map(({ row }) => row.created_at as number)
  const block: Block = {
    id: 'block',
    size: all.length,
    firstId: ids[0],
    lastId: ids.at(-1)!,
    minAt: Math.min(...times),
    maxAt: Math.max(...times),
    directory,
  }
  const source: BlockSource = {
    chunks: async (wanted) =>
      new Map(
        [...wanted].map(([one, numbers]) => [one, new Map(numbers.map((n) => [n, chunks[n]]))])
      ),
    ids: async () => ids,
    times: async () => times,
  }
  return { block, source }
}

/** The index is never wrong: what it is sure of matches, and nothing it leaves out does. */
async function compare(all: Stored[], search: CompiledSearch) {
  const { block, source } = blockOf(all)
  const [{ sure, maybe }] = await evaluate(search.node, [block], source)
  let unsure = 0
  all.forEach(({ row }, place) => {
    const matches = search.matches(row)
    if (has(sure, place) && !matches) throw new Error(`sure of ${JSON.stringify(row)}`)
    if (!has(maybe, place) && matches) throw new Error(`left out ${JSON.stringify(row)}`)
    if (has(maybe, place) && !has(sure, place)) unsure++
  })
  return unsure
}

const some = fc.array(leads, { minLength: 1, maxLength: 40 }).map((list) => list.map(stored))

const criteria: fc.Arbitrary<LeadCriteria> = fc.record(
  {
    statuses: fc.subarray(['received', 'sold', 'unsold', 'held'], { minLength: 1 }),
    stage: fc.constantFrom('new', 'closed'),
    source: fc.constantFrom('CA', 'ca', 'José'),
    externalId: fc.constantFrom('X-4', 'x-4'),
    test: fc.boolean(),
    from: fc.constantFrom(NOW - 86_400_000, NOW, null),
    to: fc.constantFrom(NOW - 3_600_000, NOW + 86_400_000),
    text: fc.constantFrom('ca', 'jose', 'J', 'x-4', 'lead_0000', 'lead_000001 new', 'roof', '10'),
  },
  { requiredKeys: [] }
)

const anyTime: fc.Arbitrary<Rule> = fc.oneof(
  fc
    .constantFrom('2026-11-22', '2026-11-22T12:00:00Z')
    .chain((value) =>
      fc
        .constantFrom('before', 'after', 'equals', 'not_equals', 'greater_or_equal', 'less_than')
        .map((operator) => ({ field: 'lead.created_at', operator, value }) as Rule)
    ),
  fc.constant<Rule>({
    field: 'lead.created_at',
    operator: 'between',
    value: ['2026-11-21', '2026-11-22T03:00:00Z'],
  }),
  fc.constant<Rule>({ field: 'lead.created_at', operator: 'within_last', value: '1d' }),
  fc.constant<Rule>({ field: 'lead.id', operator: 'ends_with', value: '3' })
)

/** The part of a rule that may be asked of the list: encrypted fields by equality only. */
const askable = (rule: Rule): boolean => {
  if ('not' in rule) return askable(rule.not)
  if ('all' in rule) return rule.all.every(askable)
  if ('any' in rule) return rule.any.every(askable)
  const equality = ['equals', 'not_equals', 'in', 'not_in', 'is_empty', 'is_not_empty']
  return rule.field !== 'ssn' || equality.includes(rule.operator)
}

test.group('lead search: index', () => {
  test('numbers sort as their texts do, and come back', ({ assert }) => {
    fc.assert(
      fc.property(fc.double({ noNaN: true }), fc.double({ noNaN: true }), (a, b) => {
        assert.equal(numberOfText(numberText(a)), a === 0 ? 0 : a)
        assert.equal(numberText(a) < numberText(b), a < b)
      })
    )
  })

  test('any rule over any leads: the index and the leads themselves say the same', async () => {
    await fc.assert(
      fc.asyncProperty(some, fc.oneof(rules, anyTime), async (all, rule) => {
        fc.pre(askable(rule))
        const search = compileSearch({ entity: everything, rule }, key, NOW)
        if (!search.ok) return
        await compare(all, search.value)
      }),
      { numRuns: 400 }
    )
  })

  test('columns, time and words: the index is sure of every lead', async ({ assert }) => {
    await fc.assert(
      fc.asyncProperty(some, criteria, fc.boolean(), async (all, wanted, withEntity) => {
        const entity = withEntity ? everything : null
        const search = compileSearch({ ...wanted, entity }, key, NOW)
        assert.isTrue(search.ok)
        if (search.ok) assert.equal(await compare(all, search.value), 0)
      }),
      { numRuns: 200 }
    )
  })

  test('an encrypted field is searched by equality and nothing else', ({ assert }) => {
    const problems = (rule: Rule) => {
      const search = compileSearch({ entity: everything, rule }, key, NOW)
      return search.ok ? [] : search.problem.map((one) => `${one.field} ${one.rule}`)
    }
    assert.deepEqual(problems({ field: 'ssn', operator: 'equals', value: '1' }), [])
    assert.deepEqual(problems({ any: [{ field: 'ssn', operator: 'contains', value: '1' }] }), [
      'rule.any[0].operator encrypted',
    ])
    assert.deepEqual(problems({ field: 'ssn', operator: 'greater_than', value: 1 }), [
      'rule.operator encrypted',
    ])
  })
})
