import { test } from '@japa/runner'
import { frame } from '#accounts/mails/frame'
import { type MailFacts, composeMail, stepOf } from '#billing/sends/compose_mail'
import { MOST_ATTEMPTS, resendAt } from '#billing/sends/retry_sends'
import { afterAttempt, stateOf } from '#billing/sends/settle_send'
import type { Recipient } from '#billing/sends/types'
import type { TaxDocument } from '#sdk/document'
import { fakeDocument } from '#sdk/testing'
import { DOCUMENT_LANGUAGES } from '#shared/locales'
import { KINDS } from '#tests/helpers/random_documents'

const facts = (document: Partial<TaxDocument>, more: Partial<MailFacts> = {}): MailFacts => ({
  document: fakeDocument({ corrects: { number: 'INV-1', issue_date: '2026-10-01' }, ...document }),
  sender: { name: 'Bright Leads GmbH', contact: 'Ada', email: 'a@bright.example', phone: '030 1' },
  ...{ open: '119.00', note: null, holdsXml: true, withXml: true, reminder: null },
  ...more,
})

const REMINDERS = (['first', 'further', 'last'] as const).map((step) => ({
  ...{ step, fee: '5.00', total: '124.00', text: null },
}))

const BRAND = { name: 'Bright Leads', color: '#0f6e6c' }

test.group('mails with documents', () => {
  test('every kind and every reminder is whole in every language', ({ assert }) => {
    const subjects = new Set<string>()
    for (const language of DOCUMENT_LANGUAGES)
      for (const kind of KINDS)
        for (const reminder of kind === 'invoice' ? [null, ...REMINDERS] : [null]) {
          const letter = composeMail(facts({ language, kind, number: 'N-7' }, { reminder }))
          const { text } = frame(letter, language, BRAND)
          assert.notMatch(`${letter.subject}\n${text}`, /[{}]|undefined|null| {2}/, text)
          assert.include(letter.subject, 'N-7')
          subjects.add(`${language} ${letter.subject}`)
        }
    assert.equal(subjects.size, DOCUMENT_LANGUAGES.length * 7)
  })

  test('says what is open, and nothing of paying where nothing is', ({ assert }) => {
    const of = (open: string, more: Partial<TaxDocument> = {}) =>
      frame(composeMail(facts({ language: 'en', kind: 'invoice', ...more }, { open })), 'en', BRAND)
        .text
    assert.match(of('119.00'), /is due by/)
    assert.match(of('0.00'), /Nothing is left to be paid\./)
    assert.notMatch(of('0.00'), /Open amount|IBAN/)
    assert.match(of('119.00', { kind: 'self_billing' }), /We pay .* to you by/)
  })

  test('what stands in a note or a name is text', ({ assert }) => {
    const note = 'One <img src=x>\nline\n\nTwo {number}'
    const { html, text } = frame(
      composeMail(facts({ language: 'en', kind: 'invoice', number: 'N-7' }, { note })),
      'en',
      { ...BRAND, name: '<b>Bright</b>' }
    )
    assert.include(html, 'One &lt;img src=x&gt;<br>line')
    assert.include(html, '&lt;b&gt;Bright&lt;/b&gt;')
    assert.include(text, 'Two {number}')
  })

  test('own words of a level take the place of the usual ones, with their values', ({ assert }) => {
    const reminder = { ...REMINDERS[2], text: '{number} over {money}. {unknown}' }
    const { lines } = composeMail(facts({ language: 'de', number: 'N-7' }, { reminder }))
    assert.match(lines[1], /^N-7 over 119,00\s€\. \{unknown\}$/)
    assert.deepEqual(
      [1, 2, 3, 3, 5].map((level, i) => stepOf(level, [1, 2, 3, 5, 5][i])),
      ['first', 'further', 'last', 'further', 'last']
    )
  })
})

test.group('what becomes of a mail', () => {
  const waiting = (address: string): Recipient => ({
    ...{ address, role: 'to', state: 'waiting', reply: null },
  })

  test('each recipient for itself', ({ assert }) => {
    const first = afterAttempt(
      [waiting('a'), waiting('b'), waiting('c')],
      [
        { address: 'b', temporary: true, reply: '450 later' },
        { address: 'c', temporary: false, reply: '550 no' },
      ]
    )
    assert.deepEqual(
      first.map(({ state }) => state),
      ['taken', 'waiting', 'refused']
    )
    assert.isNull(stateOf(first))
    const second = afterAttempt(first, [{ address: 'a', temporary: false, reply: 'late' }])
    assert.deepEqual(
      second.map(({ state, reply }) => [state, reply]),
      [
        ['taken', null],
        ['taken', null],
        ['refused', '550 no'],
      ]
    )
    assert.equal(stateOf(second), 'bounced')
    assert.equal(stateOf(afterAttempt([waiting('a')], [])), 'sent')
  })

  test('waits grow, and end', ({ assert }) => {
    const waits = Array.from({ length: MOST_ATTEMPTS - 1 }, (_, i) => resendAt(i + 1, 0)!)
    assert.deepEqual(
      waits,
      waits.toSorted((a, b) => a - b)
    )
    assert.isNull(resendAt(MOST_ATTEMPTS, 0))
    assert.isAbove(
      waits.reduce((sum, one) => sum + one, 0),
      36 * 3_600_000
    )
  })
})
