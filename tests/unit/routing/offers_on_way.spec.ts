import { test } from '@japa/runner'
import type { Program } from '#routing/compile_route'
import { offersOnWay } from '#routing/offers_on_way'

const node = (id: string, type: string, next: Record<string, string | null>, config = {}) =>
  [id, { id, type, config, next: new Map(Object.entries(next)) }] as const
const step = (id: string, port: string | null) => ({ node: id, type: '', port, detail: {} })

// kind → persons | things; what things does not sell goes to the rest.
const program: Program = {
  start: 'kind',
  nodes: new Map([
    node('kind', 'condition', { yes: 'persons', no: 'things' }),
    node('persons', 'offer', { sold: null, unsold: null }, { assignments: ['a'] }),
    node('things', 'offer', { sold: null, unsold: 'rest' }, { assignments: ['b', 'c'] }),
    node('rest', 'offer', { sold: null, unsold: null }, { assignments: ['d'] }),
  ]),
}

test.group('offers on the way', () => {
  test('an offer of another branch was led past, one behind the buyer was not', ({ assert }) => {
    const onWay = offersOnWay(program, [step('kind', 'no'), step('things', 'sold')])
    assert.deepEqual(['a', 'b', 'c', 'd'].map(onWay), [false, true, true, true])
  })

  test('before the first offer nothing is known to be led past', ({ assert }) => {
    for (const path of [[], [step('filter', 'no')], [step('kind', 'no')]])
      assert.isTrue(offersOnWay(program, path)('a'))
  })

  test('an offer to everybody leads past nobody', ({ assert }) => {
    const nodes = new Map(program.nodes)
    nodes.set('rest', { ...nodes.get('rest')!, config: {} })
    const onWay = offersOnWay({ start: 'kind', nodes }, [step('kind', 'no'), step('things', null)])
    assert.isTrue(onWay('a'))
  })
})
