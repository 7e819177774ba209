import { test } from '@japa/runner'
import app from '@adonisjs/core/services/app'
import { PluginRegistry } from '#host/registry'
import {
  type FormSchema,
  at,
  controlOf,
  errorsBelow,
  isShown,
  textOf,
} from '../../../resources/forms/schema.js'

interface Setting {
  path: string
  schema: FormSchema
  control: string
}

/** Every setting of a form, as it is drawn. */
function settingsBelow(schema: FormSchema, path: string): Setting[] {
  return Object.entries(schema.properties ?? {}).flatMap(([key, of]) => {
    const place = `${path}.${key}`
    const control = controlOf(of, schema.required?.includes(key))
    const inner = control === 'group' ? of : control === 'groups' ? of.items! : null
    return [{ path: place, schema: of, control }, ...(inner ? settingsBelow(inner, place) : [])]
  })
}

test.group('forms of plugins', () => {
  test('every built-in plugin is drawn by controls that are known, in both languages', async ({
    assert,
  }) => {
    const registry = await PluginRegistry.load({ root: app.makePath() })
    const found = registry
      .list()
      .flatMap(({ kind, id, config_schema: schema }) =>
        settingsBelow(schema as FormSchema, `${kind}.${id}`)
      )
    assert.isAbove(found.length, 30)
    const of = (kind: string) =>
      found.filter(({ control }) => control === kind).map(({ path }) => path)
    assert.deepEqual(of('unknown'), [])
    assert.deepEqual(of('json'), [], 'a form should know better than that')

    // A title that is the same word in both languages is written once.
    const same = new Set(['URL', 'HTML', 'Text', 'Partner', 'Status', 'Referenz', 'Header', 'Ping'])
    const english = found.filter(({ schema }) => {
      const title = textOf(schema, 'title', 'de')!
      const about = schema.description !== undefined
      return (
        (title === schema.title && !same.has(title)) ||
        (about && textOf(schema, 'description', 'de') === schema.description)
      )
    })
    assert.deepEqual(
      english.map(({ path }) => path),
      [],
      'no German title or description'
    )
  })

  test('a plugin of others is drawn by what its values are', ({ assert }) => {
    const cases: [FormSchema, boolean, string][] = [
      [{ type: 'string', secret: true }, false, 'secret'],
      [{ type: 'string', control: 'a_control_of_mine' }, false, 'text'],
      [{ enum: ['a', 'b'] }, false, 'select'],
      [{ type: 'integer' }, false, 'number'],
      [{ type: 'boolean', control: 'switch' }, false, 'choice'],
      [{ type: 'boolean', control: 'switch' }, true, 'switch'],
      [{ type: 'boolean', control: 'switch', default: false }, false, 'switch'],
      [{ type: 'array', items: { type: 'string' } }, false, 'texts'],
      [{ type: 'array', control: 'list', items: { properties: {} } }, false, 'groups'],
      [{ type: 'object', additionalProperties: { type: 'number' } }, false, 'map'],
      [{ type: 'object', properties: {} }, false, 'group'],
      [{ type: 'string', control: 'duration' }, false, 'duration'],
      [{}, false, 'json'],
    ]
    for (const [schema, required, kind] of cases)
      assert.equal(controlOf(schema, required), kind, JSON.stringify(schema))
  })

  test('a setting is there when its sibling says so, nothing counts as not set', ({ assert }) => {
    const schema = { shown_when: { method: [null, 'POST'], on: true } }
    assert.isTrue(isShown(schema, { on: true }))
    assert.isTrue(isShown(schema, { on: true, method: 'POST' }))
    assert.isFalse(isShown(schema, { on: true, method: 'GET' }))
    assert.isFalse(isShown(schema, { method: 'POST' }))
    assert.isTrue(isShown({}, {}))
  })

  test('problems find their place', ({ assert }) => {
    const errors = {
      'url': 'a',
      'headers.X-Key': 'b',
      'headers["x y"]': 'c',
      'cases[1].rule.all[0].value': 'd',
      'urls': 'e',
    }
    assert.equal(at('headers', 'X-Key'), 'headers.X-Key')
    assert.equal(at('headers', 'x y'), 'headers["x y"]')
    assert.equal(at('', 'url'), 'url')
    assert.deepEqual(errorsBelow(errors, 'headers'), { 'X-Key': 'b', '["x y"]': 'c' })
    assert.deepEqual(errorsBelow(errors, at(at('cases', 1), 'rule')), { 'all[0].value': 'd' })
    assert.deepEqual(errorsBelow(errors, 'url'), { '': 'a' })
  })
})
