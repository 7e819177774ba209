import { test } from '@japa/runner'
import { type Document, type Endpoint, type Samples, curl } from '../../../resources/openapi.js'

const document = { servers: [{ url: 'http://x/api/v1' }], paths: {} } as unknown as Document
const endpoint = (id: string, method: string, path: string, body?: object) =>
  ({
    id,
    method,
    path,
    parameters: [],
    ...(body && { requestBody: { content: { 'application/json': { example: body } } } }),
  }) as unknown as Endpoint
const samples: Samples = {
  entity: 'solar',
  values: { name: "O'Hara" },
  profile: 'solar-us',
  partner: 'sunco',
  lead: 'lead_1',
  distribution: 'dist_1',
  delivery: 'dlv_1',
}
const line = (one: Endpoint, own: Samples | null = samples) =>
  curl(document, one, 'https://app.example', own)

test.group('Lines of the API reference', () => {
  test('read what the account has, with the token of the shell', ({ assert }) => {
    assert.equal(
      line(endpoint('leads.show', 'GET', '/leads/{id}')),
      `curl 'https://app.example/api/v1/leads/lead_1' \\\n  -H "Authorization: Bearer $TOKEN"`
    )
    assert.include(line(endpoint('entities.show', 'GET', '/entities/{key}')), '/entities/solar')
    assert.include(line(endpoint('x', 'GET', '/deliveries/{id}')), '/deliveries/dlv_1')
  })

  test('post a lead of the account’s entity; a quote in a value ends no argument', ({ assert }) => {
    const text = line(endpoint('leads.store', 'POST', '/leads', { entity: 'x' }))
    assert.include(text, '"entity": "solar"')
    assert.include(text, `O'\\''Hara`)
  })

  test('name nothing by themselves where they change or delete', ({ assert }) => {
    assert.include(line(endpoint('leads.destroy', 'DELETE', '/leads/{id}')), '/leads/{id}')
    assert.include(line(endpoint('partners.update', 'PATCH', '/partners/{key}')), '/partners/{key}')
    assert.include(
      line(endpoint('leads.distribute', 'POST', '/leads/{id}/distributions')),
      '/leads/lead_1/distributions'
    )
  })

  test('are the document’s own for strangers', ({ assert }) => {
    const text = line(endpoint('leads.store', 'POST', '/leads', { entity: 'x' }), null)
    assert.include(text, '"entity": "x"')
  })
})
