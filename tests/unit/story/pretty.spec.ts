import { test } from '@japa/runner'
import { pretty, sizeText } from '../../../resources/story/pretty.js'

const cases: [title: string, body: unknown, kind: string, text: string][] = [
  [
    'JSON',
    '{"a":[1,{"b":null}]}',
    'json',
    '{\n  "a": [\n    1,\n    {\n      "b": null\n    }\n  ]\n}',
  ],
  ['JSON that was cut', '{"a":[1,', 'text', '{"a":[1,'],
  [
    'XML',
    '<?xml version="1.0"?><lead><name>Ann &amp; Co</name><none/><empty></empty></lead>',
    'xml',
    '<?xml version="1.0"?>\n<lead>\n  <name>Ann &amp; Co</name>\n  <none/>\n  <empty></empty>\n</lead>',
  ],
  ['an HTML page', '<html><body>no</body></html>', 'text', '<html><body>no</body></html>'],
  ['a form', 'first=Ann+Marie&mail=a%40b.co&x=', 'form', 'first = Ann Marie\nmail = a@b.co\nx = '],
  ['text', 'OK thanks', 'text', 'OK thanks'],
  ['a value', { a: 1 }, 'json', '{\n  "a": 1\n}'],
  ['nothing', null, 'text', ''],
]

test.group('Requests and answers to read', () => {
  for (const [title, body, kind, text] of cases)
    test(title, ({ assert }) => {
      assert.deepEqual(pretty(body), { text, kind: kind as 'json' })
    })

  test('sizes', ({ assert }) => {
    assert.equal(sizeText(900, String), '900 B')
    assert.equal(sizeText(70_000, String), '68.4 KB')
  })
})
