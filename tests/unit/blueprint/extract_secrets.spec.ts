import { readFile } from 'node:fs/promises'
import { test } from '@japa/runner'
import { extractSecrets } from '#distribution/blueprint/extract_secrets'
import { environmentOf, isOwnSetting } from '#distribution/blueprint/environment'
import { replaceReferences } from '#accounts/secret_references'

const extract = (delivery: Record<string, unknown>, secretPaths: string[][] = []) =>
  extractSecrets({ use: 'webhook', ...delivery }, secretPaths, ['solar-us', 'sunco'], 'd')

test.group('secrets of a delivery', () => {
  test('takes literals out of secret places and leaves names behind', ({ assert }) => {
    const { delivery, literals, references } = extract(
      {
        headers: { 'X-Api-Key': 'abc', 'Authorization': 'Bearer 1', 'Accept': 'text/plain' },
        login: { password: 'p', user: 'u' },
      },
      [['login', 'password']]
    )
    assert.sameMembers([...literals.values()], ['abc', 'Bearer 1', 'p'])
    assert.notInclude(JSON.stringify(delivery), 'abc')
    assert.notInclude(JSON.stringify(delivery), 'Bearer')
    assert.deepInclude(delivery, {
      login: { password: '${' + [...literals.keys()][2] + '}', user: 'u' },
    })
    assert.equal((delivery.headers as Record<string, string>).Accept, 'text/plain')
    assert.deepEqual(references, [])
    for (const name of literals.keys())
      assert.match(name, /^SOLAR_US_SUNCO_[A-Z0-9_]+_[0-9A-F]{6}$/)
  })

  test('a literal gets the same name every time, and another place another one', ({ assert }) => {
    const names = (headers: object) => [...extract({ headers }).literals.keys()]
    assert.deepEqual(names({ 'X-Key': 'a' }), names({ 'X-Key': 'b' }))
    assert.notDeepEqual(names({ 'X-Key': 'a' }), names({ X_Key: 'a' }))
  })

  test('a number in a secret header is a secret too', ({ assert }) => {
    const { literals } = extract({ headers: { 'X-Api-Key': 12345, 'X-Retries': 3 } })
    assert.deepEqual([...literals.values()], ['12345'])
  })

  test('references are reported with their path, templates stay', ({ assert }) => {
    const { delivery, references, literals } = extract({
      url: 'https://${HOST_NAME}/x',
      headers: { 'X-Key': '${SUNCO_KEY}', 'X-Token': '{{ lead.token }}' },
      body: ['${A} and ${B}'],
    })
    assert.deepEqual(references, [
      { name: 'HOST_NAME', path: 'd.url' },
      { name: 'SUNCO_KEY', path: 'd.headers.X-Key' },
      { name: 'A', path: 'd.body[0]' },
      { name: 'B', path: 'd.body[0]' },
    ])
    assert.equal(literals.size, 0)
    assert.equal((delivery.headers as Record<string, string>)['X-Token'], '{{ lead.token }}')
  })

  test('JavaScript keeps its own ${...}', ({ assert }) => {
    const transform = 'export default (lead) => ({ ...lead, n: `${lead}${name}` })'
    const { delivery, references } = extract({ transform })
    assert.equal(delivery.transform, transform)
    assert.deepEqual(references, [])
  })

  test('a secret is put in as it is, also with signs a replacement knows', ({ assert }) => {
    assert.deepEqual(
      replaceReferences({ a: ['x${K}y${K}'], n: 1 }, () => '$&$1'),
      { a: ['x$&$1y$&$1'], n: 1 }
    )
  })

  test('settings of the install are no secrets of an account', ({ assert }) => {
    const environment = environmentOf({
      APP_KEY: 'k',
      DATABASE_URL: 'd',
      AWS_SECRET_ACCESS_KEY: 'a',
      SUNCO_KEY: 's',
      EMPTY: '',
    })
    assert.isNull(environment('APP_KEY'))
    assert.isNull(environment('DATABASE_URL'))
    assert.isNull(environment('AWS_SECRET_ACCESS_KEY'))
    assert.isNull(environment('EMPTY'))
    assert.equal(environment('SUNCO_KEY'), 's')
  })

  test('every setting the install reads is its own', async ({ assert }) => {
    const text = await readFile(new URL('../../../start/env.ts', import.meta.url), 'utf8')
    const names = [...text.matchAll(/^ {2}([A-Z0-9_]+):/gm)].map(([, name]) => name)
    assert.isAbove(names.length, 15)
    assert.deepEqual(
      names.filter((name) => !isOwnSetting(name)),
      []
    )
  })
})
