import { test } from '@japa/runner'
import { checkForm } from '#capture/forms/check_form'
import type { FormDocument } from '#capture/forms/form_document'
import { consent, field, formEntity, formOf } from '#tests/unit/capture/form_entity'

const entity = formEntity()
const told = (document: FormDocument, options = {}) =>
  checkForm(document, entity, options).map(({ level, rule, field: path }) => [level, rule, path])
const email = field('e', 'email')
const isCa = { field: 'state', operator: 'equals', value: 'CA' } as const

test.group('checkForm', () => {
  test('a form that asks what is required has nothing in the way', ({ assert }) => {
    assert.deepEqual(told(formOf([[email, consent]])), [])
  })

  test('what the entity requires has to be asked, unless it has a default', ({ assert }) => {
    assert.deepEqual(told(formOf([[field('p', 'phone'), consent]])), [
      ['problem', 'required_missing', 'steps'],
    ])
  })

  test('what is required can be neither optional, nor under a rule, nor hidden without a value', ({
    assert,
  }) => {
    const state = field('st', 'state')
    assert.deepEqual(told(formOf([[state, field('e', 'email', { show_when: isCa }), consent]])), [
      ['problem', 'required_conditional', 'steps[0].elements[1].show_when'],
    ])
    assert.deepEqual(told(formOf([[field('e', 'email', { required: false }), consent]])), [
      ['problem', 'required_optional', 'steps[0].elements[0].required'],
    ])
    const hidden = formOf([[field('e', 'email', { hidden: true }), consent]])
    assert.deepEqual(told(hidden), [
      ['warning', 'hidden_empty', 'steps[0].elements[0].hidden'],
      ['problem', 'required_hidden', 'steps[0].elements[0].hidden'],
    ])
    const asked = formOf([[field('e', 'email', { hidden: true, from_query: 'mail' }), consent]])
    assert.deepEqual(told(asked), [['warning', 'required_hidden', 'steps[0].elements[0].hidden']])
  })

  test('a step under a rule hides what is required in it as well', ({ assert }) => {
    const document = formOf([[field('st', 'state')], [email, consent]])
    document.steps[1].show_when = isCa
    assert.deepEqual(told(document), [
      ['problem', 'required_conditional', 'steps[1].elements[0].show_when'],
    ])
  })

  test('a field is known, and asked once; an address whole or by its parts', ({ assert }) => {
    const twice = formOf([[email, field('x', 'email'), field('y', 'nothing'), consent]])
    assert.deepEqual(told(twice), [
      ['problem', 'field_twice', 'steps[0].elements[1].field'],
      ['problem', 'unknown_field', 'steps[0].elements[2].field'],
    ])
    const parts = [field('a', 'home.city'), field('b', 'home.postal_code')]
    assert.deepEqual(told(formOf([[email, ...parts, consent]])), [])
    assert.deepEqual(told(formOf([[email, ...parts, field('d', 'home'), consent]])), [
      ['problem', 'field_twice', 'steps[0].elements[3].field'],
    ])
    assert.deepEqual(told(formOf([[email, field('a', 'home.moon'), consent]])), [
      ['problem', 'unknown_field', 'steps[0].elements[1].field'],
    ])
  })

  test('a rule asks only for what was asked before it, or is hidden', ({ assert }) => {
    const phone = field('p', 'phone', { show_when: isCa })
    const [before, after] = [field('st', 'state'), field('st', 'state')]
    assert.deepEqual(told(formOf([[email, before, phone, consent]])), [])
    assert.deepEqual(told(formOf([[email, phone, after, consent]])), [
      ['problem', 'rule_asked_later', 'steps[0].elements[1].show_when'],
    ])
    assert.deepEqual(told(formOf([[email, phone, consent]])), [
      ['problem', 'rule_not_asked', 'steps[0].elements[1].show_when'],
    ])
    const hidden = field('st', 'state', { hidden: true, from_query: 'state' })
    assert.deepEqual(told(formOf([[email, phone, hidden, consent]])), [])
    const itself = field('st', 'state', { show_when: isCa })
    assert.deepEqual(told(formOf([[email, itself, consent]])), [
      ['problem', 'rule_asked_later', 'steps[0].elements[1].show_when'],
    ])
  })

  test('a rule may lean on the parts of an address that is asked', ({ assert }) => {
    const rule = { field: 'home.state', operator: 'equals', value: 'CA' }
    const phone = field('p', 'phone', { show_when: rule })
    assert.deepEqual(told(formOf([[email, field('h', 'home'), phone, consent]])), [])
    assert.deepEqual(told(formOf([[email, field('h', 'home.city'), phone, consent]])), [
      ['problem', 'rule_not_asked', 'steps[0].elements[2].show_when'],
    ])
  })

  test('rules are read by the grammar: half written, wrong and of the lead itself', ({
    assert,
  }) => {
    const of = (rule: object) =>
      told(formOf([[email, field('b', 'bill'), field('p', 'phone', { show_when: rule }), consent]]))
    assert.deepEqual(of({ field: 'bill', operator: 'equals', value: '' }), [
      ['problem', 'rule_invalid', 'steps[0].elements[2].show_when.value'],
    ])
    assert.deepEqual(of({ field: 'bill', operator: 'contains', value: '1' }), [
      ['problem', 'rule_invalid', 'steps[0].elements[2].show_when.operator'],
    ])
    assert.deepEqual(of({ field: 'lead.source', operator: 'equals', value: 'x' }), [
      ['problem', 'rule_not_asked', 'steps[0].elements[2].show_when'],
    ])
    assert.deepEqual(of({ field: 'gone', operator: 'is_true' }), [
      ['problem', 'rule_unknown_field', 'steps[0].elements[2].show_when.field'],
    ])
  })

  test('where it leads, whom it writes to and who embeds it is looked at', ({ assert }) => {
    const of = (more: Partial<FormDocument>, first = email) =>
      told(formOf([[first, field('p', 'phone'), consent]], more))
    assert.deepEqual(of({ after: { type: 'redirect', url: 'http://solar.example' } }), [
      ['problem', 'https', 'after.url'],
    ])
    assert.deepEqual(of({ after: { type: 'redirect', url: 'https://solar.example/thanks' } }), [])
    const letter = { subject: 'Confirm', text: 'Press', button: 'Yes' }
    assert.deepEqual(of({ double_opt_in: { field: 'email', ...letter } }), [])
    assert.deepEqual(of({ double_opt_in: { field: 'phone', ...letter, subject: ' ' } }), [
      ['problem', 'words_missing', 'double_opt_in.subject'],
      ['problem', 'no_email', 'double_opt_in.field'],
    ])
    assert.deepEqual(
      of({
        origins: [
          'https://solar.example',
          'http://localhost:8080',
          'solar.example',
          'https://a.example/b',
        ],
      }),
      [
        ['problem', 'origin', 'origins[2]'],
        ['problem', 'origin', 'origins[3]'],
      ]
    )
    const known = { profiles: ['solar-us'] }
    const ofProfile = (profile: string) => told(formOf([[email, consent]], { profile }), known)
    assert.deepEqual(ofProfile('solar-us'), [])
    assert.deepEqual(ofProfile('other'), [['problem', 'unknown_profile', 'profile']])
  })

  test('empty steps, missing words and links to elsewhere than the web are told', ({ assert }) => {
    assert.deepEqual(told(formOf([[email, consent], []])), [
      ['problem', 'empty_step', 'steps[1].elements'],
    ])
    const text = { type: 'text', key: 't', text: ' ' } as const
    const bad = { ...consent, text: 'I agree to [this](javascript:alert(1))' } as typeof consent
    assert.deepEqual(told(formOf([[email, text, bad]])), [
      ['problem', 'words_missing', 'steps[0].elements[1].text'],
      ['problem', 'link', 'steps[0].elements[2].text'],
    ])
    assert.deepEqual(told(formOf([[email]])), [['warning', 'no_consent', 'steps']])
  })

  test('what a field begins with can be read as its type', ({ assert }) => {
    const of = (name: string, value: string) =>
      told(formOf([[email, field('x', name, { value }), consent]]))
    assert.deepEqual(of('bill', '120'), [])
    assert.deepEqual(of('bill', 'much'), [
      ['problem', 'unreadable_value', 'steps[0].elements[1].value'],
    ])
    assert.deepEqual(of('state', 'TX'), [
      ['problem', 'unreadable_value', 'steps[0].elements[1].value'],
    ])
  })
})
