import { test } from '@japa/runner'
import fc from 'fast-check'
import { type Answers, readStep } from '#capture/forms/answers'
import { asksFor, checkStep, entityForForm } from '#capture/forms/check_answers'
import type { FormDocument, FormElement } from '#capture/forms/form_document'
import { isAccepted, mostBytes } from '#capture/forms/file_rules'
import { visibleSteps, walkForm } from '#capture/forms/walk_form'
import { acceptLead } from '#entities/accept_lead'
import type { Entity, Field } from '#entities/types'

const field = (key: string, type: Field['type'], required = false): Field => ({
  ...{ key, label: key, type, required, default: null, encrypted: false },
  options: type === 'select' ? ['yes', 'no'] : null,
})
const ENTITY: Entity = {
  ...{ id: 'e', accountId: 'a', key: 'solar', name: 'Solar', duplicate: null },
  ...{ stages: [], pipelines: [] },
  fields: [
    field('owner', 'select', true),
    field('landlord', 'text', true),
    field('home', 'address'),
    field('phone', 'phone'),
    field('news', 'checkbox'),
  ],
}
const CONTEXT = { now: 0, source: null, country: 'US', currency: 'EUR', timeZone: 'UTC' }
const ask = (key: string, more: object = {}): FormElement => ({
  ...({ type: 'field', key, field: key } as const),
  ...more,
})
const FORM: FormDocument = {
  ...{ schema: 1, language: 'en', after: { type: 'page', title: '', text: '' } },
  steps: [
    { key: 'one', elements: [ask('owner')] },
    {
      ...{ key: 'two', show_when: { field: 'owner', operator: 'equals', value: 'no' } },
      elements: [ask('landlord')],
    },
    {
      key: 'three',
      elements: [
        ask('home'),
        ask('phone', { show_when: { field: 'home.country', operator: 'equals', value: 'DE' } }),
        ask('news'),
      ],
    },
  ],
}
const walk = (answers: Answers) => walkForm(FORM, ENTITY, answers, CONTEXT)
const stepsOf = (answers: Answers) => visibleSteps(walk(answers)).map(({ step }) => step.key)
const accepted = (answers: Answers) => {
  const walked = walk(answers)
  const elements = FORM.steps.flatMap((step) => step.elements)
  const entity = entityForForm(ENTITY, asksFor(elements, ENTITY), walked)
  return acceptLead(walked.input, entity, 0, CONTEXT)
}

test.group('hosted forms: the way through', () => {
  test('a step under a rule is passed over, and what it asks is not missed', ({ assert }) => {
    assert.deepEqual(stepsOf({ owner: 'yes' }), ['one', 'three'])
    assert.isTrue(accepted({ owner: 'yes', landlord: 'left over' }).ok)
    assert.deepEqual(walk({ owner: 'yes', landlord: 'left over' }).input, { owner: 'yes' })
    assert.deepEqual(stepsOf({ owner: 'no' }), ['one', 'two', 'three'])
    assert.isFalse(accepted({ owner: 'no' }).ok)
  })

  test('a phone number is read by the country of the address beside it', ({ assert }) => {
    const home = { street: 'Hauptstr.', postal_code: '10115', city: 'Berlin', country: 'DE' }
    const read = accepted({ owner: 'yes', home, phone: '030 1234567' })
    assert.isTrue(read.ok)
    if (read.ok) assert.equal(read.value.values.phone, '+49301234567')
    assert.notProperty(walk({ owner: 'yes', phone: '030 1234567' }).input, 'phone')
  })

  test('a box that was shown and not ticked says no', ({ assert }) => {
    assert.equal(readStep(FORM.steps[2]!, ENTITY, {}).news, 'no')
    assert.equal(readStep(FORM.steps[2]!, ENTITY, { 'e:news': 'yes' }).news, 'yes')
  })

  test('what is not shown never reaches the lead, whatever was sent', ({ assert }) => {
    const text = fc.constantFrom('', 'yes', 'no', 'x', 'DE')
    const answers = fc.record({
      ...{ owner: text, landlord: text, phone: text, news: text },
      home: fc.record({ country: text, city: text }),
    })
    fc.assert(
      fc.property(answers, (given) => {
        const { steps, input } = walk(given)
        const shown = new Set(steps.flatMap((one) => [...one.shown]))
        for (const name of Object.keys(input)) assert.isTrue(shown.has(name))
      })
    )
  })

  test('a step is checked by what it shows alone', ({ assert }) => {
    const check = (answers: Answers, at: number) => {
      const { step, shown } = walk(answers).steps[at]!
      return checkStep({ elements: step.elements, shown }, ENTITY, answers, CONTEXT)
    }
    assert.deepEqual(check({}, 0), [{ element: 'owner', rule: 'required' }])
    assert.deepEqual(check({ owner: 'perhaps' }, 0), [{ element: 'owner', rule: 'option' }])
    assert.deepEqual(check({ owner: 'yes' }, 1), [])
    const home = { country: 'Atlantis' }
    assert.deepEqual(check({ owner: 'yes', home }, 2), [
      { element: 'home', rule: 'country', part: 'country' },
    ])
  })

  test('kinds and sizes of files', ({ assert }) => {
    const file = { ...({ type: 'field', key: 'f', field: 'f' } as const) }
    assert.isTrue(isAccepted(file, 'application/pdf'))
    assert.isFalse(isAccepted(file, 'application/octet-stream'))
    assert.isTrue(isAccepted({ ...file, accept: ['image/*'] }, 'image/png'))
    assert.isFalse(isAccepted({ ...file, accept: ['image/*'] }, 'text/plain'))
    assert.equal(mostBytes({ ...file, max_mb: 50 }), 5 * 1024 * 1024)
  })
})
