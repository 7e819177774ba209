import { test } from '@japa/runner'
import fc from 'fast-check'
import { accessPage } from '#privacy/access_page'

const lead = (values: unknown) => ({ id: 'lead_1', source: null, values, events: [] })
const page = (values: unknown, account = 'Bright') =>
  accessPage({ account, at: '2026-11-27T10:00:00Z', leads: [lead(values)], left_out: [] }, 'en')

test.group('Privacy: the page of an archive', () => {
  test('says what is kept, part by part, and leaves out what is empty', ({ assert }) => {
    const html = page({ email: 'zoe@example.org', home: { city: 'Berlin' }, tags: ['a', 'b'] })
    for (const text of ['zoe@example.org', 'Berlin', '<li>a</li>', 'What you gave'])
      assert.include(html, text)
    assert.notInclude(html, 'What happened')
    assert.notInclude(html, 'source')
    assert.include(
      accessPage({ account: 'B', at: 'x', leads: [], left_out: [] }, 'de'),
      'nichts gespeichert'
    )
  })

  test('shows every value as text: nothing of it is ever run', ({ assert }) => {
    const html = page({ note: '<script>alert(1)</script>' }, '<b>Bright</b>')
    assert.notMatch(html, /<script|<b>/)
    assert.include(html, '&lt;script&gt;alert(1)&lt;/script&gt;')
    fc.assert(
      fc.property(fc.string(), fc.string(), (name, value) => {
        const plain = page({ [`k${name}`]: value })
        assert.notMatch(
          plain.replace(
            /<\/?(?:html|head|meta|title|style|body|h[1-3]|p|section|table|tr|td|ul|li)\b[^<>]*>|<!doctype html>/g,
            ''
          ),
          /</
        )
      })
    )
  })
})
