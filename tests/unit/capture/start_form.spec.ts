import { test } from '@japa/runner'
import { checkForm } from '#capture/forms/check_form'
import { FORM_LANGUAGES } from '#capture/forms/form_document'
import { parseForm } from '#capture/forms/parse_form'
import { FORM_STARTS, startForm } from '#capture/forms/start_form'
import { formEntity } from '#tests/unit/capture/form_entity'

const fieldsOf = (document: ReturnType<typeof startForm>) =>
  document.steps.map(({ elements }) =>
    elements.map((one) => (one.type === 'field' ? one.field : one.type))
  )

test.group('startForm', () => {
  for (const start of FORM_STARTS)
    test(`"${start}" can be published as it is, in each language`, ({ assert }) => {
      for (const language of FORM_LANGUAGES) {
        const document = startForm(formEntity(), start, language)
        assert.deepEqual(parseForm(document), { ok: true, value: document })
        assert.deepEqual(checkForm(document, formEntity()), [])
      }
    })

  test('each asks in its own order, and what is required wherever it is missing', ({ assert }) => {
    const of = (start: (typeof FORM_STARTS)[number]) =>
      fieldsOf(startForm(formEntity(), start, 'en'))
    assert.deepEqual(of('required'), [['email', 'phone', 'owner', 'consent']])
    assert.deepEqual(of('quote'), [
      ['state', 'owner'],
      ['bill', 'home'],
      ['first_name', 'email', 'phone', 'consent'],
    ])
    assert.deepEqual(of('callback'), [['email', 'owner', 'first_name', 'phone', 'consent']])
    assert.deepEqual(of('short'), [['owner', 'first_name', 'email', 'consent']])
  })

  test('whoever asks for a call has to leave a number', ({ assert }) => {
    const required = (start: (typeof FORM_STARTS)[number]) =>
      startForm(formEntity(), start, 'en')
        .steps.flatMap(({ elements }) => elements)
        .flatMap((one) => (one.type === 'field' && one.required ? [one.field] : []))
    assert.deepEqual(required('callback'), ['phone'])
    assert.deepEqual(required('quote'), [])
  })

  test('the short one confirms the address', ({ assert }) => {
    assert.equal(startForm(formEntity(), 'short', 'de').double_opt_in?.field, 'email')
    assert.isUndefined(startForm(formEntity(), 'quote', 'de').double_opt_in)
  })
})
