import fc from 'fast-check'
import { test } from '@japa/runner'
import * as docs from '../../../resources/form_builder/document.js'
import { consent, field, formOf } from '#tests/unit/capture/form_entity'

const doc = () =>
  formOf([
    [field('e1', 'email'), field('e2', 'phone')],
    [field('e3', 'state'), consent],
  ])
const keys = (of: ReturnType<typeof doc>) =>
  of.steps.map(({ elements }) => elements.map(({ key }) => key).join(' '))

test.group('the document of a form', () => {
  test('an element moves within its step and into another, to the place that was shown', ({
    assert,
  }) => {
    const to = (key: string, step: string, at: number) =>
      keys(docs.moveElement(doc(), key, { step, at }))
    assert.deepEqual(to('e1', 's0', 2), ['e2 e1', 'e3 c'])
    assert.deepEqual(to('e2', 's0', 0), ['e2 e1', 'e3 c'])
    assert.deepEqual(to('e1', 's1', 1), ['e2', 'e3 e1 c'])
    assert.deepEqual(to('c', 's0', 0), ['c e1 e2', 'e3'])
    assert.strictEqual(...stays((one) => docs.moveElement(one, 'e1', { step: 's0', at: 1 })))
    assert.strictEqual(...stays((one) => docs.moveElement(one, 'e1', { step: 'gone', at: 0 })))
  })

  test('by keyboard it goes on into the next step and stops at the ends', ({ assert }) => {
    const nudged = (key: string, by: -1 | 1) => keys(docs.nudgeElement(doc(), key, by))
    assert.deepEqual(nudged('e1', 1), ['e2 e1', 'e3 c'])
    assert.deepEqual(nudged('e2', 1), ['e1', 'e2 e3 c'])
    assert.deepEqual(nudged('e3', -1), ['e1 e2 e3', 'c'])
    assert.strictEqual(...stays((one) => docs.nudgeElement(one, 'e1', -1)))
    assert.strictEqual(...stays((one) => docs.nudgeElement(one, 'c', 1)))
  })

  test('steps are added, moved and taken out with what is in them; the last one stays', ({
    assert,
  }) => {
    const three = docs.addStep(doc())
    assert.equal(three.steps[2].key, 's4')
    assert.deepEqual(
      docs.moveStep(three, 's0', 1).steps.map(({ key }) => key),
      ['s1', 's0', 's4']
    )
    const one = docs.removeStep(doc(), 's0')
    assert.deepEqual(keys(one), ['e3 c'])
    assert.strictEqual(docs.removeStep(one, 's1'), one)
  })

  test('an empty setting is taken out, an empty text stays', ({ assert }) => {
    const labelled = docs.updateElement(doc(), 'e1', { label: 'Mail', help: '' })
    assert.deepEqual(
      docs.findElement(labelled, 'e1')!.element,
      field('e1', 'email', { label: 'Mail' })
    )
    const plain = docs.updateElement(labelled, 'e1', { label: '' })
    assert.deepEqual(plain, doc())
    const cleared = docs.updateElement(doc(), 'c', { text: '' })
    assert.deepEqual(docs.findElement(cleared, 'c')!.element, { ...consent, text: '' } as never)
  })

  test('a field is asked once; a consent has a double behind it', ({ assert }) => {
    assert.strictEqual(...stays((one) => docs.duplicateElement(one, 'e1')))
    assert.deepEqual(keys(docs.duplicateElement(doc(), 'c')), ['e1 e2', 'e3 c e4'])
  })

  test('fields that are not asked are free; of an address asked in part nothing is', ({
    assert,
  }) => {
    const fields = ['email', 'home', 'bill'].map((key) => ({ key })) as never[]
    const asked = docs.addElement(doc(), field('e9', 'home.city'), { step: 's0', at: 0 })
    assert.deepEqual(
      docs.freeFields(asked, fields).map(({ key }) => key),
      ['bill']
    )
  })

  test('a rule may look at what stands before, and at what is hidden', ({ assert }) => {
    assert.deepEqual(docs.fieldsBefore(doc(), 'e3'), ['email', 'phone'])
    assert.deepEqual(docs.fieldsBefore(doc(), 's1'), ['email', 'phone'])
    assert.deepEqual(docs.fieldsBefore(doc(), 'e1'), [])
    const hidden = docs.updateElement(doc(), 'e3', { hidden: true })
    assert.deepEqual(docs.fieldsBefore(hidden, 'e1'), ['state'])
  })

  test('problems stand at what their path names', ({ assert }) => {
    const of = (path: string) => docs.placeOf(doc(), path)
    assert.deepEqual(of('document.steps[1].elements[0].show_when.value'), {
      kind: 'element',
      key: 'e3',
      setting: 'show_when.value',
    })
    assert.deepEqual(of('steps[0].elements'), { kind: 'step', key: 's0', setting: 'elements' })
    assert.deepEqual(of('after.url'), { kind: 'form', key: null, setting: 'after.url' })
    assert.deepEqual(of('steps[7].elements[0]'), {
      kind: 'form',
      key: null,
      setting: 'steps[7].elements[0]',
    })
  })

  test('whatever is moved, nothing is lost, doubled or changed', ({ assert }) => {
    const key = fc.constantFrom('e1', 'e2', 'e3', 'c', 's0', 's1', 'gone')
    const move = fc.record({
      key,
      step: fc.constantFrom('s0', 's1', 'gone'),
      at: fc.integer({ min: 0, max: 5 }),
      by: fc.constantFrom(-1 as const, 1 as const),
      how: fc.constantFrom('move', 'nudge', 'step'),
    })
    const sorted = (of: ReturnType<typeof doc>) =>
      of.steps.flatMap(({ elements }) => elements).sort((a, b) => (a.key < b.key ? -1 : 1))
    fc.assert(
      fc.property(fc.array(move, { maxLength: 20 }), (moves) => {
        const start = doc()
        const end = moves.reduce((now, { key: of, step, at, by, how }) => {
          if (how === 'move') return docs.moveElement(now, of, { step, at })
          return how === 'nudge' ? docs.nudgeElement(now, of, by) : docs.moveStep(now, of, at)
        }, start)
        assert.deepEqual(sorted(end), sorted(doc()))
        assert.deepEqual(start, doc())
      })
    )
  })
})

/** The document and what became of it: nothing was to be done, so it is the very same. */
function stays(make: (of: ReturnType<typeof doc>) => ReturnType<typeof doc>): [unknown, unknown] {
  const before = doc()
  return [make(before), before]
}
