import { test } from '@japa/runner'
import { describeForm } from '../../../resources/form_builder/describe.js'
import * as docs from '../../../resources/form_builder/document.js'
import { consent, field, formOf } from '#tests/unit/capture/form_entity'

const words = {
  t: (key: string, values: Record<string, unknown> = {}) =>
    [key.replace('capture.form.', ''), ...Object.values(values)].join(' '),
  te: () => true,
}
const doc = formOf([[field('e1', 'email'), field('e2', 'phone')], [consent]])
const told = (after: typeof doc) =>
  describeForm(doc, after, (name) => name.toUpperCase(), words).map(({ kind, what, from, to }) =>
    [kind, what, from, to].filter((one) => one !== undefined).join(' | ')
  )

test.group('what differs between two versions of a form', () => {
  test('nothing', ({ assert }) => assert.deepEqual(told(structuredClone(doc)), []))

  test('elements that came, went and moved', ({ assert }) => {
    const added = docs.addElement(doc, field('e9', 'bill'), { step: 's1', at: 0 })
    assert.deepEqual(told(added), ['add | BILL | step_n 2'])
    assert.deepEqual(told(docs.removeElement(doc, 'e2')), ['remove | PHONE'])
    assert.deepEqual(told(docs.moveElement(doc, 'e2', { step: 's1', at: 1 })), [
      'change | change.moved PHONE | step_n 1 | step_n 2',
    ])
    assert.deepEqual(told(docs.nudgeElement(doc, 'e1', 1)), ['change | change.order'])
  })

  test('steps, and settings with what they were', ({ assert }) => {
    assert.deepEqual(told(docs.addStep(doc)), ['add | step_n 3'])
    assert.deepEqual(told(docs.updateElement(doc, 'e2', { help: 'By day' })), [
      'add | change.of set.help PHONE | By day',
    ])
    assert.deepEqual(told(docs.updateElement(doc, 'c', { text: 'I do' })), [
      'change | change.of set.text element.consent: I do | I agree | I do',
    ])
    assert.deepEqual(told(docs.updateForm(doc, { submit: 'Go' })), ['add | set.submit | Go'])
  })
})
