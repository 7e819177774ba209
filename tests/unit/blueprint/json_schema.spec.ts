import { test } from '@japa/runner'
import { readFile } from 'node:fs/promises'
import { blueprintJsonSchema } from '#distribution/blueprint/json_schema'
import type { JsonSchema } from '#shared/shape'

test.group('JSON Schema of blueprints', () => {
  test('docs/blueprint.schema.json is the one the reader has (blueprint:schema prints it)', async ({
    assert,
  }) => {
    const url = new URL('../../../docs/blueprint.schema.json', import.meta.url)
    assert.deepEqual(
      JSON.parse(await readFile(url, 'utf8')),
      JSON.parse(JSON.stringify(blueprintJsonSchema()))
    )
  })

  test('closes every object of the format, so that an editor shows a mistyped key', ({
    assert,
  }) => {
    const { properties } = blueprintJsonSchema() as { properties: Record<string, JsonSchema> }
    assert.includeMembers(Object.keys(properties), [
      'account',
      'entities',
      'partners',
      'suppliers',
      'profiles',
    ])
    for (const section of ['entities', 'partners', 'suppliers', 'tags', 'profiles']) {
      const item = properties[section].items as JsonSchema
      assert.isFalse(item.additionalProperties)
      assert.includeMembers(item.required as string[], ['key'])
    }
  })
})
