import { test } from '@japa/runner'
import { raw } from '#tests/functional/domains/support'

test.group('an install nobody has named yet', () => {
  test('answers by any name, so that nobody is locked out', async ({ assert }) => {
    for (const host of ['my-server', 'my-server.lan', '192.168.1.20:3333', 'leads.example.com'])
      assert.equal((await raw('/session', ['Host', host])).status, 200, host)
  })
})
