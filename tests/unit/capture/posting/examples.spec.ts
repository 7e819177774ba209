import { test } from '@japa/runner'
import { examplesOf, formCurl } from '#capture/posting/examples'

const body = { entity: 'solar', values: { name: "Ada O'Neil \\ $HOME", storage: true, none: null } }
const sent = { url: 'https://leads.example/api/v1/leads', key: 'YOUR_KEY', body }
const codeOf = (id: string) => examplesOf(sent).find((one) => one.id === id)!.code

test.group('Examples of a posting document', () => {
  test('a quote ends no text of a shell, of PHP or of Python', ({ assert }) => {
    assert.include(codeOf('curl'), String.raw`Ada O'\''Neil \\ $HOME`)
    assert.include(codeOf('php'), String.raw`'name' => 'Ada O\'Neil \\ $HOME'`)
    assert.include(codeOf('python'), String.raw`"name": "Ada O'Neil \\ $HOME"`)
  })

  test('true and nothing have the name they have in each language', ({ assert }) => {
    assert.include(codeOf('php'), "'storage' => true")
    assert.include(codeOf('python'), '"storage": True')
    assert.include(codeOf('python'), '"none": None')
  })

  test('JavaScript can be read, and sends what it shows', async ({ assert }) => {
    const seen: any[] = []
    const fetched = async (url: string, options: object) => {
      seen.push({ url, ...options })
      return { json: async () => ({}) }
    }
    const AsyncFunction = (async () => {}).constructor as new (...of: string[]) => Function
    await new AsyncFunction('fetch', codeOf('javascript'))(fetched)
    assert.equal(seen[0].url, sent.url)
    assert.deepEqual(JSON.parse(seen[0].body), body)
    assert.equal(seen[0].headers.Authorization, 'Bearer YOUR_KEY')
  })

  test('a form has a line for each field', ({ assert }) => {
    const form = formCurl({ ...sent, body: { entity: 'solar', name: "O'Neil" } })
    assert.include(form, `--data-urlencode 'entity=solar'`)
    assert.include(form, String.raw`--data-urlencode 'name=O'\''Neil'`)
  })
})
