import { test } from '@japa/runner'
import { diffValues, toldChanges } from '#accounts/told_changes'

test.group('Changes as they are told', () => {
  test('what differs is told by path; absent, undefined and null are one', ({ assert }) => {
    const before = { name: 'A', tax: { vat: null, on: true }, list: [1, 2], gone: 'x' }
    const after = { name: 'B', tax: { vat: undefined, on: true, id: 7 }, list: [1, 3] }
    assert.deepEqual(diffValues(before, after), [
      { path: 'name', from: 'A', to: 'B' },
      { path: 'tax.id', from: null, to: 7 },
      { path: 'list', from: [1, 2], to: [1, 3] },
      { path: 'gone', from: 'x', to: null },
    ])
    assert.deepEqual(diffValues(undefined, { a: { b: 1 } }), [{ path: 'a.b', from: null, to: 1 }])
    assert.deepEqual(diffValues({ a: { b: 1 } }, null), [{ path: 'a.b', from: 1, to: null }])
    assert.deepEqual(diffValues(before, structuredClone(before)), [])
  })

  test('facts without a list of changes are what came, or what went', ({ assert }) => {
    assert.deepEqual(toldChanges('tokens.t', 'created', { name: 'CI' }), [
      { path: 'name', from: null, to: 'CI' },
    ])
    assert.deepEqual(toldChanges('tokens.t', 'deleted', { name: 'CI' }), [
      { path: 'name', from: 'CI', to: null },
    ])
  })

  test('what is called a secret is never told, its name and what happened to it are', ({
    assert,
  }) => {
    const told = (path: string, to: unknown, object = 'profiles.p') =>
      toldChanges(object, 'updated', { changes: [{ path, from: null, to }] })[0].to
    for (const path of ['headers["X-Api-Key"]', 'delivery.headers.Authorization', 'a.password'])
      assert.equal(told(path, 'k-123'), '•••', path)
    assert.equal(told('value', 'k-123', 'secrets.KEY'), '•••')
    assert.equal(told('headers.Authorization', '${SUNCO_KEY}'), '${SUNCO_KEY}')
    assert.equal(told('signing_secret', 'rotated'), 'rotated')
    assert.equal(told('secretary', 'Ann'), 'Ann')
    assert.equal(told('price', '25.00'), '25.00')
  })
})
