import { test } from '@japa/runner'
import {
  type Column,
  columnOf,
  effectsFor,
  joined,
  placeOf,
  withCard,
  withNews,
} from '../../../resources/crm/board.js'
import { boardKey } from '../../../resources/crm/board_keys.js'
import { pipelinesOf, stageName, writtenAs } from '../../../resources/crm/pipelines.js'
import { whoOf } from '../../../resources/crm/who.js'

const card = (id: string, stage: string, more: object = {}) => ({ id, stage, ...more }) as never
const columns = (of: Record<string, string[]>): Column[] =>
  Object.entries(of).map(([stage, ids]) =>
    columnOf({
      stage,
      cards: ids.map((id) => card(id, stage)),
      ...{ next_cursor: null, count: { n: ids.length, exact: true } },
    })
  )
const shown = (of: readonly Column[]) =>
  of.map(({ stage, cards, count }) => `${stage} ${count}: ${cards.map(({ id }) => id).join(' ')}`)

test.group('the columns of a board', () => {
  test('a lead that is moved is in one column, on top, and is counted there', ({ assert }) => {
    const before = columns({ new: ['a', 'b'], won: ['c'] })
    const after = withCard(before, card('b', 'won'))
    assert.deepEqual(shown(after), ['new 1: a', 'won 2: b c'])
    assert.deepEqual(shown(before), ['new 2: a b', 'won 1: c'], 'what was is untouched')
    assert.deepEqual(shown(withCard(after, card('b', 'new'), 1)), ['new 2: a b', 'won 1: c'])
    // A stage of another pipeline is not on this board.
    assert.deepEqual(shown(withCard(before, card('a', 'visit'))), ['new 1: b', 'won 1: c'])
  })

  test('news puts in, moves, renews and takes away, but leaves what is on its way', ({
    assert,
  }) => {
    const before = columns({ new: ['a', 'b', 'c', 'd'], won: [] })
    const news = {
      cards: [card('x', 'new'), card('b', 'won'), card('c', 'won'), card('d', 'new', { n: 1 })],
      ...{ gone: ['a'], counts: { new: 9, won: 5 }, more: false, at: 1 },
    }
    const after = withNews(before, news, (id) => id === 'c')
    assert.deepEqual(shown(after), ['new 9: x c d', 'won 5: b'])
    assert.deepInclude(after[0].cards[2] as object, { id: 'd', n: 1 })
    const filtered = withNews(before, { ...news, counts: null }, () => false)
    assert.deepEqual(shown(filtered), ['new 2: x d', 'won 2: b c'])
  })

  test('a page that overlaps with what is there brings each lead once', ({ assert }) => {
    const found = joined([card('a', 'new')], [card('a', 'new'), card('b', 'new')])
    assert.deepEqual(
      found.map(({ id }) => id),
      ['a', 'b']
    )
  })

  test('an effect that asks where a lead comes from is none from elsewhere', ({ assert }) => {
    const effects = [
      { kind: 'profile' as const, key: 'p', name: 'P' },
      { kind: 'automation' as const, key: 'a', name: 'A', from: 'new' },
    ]
    assert.lengthOf(effectsFor(effects, 'new'), 2)
    assert.lengthOf(effectsFor(effects, 'won'), 1)
    assert.deepEqual(effectsFor(undefined, 'new'), [])
  })
})

test.group('keys on a board', () => {
  const board = columns({ new: ['a', 'b', 'c'], empty: [], won: ['d'] })
  const press = (key: string, id: string, more: object = {}) => {
    const wish = boardKey({ key, ...more }, board, id)
    return wish?.do === 'focus' ? board[wish.column].cards[wish.card].id : wish
  }

  test('arrows go from card to card, over empty columns and not beyond the ends', ({ assert }) => {
    assert.equal(press('ArrowDown', 'a'), 'b')
    assert.equal(press('ArrowDown', 'c'), 'c')
    assert.equal(press('ArrowUp', 'a'), 'a')
    assert.equal(press('End', 'a'), 'c')
    assert.equal(press('Home', 'c'), 'a')
    assert.equal(press('ArrowRight', 'c'), 'd')
    assert.equal(press('ArrowLeft', 'd'), 'a')
    assert.isNull(press('ArrowRight', 'd'))
  })

  test('brackets and Shift with an arrow move; what belongs to the browser is left to it', ({
    assert,
  }) => {
    assert.deepEqual(press(']', 'a', { ctrlKey: true, altKey: true }), { do: 'move', by: 1 })
    assert.deepEqual(press('ArrowLeft', 'a', { shiftKey: true }), { do: 'move', by: -1 })
    assert.deepEqual(press('m', 'a'), { do: 'menu' })
    assert.isNull(press('m', 'a', { ctrlKey: true }))
    assert.isNull(press('ArrowRight', 'a', { metaKey: true }))
    assert.isNull(press('x', 'a'))
    assert.isNull(placeOf(board, 'nobody'))
  })
})

test.group('pipelines in a form', () => {
  test('are written as they were read, and only where they say more', ({ assert }) => {
    assert.deepEqual(writtenAs(pipelinesOf({ stages: ['new', 'won'] })), { stages: ['new', 'won'] })
    assert.deepEqual(writtenAs(pipelinesOf({})), {})
    const form = {
      stages: ['new', 'won'],
      pipelines: [
        { key: 'p', name: 'P', stages: [{ key: 'new' }, { key: 'won', color: 'red' as const }] },
      ],
    }
    assert.deepEqual(writtenAs(pipelinesOf(form)), form)
  })

  test('say what a stage is called, also one that is none any more', ({ assert }) => {
    const entities = [{ key: 'solar', pipelines: pipelinesOf({ stages: ['called_back'] }) }]
    assert.equal(stageName(entities, { entity: 'solar', stage: 'called_back' }), 'Called back')
    assert.equal(stageName(entities, { entity: 'solar', stage: 'gone' }), 'gone')
    assert.isNull(stageName(entities, { entity: 'solar', stage: null }))
  })
})

test('who moved a lead is named as people know them', ({ assert }) => {
  const people = [{ email: 'ann@x.example', name: 'Ann' }]
  const t = (key: string, { name }: { name: string }) => `${key} ${name}`
  assert.equal(whoOf('user:ann@x.example', people, t), 'Ann')
  assert.equal(whoOf('user:ann@x.example via north', people, t), 'Ann')
  assert.equal(whoOf('user:bob@x.example', people, t), 'bob@x.example')
  assert.equal(whoOf('token:crm', people, t), 'board.who.token crm')
  assert.isNull(whoOf(null, people, t))
})
