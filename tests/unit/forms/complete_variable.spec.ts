import { test } from '@japa/runner'
import {
  insertVariable,
  matchingVariables,
  openBraces,
} from '../../../resources/forms/complete_variable.js'
import { templateVariables } from '../../../resources/forms/variables.js'
import { isSecretName } from '../../../resources/forms/secret_names.js'

/** The text with the cursor at the bar, and after choosing `lead.email`. */
const chosen = (text: string) => {
  const cursor = text.indexOf('|')
  const done = insertVariable(text.replace('|', ''), cursor, 'lead.email')
  return `${done.text.slice(0, done.cursor)}|${done.text.slice(done.cursor)}`
}

test.group('variables of templates', () => {
  test('choosing one closes the braces, or goes into those that are there', ({ assert }) => {
    assert.equal(chosen('a{{|b'), 'a{{ lead.email }}|b')
    assert.equal(chosen('a{{ lead.|'), 'a{{ lead.email }}|')
    assert.equal(chosen('{{ le|ad.old }}/x'), '{{ lead.email }}|/x')
    assert.equal(chosen('{{ | }}'), '{{ lead.email }}|')
    assert.equal(chosen('x|y'), 'x{{ lead.email }}|y')
    assert.isNull(openBraces('{{ a }} b', 9))
  })

  test('what begins with the text comes first, labels are searched too', ({ assert }) => {
    const all = templateVariables(
      [
        { key: 'email', label: 'E-mail', type: 'email' },
        { key: 'home', label: 'Address', type: 'address' },
      ],
      (name) => `known ${name}`
    )
    const found = (text: string) => matchingVariables(all, text).map(({ label }) => label)
    assert.deepEqual(found('lead.e').slice(0, 2), ['lead.email', 'lead.entity'])
    assert.include(found('address'), 'lead.home.city')
    assert.include(found('callback'), 'delivery.callback_url')
  })

  test('a header named like a secret is one', ({ assert }) => {
    for (const name of ['X-Api-Key', 'Authorization', 'x_token', 'Webhook Secret'])
      assert.isTrue(isSecretName(name), name)
    for (const name of ['Accept', 'Content-Language', 'X-Source'])
      assert.isFalse(isSecretName(name), name)
  })
})
