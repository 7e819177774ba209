import { test } from '@japa/runner'
import { readBlueprintText } from '#distribution/blueprint/blueprint_text'
import { keysOf, locateProblems } from '#distribution/blueprint/locate_problems'

const YAML = `sluice: 1
# a comment
entities:
  - key: solar
    fields:
      - { key: email, type: email }
      - key: state
        type: selekt
profiles:
  - key: a
    route: { nodes: { "x y": { type: z } } }
`
const JSON_TEXT = JSON.stringify(
  { sluice: 1, entities: [{ key: 'a', fields: [{ key: 1 }] }] },
  null,
  2
)

const lines = (text: string, ...fields: string[]) =>
  locateProblems(
    text,
    fields.map((field) => ({ field, rule: 'x', message: '' }))
  ).map(({ line }) => line)

test.group('lines of mistakes in a blueprint', () => {
  test('a mistake is in the line of its key or value', ({ assert }) => {
    assert.deepEqual(
      lines(
        YAML,
        'sluice',
        'entities[0].fields[0].type',
        'entities[0].fields[1].type',
        'profiles[0].route.nodes["x y"].type'
      ),
      [1, 6, 8, 11]
    )
  })

  test('what is missing is told where it is missing', ({ assert }) => {
    assert.deepEqual(lines(YAML, 'entities[0].fields[1].options', 'entities[0].name'), [7, 4])
    assert.deepEqual(lines(YAML, 'partners[3].key', ''), [1, 1])
  })

  test('JSON is located as well', ({ assert }) => {
    assert.deepEqual(lines(JSON_TEXT, 'entities[0].fields[0].key', 'sluice'), [8, 2])
  })

  test('a syntax error names its line', ({ assert }) => {
    for (const [text, format, line] of [
      ['sluice: 1\nentities: [\n', 'yaml', 3],
      ['{\n  "sluice": 1,\n  "x"\n}', 'json', 4],
    ] as const) {
      const read = readBlueprintText(text, format)
      const [problem] = locateProblems(text, read.ok ? [] : read.problem)
      assert.equal(problem.line, line, problem.message)
    }
  })

  test('a path is read as it is written', ({ assert }) => {
    assert.deepEqual(keysOf('a[0].b-c["x \\"y\\".z"][12].d'), ['a', 0, 'b-c', 'x "y".z', 12, 'd'])
    assert.deepEqual(keysOf(''), [])
  })
})
