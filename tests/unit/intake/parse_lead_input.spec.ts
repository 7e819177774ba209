import { test } from '@japa/runner'
import fc from 'fast-check'
import { bulkInputSchema, leadInputSchema } from '#intake/lead_input_schema'
import { parseBulkInput, parseIntakeInput, parseLeadInput } from '#intake/parse_lead_input'

const controls = {
  source: null,
  externalId: null,
  profile: null,
  test: false,
  duplicate: null,
  consent: null,
}
const problems = (result: Awaited<ReturnType<typeof parseLeadInput | typeof parseIntakeInput>>) =>
  result.ok ? [] : result.problem.map(({ field, rule }) => `${field} ${rule}`)

test.group('body of POST /leads', () => {
  test('reads everything the interface names', async ({ assert }) => {
    const result = await parseLeadInput({
      entity: 'solar',
      values: { email: 'a@b.co', nested: { deep: [1] } },
      source: 'google-ads',
      external_id: 'x-1',
      profile: 'solar-us',
      test: true,
      duplicate: 'reject',
      consent: {
        text: 'I agree',
        version: 3,
        at: '2026-11-01T10:00:00+01:00',
        ip: '203.0.113.9',
        url: 'https://a.example',
      },
    })
    assert.deepEqual(result.ok && result.value, {
      entity: 'solar',
      values: { email: 'a@b.co', nested: { deep: [1] } },
      source: 'google-ads',
      externalId: 'x-1',
      profile: 'solar-us',
      test: true,
      duplicate: 'reject',
      consent: {
        text: 'I agree',
        version: '3',
        at: '2026-11-01T09:00:00.000Z',
        ip: '203.0.113.9',
        url: 'https://a.example',
      },
      rest: {},
    })
  })

  test('only entity and values are needed; blank controls are absent, unknown keys kept', async ({
    assert,
  }) => {
    const result = await parseLeadInput({
      entity: 'solar',
      values: {},
      source: ' ',
      test: null,
      external_id: 17,
      campaign: 'autumn',
    })
    assert.deepEqual(result.ok && result.value, {
      ...controls,
      entity: 'solar',
      values: {},
      externalId: '17',
      rest: { campaign: 'autumn' },
    })
  })

  test('values keep any key', async ({ assert }) => {
    const result = await parseLeadInput(
      JSON.parse('{"entity":"a","values":{"__proto__":{"x":1}},"__proto__":2}')
    )
    assert.deepEqual(Object.keys(result.ok ? result.value.values : {}), ['__proto__'])
    assert.deepEqual(Object.keys(result.ok ? result.value.rest : {}), ['__proto__'])
  })

  test('refuses with field and rule')
    .with([
      [null, [' object']],
      [[], [' object']],
      ['text', [' object']],
      [{}, ['entity required', 'values required']],
      [{ entity: 'a', values: [] }, ['values object']],
      [{ entity: {}, values: 'x' }, ['entity string', 'values object']],
      [{ entity: 'a', values: {}, test: 'maybe' }, ['test boolean']],
      [{ entity: 'a', values: {}, duplicate: 'merge' }, ['duplicate enum']],
      [{ entity: 'a', values: {}, source: ['x'] }, ['source string']],
      [{ entity: 'a', values: {}, consent: { version: 1 } }, ['consent.text required']],
      [{ entity: 'a', values: {}, consent: { text: 'x', ip: '1.2.3' } }, ['consent.ip ipAddress']],
      [{ entity: 'a', values: {}, consent: { text: 'x', at: 'today' } }, ['consent.at datetime']],
      [{ entity: 'a', values: { a: 'x'.repeat(40_000) } }, ['values.a max_length']],
    ] as [unknown, string[]][])
    .run(async ({ assert }, [body, expected]) => {
      assert.deepEqual(problems(await parseLeadInput(body)), expected)
    })

  test('the same schema describes the body', ({ assert }) => {
    const schema = leadInputSchema.toJSONSchema()
    assert.deepEqual(schema.required, ['entity', 'values'])
    assert.deepInclude(bulkInputSchema.toJSONSchema().properties!.leads as object, {
      maxItems: 1000,
    })
  })
})

test.group('body of POST /intake', () => {
  test('control keys are found in any spelling, the rest is the form', async ({ assert }) => {
    const result = await parseIntakeInput({
      'entity': 'solar',
      'External ID': 'x-1',
      'TEST': '1',
      'consent': 'I agree',
      'E-Mail': 'a@b.co',
    })
    assert.deepEqual(result.ok && result.value, {
      ...controls,
      entity: 'solar',
      externalId: 'x-1',
      test: true,
      consent: { text: 'I agree' },
      flat: { 'E-Mail': 'a@b.co' },
    })
  })

  test('a control key that is there twice is refused by name', async ({ assert }) => {
    const result = await parseIntakeInput({ entity: 'a', source: 'x', Source: 'y' })
    assert.deepEqual(problems(result), ['Source ambiguous'])
  })
})

test.group('body of POST /leads/bulk', () => {
  test('a bad row is its own trouble', async ({ assert }) => {
    const result = await parseBulkInput({
      entity: 'solar',
      source: 'file',
      leads: [{ email: 'a@b.co' }, 'nonsense', null, { a: 'x'.repeat(40_000) }],
    })
    assert.isTrue(result.ok)
    if (!result.ok) return
    assert.equal(result.value.source, 'file')
    assert.deepEqual(
      result.value.rows.map((row) => (row.ok ? 'ok' : row.problem[0].rule)),
      ['ok', 'object', 'object', 'max_length']
    )
  })

  test('takes one to a thousand leads', async ({ assert }) => {
    const rows = async (count: number) => {
      const result = await parseBulkInput({ entity: 'a', leads: Array(count).fill({}) })
      return result.ok ? 'ok' : result.problem[0].field
    }
    assert.deepEqual([await rows(0), await rows(1000), await rows(1001)], ['leads', 'ok', 'leads'])
    const none = await parseBulkInput({ entity: 'a', leads: { 0: {} } })
    assert.deepInclude(!none.ok && none.problem[0], { field: 'leads', rule: 'array' })
  })
})

test('no JSON makes a parser throw', async ({ assert }) => {
  await fc.assert(
    fc.asyncProperty(fc.jsonValue(), fc.jsonValue(), async (one, other) => {
      for (const body of [
        one,
        { entity: one, values: other, consent: one, test: other, leads: [one] },
      ])
        for (const parse of [parseLeadInput, parseIntakeInput, parseBulkInput]) {
          const result = await parse(body)
          assert.isBoolean(result.ok)
        }
    })
  )
})
