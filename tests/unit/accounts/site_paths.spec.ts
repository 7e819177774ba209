import { test } from '@japa/runner'
import { pathOnSite } from '#accounts/site_paths'

test.group('pathOnSite', () => {
  test('an app shows the team, a portal the partners, neither the install', ({ assert }) => {
    const of = (path: string) => `${pathOnSite('app', path)} ${pathOnSite('portal', path)}`
    for (const path of ['/login', '/overview', '/settings/domains', '/portals', '/api/docs'])
      assert.equal(of(path), 'serve missing', path)
    for (const path of ['/portal', '/portal/login', '/portal/leads'])
      assert.equal(of(path), 'missing serve', path)
    for (const path of ['/api/v1/leads', '/health/ready', '/assets/app.js', '/mark.svg'])
      assert.equal(of(path), 'serve serve', path)
    for (const path of ['/install', '/install/accounts', '/internal/domains/allowed', '/metrics'])
      assert.equal(of(path), 'missing missing', path)
    for (const path of ['/sign-up', '/sign-up/token', '/accounts/new', '/sandbox/partners/x'])
      assert.equal(of(path), 'missing missing', path)
    for (const path of ['/help', '/help/rules', '/help/pictures/en/x.webp']) {
      assert.equal(of(path), 'serve serve', path)
      assert.equal(pathOnSite('capture', path), 'missing', path)
    }
    assert.equal(of('/'), 'serve home')
  })
})
