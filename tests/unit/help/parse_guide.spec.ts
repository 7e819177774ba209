import { test } from '@japa/runner'
import { BadGuide, parseGuide } from '#help/parse_guide'
import { readMarkdown } from '#help/read_markdown'

const HEAD = `title: Rules
summary: Which leads are meant.
group: selling
order: 20
screens: [/rules, /profiles/:key]`
const file = (head: string, body = '') => `---\n${head}\n---\n${body}`
const read = (body: string) => readMarkdown(parseGuide('rules', 'en', file(HEAD, body)))

test.group('parseGuide', () => {
  test('reads the head, and leaves the text as it is', ({ assert }) => {
    assert.deepEqual(parseGuide('rules', 'de', file(HEAD, '\n## One\n')), {
      ...{ slug: 'rules', lang: 'de', title: 'Rules', summary: 'Which leads are meant.' },
      ...{ group: 'selling', order: 20, screens: ['/rules', '/profiles/:key'], body: '\n## One\n' },
    })
    const windows = parseGuide('rules', 'en', file(HEAD, 'Text').replaceAll('\n', '\r\n'))
    assert.equal(windows.title, 'Rules')
    assert.equal(windows.body, 'Text')
    assert.deepEqual(parseGuide('x', 'en', file(HEAD.replace(/\nscreens.*/, ''))).screens, [])
  })

  test('says which file is wrong, and why', ({ assert }) => {
    const wrong: [text: string, why: RegExp][] = [
      ['## No head', /does not begin with a head/],
      [file('title: [', ''), /no YAML/],
      [file('', ''), /does not begin with a head|empty head/],
      [file(HEAD.replace('title: Rules', 'title: 7')), /has no title/],
      [file(HEAD.replace(/summary.*/, 'summary: ""')), /has no summary/],
      [file(HEAD.replace('selling', 'buying')), /the group "buying"/],
      [file(HEAD.replace('20', 'last')), /no number as its order/],
      [file(HEAD.replace('[/rules', '[rules')), /screens that are no paths/],
    ]
    for (const [text, why] of wrong) {
      const problem = (() => {
        try {
          return parseGuide('rules', 'en', text)
        } catch (error) {
          return error
        }
      })()
      assert.instanceOf(problem, BadGuide, text)
      assert.match((problem as Error).message, /^resources\/help\/en\/rules\.md /)
      assert.match((problem as Error).message, why)
    }
  })
})

test.group('readMarkdown', () => {
  test('gives headings an id each: lower case, umlauts in two letters, no id twice', ({
    assert,
  }) => {
    const { headings } = read(
      '## Größe & Übersicht!\n\n### `code` and *more*\n\n## Größe & Übersicht\n\n## {{product}} today\n\n## ???\n'
    )
    assert.deepEqual(
      headings.map(({ id, level }) => `${level} ${id}`),
      ['2 groesse-uebersicht', '3 code-and-more', '2 groesse-uebersicht-2', '2 app-today', '2 part']
    )
    assert.equal(headings[1].text, 'code and more')
  })

  test('keeps the text under each heading, without marks', ({ assert }) => {
    const { sections } = read(
      [
        'Before **it**.',
        '## One',
        '1. First [guide](guide:rules)\n2. Second\n   - inner & `code`',
        '| A | B |\n| - | - |\n| c | d |',
        '![never read](picture:rule-builder)',
        '> **Tip:** do it',
        '```js\nconst x = 1\n```',
        '## Two',
      ].join('\n\n')
    )
    assert.deepEqual(
      sections.map(({ heading, text }) => [heading?.id ?? null, text]),
      [
        [null, 'Before it.'],
        ['one', 'First guide Second inner & code A B c d Tip: do it const x = 1'],
        ['two', ''],
      ]
    )
  })
})
