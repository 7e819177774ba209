import vine from '@vinejs/vine'
import { test } from '@japa/runner'
import { configForm, secretPaths } from '#host/form'

const schema = vine.object({
  url: vine.string().meta({ title: 'Address', description: 'Where to', default: 'https://' }),
  api_key: vine.string().meta({ secret: true }),
  timeout_seconds: vine.number().withoutDecimals().min(1).max(60),
  mode: vine.enum(['fast', 'slow']).optional(),
  strict: vine.boolean().optional(),
  headers: vine.record(vine.string()).optional().meta({ secret: true }),
  logins: vine.array(
    vine.object({ user: vine.string(), password: vine.string().meta({ secret: true }) })
  ),
  body: vine.any().optional().meta({ control: 'template' }),
  either: vine.unionOfTypes([vine.string(), vine.number()]).optional(),
})

test.group('Config form', () => {
  test('keeps what the plugin says and fills in titles and controls', ({ assert }) => {
    const form = configForm(schema)
    const fields = form.properties as Record<string, Record<string, unknown>>
    assert.containsSubset(fields.url, {
      title: 'Address',
      description: 'Where to',
      default: 'https://',
      control: 'text',
    })
    assert.containsSubset(fields.timeout_seconds, {
      type: 'integer',
      minimum: 1,
      maximum: 60,
      title: 'Timeout seconds',
      control: 'number',
    })
    assert.deepEqual(fields.strict, { type: 'boolean', title: 'Strict', control: 'switch' })
    assert.deepEqual(fields.body, { control: 'template', title: 'Body' })
    assert.deepEqual(
      Object.entries(fields).map(([key, field]) => [key, field.control]),
      [
        ['url', 'text'],
        ['api_key', 'secret'],
        ['timeout_seconds', 'number'],
        ['mode', 'select'],
        ['strict', 'switch'],
        ['headers', 'secret'],
        ['logins', 'list'],
        ['body', 'template'],
        ['either', 'json'],
      ]
    )
    assert.deepEqual(fields.either.anyOf, [{ type: 'string' }, { type: 'number' }])
    assert.deepEqual(form.required, ['url', 'api_key', 'timeout_seconds', 'logins'])
  })

  test('names every place that holds a secret', ({ assert }) => {
    assert.deepEqual(secretPaths(configForm(schema)), [
      ['api_key'],
      ['headers'],
      ['logins', '*', 'password'],
    ])
  })
})
