import { test } from '@japa/runner'
import { blueprintToYaml, readBlueprintText } from '#distribution/blueprint/blueprint_text'
import type { BlueprintDocument } from '#distribution/blueprint/types'

const messageOf = (text: string, format: 'yaml' | 'json' = 'yaml') => {
  const read = readBlueprintText(text, format)
  return read.ok ? null : read.problem[0].message
}

test.group('blueprint text', () => {
  test('reads YAML and JSON alike', ({ assert }) => {
    const yaml = readBlueprintText('sluice: 1\npartners:\n  - { key: a, name: no }\n', 'yaml')
    const json = readBlueprintText('{"sluice":1,"partners":[{"key":"a","name":"no"}]}', 'json')
    assert.deepEqual(yaml, json)
    assert.isTrue(yaml.ok)
  })

  test('tells a mistake with its line', ({ assert }) => {
    assert.match(messageOf('sluice: 1\npartners: [\n  - a')!, /line \d/)
    assert.match(messageOf('sluice: 1\nsluice: 1\n')!, /unique.*line 2/i)
    assert.match(messageOf('{"sluice": 1,}', 'json')!, /JSON/)
  })

  test('refuses a small text that unfolds into a large one', ({ assert }) => {
    const levels = Array.from(
      { length: 12 },
      (_, i) => `l${i + 1}: &l${i + 1} [${Array(10).fill(`*l${i}`).join(', ')}]`
    )
    assert.match(messageOf(['l0: &l0 [x, x]', ...levels].join('\n'))!, /alias/i)
  })

  test('refuses what is too large or nested without end', ({ assert }) => {
    assert.match(messageOf(`a: ${'x'.repeat(2 * 1024 * 1024)}`)!, /2 MB/)
    assert.isNotNull(messageOf('['.repeat(100_000)))
  })

  test('writes text so that it comes back the same, whatever it looks like', ({ assert }) => {
    const name = (text: string) => ({ key: text.replace(/\W/g, '') || 'k', name: text })
    const document = {
      sluice: 1,
      account: { country: 'NO', name: 'on' },
      entities: [],
      partners: [
        'no',
        '1e3',
        '0755',
        'null',
        '~',
        '2026-10-01',
        'a: b',
        '- x',
        'a\nb\n',
        '12:30',
      ].map((text) => ({ ...name(text), time_zone: 'UTC' })),
      profiles: [],
    } as BlueprintDocument
    const read = readBlueprintText(blueprintToYaml(document), 'yaml')
    assert.deepEqual(read, { ok: true, value: document })
    assert.match(blueprintToYaml(document), /country: "NO"/)
  })
})
