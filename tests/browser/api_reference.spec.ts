import { test } from '@japa/runner'
import { builtApp } from './support/built_app.js'
import { openPage, signIn } from './support/browser.js'

test.group('API reference', () => {
  test('shows every call of the document, to anybody, with a curl line', async ({ assert }) => {
    const { page, watch, close } = await openPage()
    await page.goto('/api/docs')
    await page.getByRole('heading', { name: 'API reference' }).waitFor()
    const post = page.getByRole('region', { name: 'POST /leads', exact: true })
    // Details are drawn when somebody comes near.
    await post.scrollIntoViewIfNeeded()
    assert.match(
      (await post.getByLabel('curl example of POST /leads', { exact: true }).textContent())!,
      /curl -X POST '.+\/api\/v1\/leads'/
    )

    const answer = await fetch(`${builtApp().url}/api/v1/openapi.json`)
    const document = (await answer.json()) as { paths: Record<string, object> }
    const calls = Object.values(document.paths).flatMap((path) =>
      Object.keys(path).filter((key) => ['get', 'post', 'put', 'patch', 'delete'].includes(key))
    )
    assert.isAbove(calls.length, 20)
    assert.equal(await page.locator('main h3').count(), calls.length)

    await page.getByLabel('Find a call').fill('deliveries')
    assert.isBelow(await page.locator('main h3').count(), calls.length)
    assert.deepEqual(watch, { errors: [], outside: [] })
    await close()
  })

  test('keeps those who are signed in at home', async ({ assert }) => {
    const { page, watch, close } = await openPage()
    await signIn(page)
    await page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'API' }).click()
    await page.getByRole('region', { name: 'POST /leads', exact: true }).waitFor()
    await page
      .getByRole('navigation', { name: 'Main' })
      .getByRole('link', { name: 'Overview' })
      .click()
    await page.getByRole('heading', { name: 'Overview', exact: true }).waitFor()
    assert.deepEqual(watch, { errors: [], outside: [] })
    await close()
  })
})
