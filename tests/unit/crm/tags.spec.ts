import { test } from '@japa/runner'
import { keyFor } from '#crm/tags/key_for'
import { type TagRow, tagBook } from '#crm/tags/tag_book'
import { changeTags, tagIds } from '#intake/lead_tags'
import { stillSo } from '#intake/job_note'
import { isNewName, matchingTags } from '../../../resources/crm/tags.js'

const row = (id: string, mergedInto: string | null = null): TagRow => ({
  ...{ id, key: id, name: id.toUpperCase(), color: 'grey', mergedInto },
  ...{ createdAt: 1, updatedAt: 1 },
})
const book = tagBook([row('a'), row('b'), row('c', 'b'), row('d', 'gone')])
const lead = (...ids: string[]) => ({ tags: JSON.stringify(ids), stage: 'new', revision: 2 })

test.group('tags of a lead', () => {
  test('a merged one is what it became, once; a deleted one is none', ({ assert }) => {
    assert.deepEqual(tagIds(lead('c', 'b', 'a', 'd', 'x'), book), ['b', 'a'])
    assert.deepEqual(tagIds({ tags: null }, book), [])
    assert.sameMembers(book.idsOf(book.byKey.get('b')!), ['b', 'c'])
  })

  test('a change says what comes and goes', ({ assert }) => {
    const of = (wish: object) => changeTags(lead('c', 'a'), { names: book, ...wish } as never)
    assert.deepEqual(of({ set: ['a', 'a'] }), { ids: ['a'], added: [], removed: ['b'] })
    assert.deepEqual(of({ add: ['b'], remove: ['a'] }), { ids: ['b'], added: [], removed: ['a'] })
    assert.deepEqual(of({ add: [], remove: ['x'] }), { ids: ['b', 'a'], added: [], removed: [] })
  })

  test('it is as a job left it only where nothing the job touched is different', ({ assert }) => {
    assert.isTrue(
      stillSo(lead(), ['a'], { stage: 'new', revision: 2, tags: { has: ['a'], lacks: ['b'] } })
    )
    assert.isFalse(stillSo(lead(), ['a'], { stage: 'won' }))
    assert.isFalse(stillSo(lead(), ['a'], { revision: 3 }))
    assert.isFalse(stillSo(lead(), ['a', 'b'], { tags: { has: ['a'], lacks: ['b'] } }))
  })

  test('a name makes a key, with a number where it is taken', ({ assert }) => {
    const taken = new Set(['trade-fair', 'trade-fair-2'])
    const of = (name: string) => keyFor(name, (key) => taken.has(key))
    assert.equal(of('Trade fair'), 'trade-fair-3')
    assert.equal(of('Größe XL!'), 'grosse-xl')
    assert.equal(of('☎'), 'tag')
    assert.isAtMost(of('x'.repeat(60)).length, 64)
  })

  test('what is typed finds a tag by any part of its name, without accents', ({ assert }) => {
    const tags = ['Später', 'Hot', 'Very hot'].map((name) => ({
      key: name,
      name,
      color: 'grey' as const,
    }))
    assert.deepEqual(
      matchingTags(tags, 'hot').map(({ name }) => name),
      ['Hot', 'Very hot']
    )
    assert.deepEqual(
      matchingTags(tags, 'spat').map(({ name }) => name),
      ['Später']
    )
    assert.lengthOf(matchingTags(tags, ' '), 3)
    assert.isFalse(isNewName(tags, ' HOT '))
    assert.isTrue(isNewName(tags, 'Hotter'))
    assert.isFalse(isNewName(tags, ''))
  })
})
