import { test } from '@japa/runner'
import { isOwnSandbox, sandboxUrl } from '#config/sandbox'

test.group('the one address of this machine deliveries may reach', () => {
  test('is the sandbox of this very app', ({ assert }) => {
    assert.isTrue(isOwnSandbox(`${sandboxUrl}sunco?mode=reject`))
  })

  const { origin } = new URL(sandboxUrl)
  test('is nothing else')
    .with([
      origin,
      `${origin}/login`,
      `${origin}/sandbox/partnersX/sunco`,
      `${sandboxUrl}../../login`,
      `${sandboxUrl}%2e%2e/%2E%2E/login`,
      `${sandboxUrl}..\\..\\login`,
      `${sandboxUrl}\t..\n/../../login`,
      sandboxUrl.replace('http:', 'https:'),
      sandboxUrl.replace('127.0.0.1', 'localhost'),
      sandboxUrl.replace(/:\d+/, ':1'),
      sandboxUrl.replace('//', '//user@'),
      `http://elsewhere.example/?${sandboxUrl}`,
      'not a url',
    ])
    .run(({ assert }, url) => assert.isFalse(isOwnSandbox(url)))
})
