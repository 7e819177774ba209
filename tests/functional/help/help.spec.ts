import db from '@adonisjs/lucid/services/db'
import { test } from '@japa/runner'
import { forgetBrands } from '#accounts/brands/app_brands'
import { forgetDomains } from '#accounts/domains/domain_book'
import { helpShelf } from '#help/shelf'
import { insider, ownedAccount } from '#tests/functional/accounts/support/team'
import { FakeDns, prove, raw, strictly } from '#tests/functional/domains/support'
import { buyerOf } from '#tests/functional/portal/support'
import { makeAccount } from '#tests/helpers/make_account'
import { Visitor } from '#tests/helpers/visitor'

const RULES = { en: helpShelf().guide('rules', 'en')!, de: helpShelf().guide('rules', 'de')! }
const read = (visitor: Visitor, path: string, more: Record<string, string> = {}) =>
  visitor.get(path, { 'accept': 'text/html', 'accept-language': 'en', ...more })

test.group('The help centre for nobody in particular', () => {
  test('lists every guide, and shows one, whole and without a script', async ({ assert }) => {
    const list = await read(new Visitor(), '/help')
    assert.equal(list.status, 200)
    for (const { slug, title } of helpShelf().list('en')) {
      assert.include(list.body, `href="/help/${slug}"`)
      assert.include(list.body, title)
    }
    const page = await read(new Visitor(), '/help/rules')
    assert.equal(page.status, 200)
    assert.match(page.body, /^<!DOCTYPE html>\n<html lang="en">/)
    assert.include(page.body, `<h1>${RULES.en.title}</h1>`)
    for (const { id, text } of RULES.en.read().headings) {
      assert.include(page.body, `id="${id}"`)
      assert.include(page.body, `href="#${id}"`)
      assert.include(page.body, text)
    }
    assert.match(page.body, /rel="(prev|next)"/)
    assert.notMatch(page.body, /\{\{|@(if|each|end)\b|undefined|\[object/)
  })

  test('runs its own style and script alone', async ({ assert }) => {
    const { headers, body } = await read(new Visitor(), '/help/rules')
    const policy = headers.get('content-security-policy')!
    assert.include(policy, "default-src 'none'")
    assert.notInclude(policy, 'unsafe')
    const { createHash } = await import('node:crypto')
    for (const tag of ['style', 'script']) {
      const [, own, ...others] = body.split(new RegExp(`<${tag}>([\\s\\S]*?)</${tag}>`))
      assert.lengthOf(others, 1, tag)
      const hash = createHash('sha256').update(own).digest('base64')
      assert.include(policy, `${tag}-src 'sha256-${hash}'`)
    }
  })

  test('is kept by who read it, until it says something else', async ({ assert }) => {
    const visitor = new Visitor()
    const first = await read(visitor, '/help/rules')
    const tag = first.headers.get('etag')!
    assert.isOk(tag)
    assert.equal(first.headers.get('cache-control'), 'private, no-cache')
    const again = await read(visitor, '/help/rules', {
      'if-none-match': tag,
      // Of its own accord fetch would ask for nothing that is kept.
      'cache-control': 'max-age=0',
    })
    assert.equal(again.status, 304)
    assert.equal(again.body, '')
    const german = await read(new Visitor(), '/help/rules', {
      'if-none-match': tag,
      'cache-control': 'max-age=0',
      'accept-language': 'de',
    })
    assert.equal(german.status, 200)
    assert.notEqual(german.headers.get('etag'), tag)
  })

  test('speaks the language of the browser, or the one that is chosen by a link', async ({
    assert,
  }) => {
    const german = await read(new Visitor(), '/help/rules', {
      'accept-language': 'de-AT,de;q=0.9,en;q=0.8',
    })
    assert.include(german.body, '<html lang="de">')
    assert.include(german.body, `<h1>${RULES.de.title}</h1>`)
    const visitor = new Visitor()
    const { body } = await read(visitor, '/help/rules')
    const [, link, ids] = /<a href="([^"]+)" lang="de"[^>]* data-ids="([^"]*)"/.exec(body)!
    assert.deepEqual(
      ids.split(' '),
      RULES.de.read().headings.map(({ id }) => id)
    )
    const chosen = await read(visitor, link)
    assert.equal(chosen.status, 302)
    assert.equal(chosen.location, '/help/rules')
    assert.include((await read(visitor, '/help/rules')).body, `<h1>${RULES.de.title}</h1>`)
    const kept = await read(visitor, '/help?lang=en&q=rules')
    assert.equal(kept.location, '/help?q=rules')
  })

  test('a guide that is not there is a 404 with the way back', async ({ assert }) => {
    for (const slug of ['nothing', '..%2Frules', 'Rules', 'rules.md', '%3Cb%3E']) {
      const { status, body } = await read(new Visitor(), `/help/${slug}`)
      assert.equal(status, 404, slug)
      assert.include(body, 'There is no such guide')
      assert.include(body, 'href="/help/rules"')
      assert.include(body, 'action="/help"')
      assert.notInclude(body, '<b>"')
    }
  })
})

test.group('The search of the help centre', () => {
  const search = async (q: string, more: Record<string, string> = {}) =>
    new Visitor().get(`/help/search?q=${encodeURIComponent(q)}`, {
      'accept': 'application/json',
      'accept-language': 'en',
      ...more,
    })

  test('finds a guide by its title, in the language asked in', async ({ assert }) => {
    const english = await search(RULES.en.title)
    assert.equal(english.status, 200)
    assert.equal(english.body.guides[0].href, '/help/rules')
    assert.isTrue(english.body.guides[0].title.some(({ hit }: { hit: boolean }) => hit))
    const german = await search(RULES.de.title, { 'accept-language': 'de' })
    assert.equal(german.body.guides[0].slug, 'rules')
    assert.equal(german.body.guides[0].lang, 'de')
    assert.match(german.body.said, /Anleitung/)
  })

  test('answers nothing for nothing, and says so for what is nowhere', async ({ assert }) => {
    for (const q of ['', '   ', '%', '"><']) assert.deepEqual((await search(q)).body.guides, [], q)
    const { body } = await search('xylophone')
    assert.deepEqual(body.guides, [])
    assert.include(body.said, 'xylophone')
    assert.equal((await search('x'.repeat(5000))).status, 200)
    const twice = await new Visitor().get('/help/search?q=a&q[b]=c')
    assert.notEqual(twice.status, 500)
  })

  test('is in the page where no script runs, with what was typed shown as text', async ({
    assert,
  }) => {
    const { body } = await read(new Visitor(), `/help?q=${encodeURIComponent(RULES.en.title)}`)
    assert.match(body, /<ul class="results">\s*<li><a href="\/help\/rules"/)
    assert.include(body, '<mark class="guide-hit">')
    assert.match(body, /<div class="groups" hidden>/)
    const odd = await read(new Visitor(), '/help?q=%22%3E%3Cscript%3Ealert(1)%3C/script%3E')
    assert.notInclude(odd.body, '<script>alert')
    assert.include(odd.body, 'value="&quot;&gt;&lt;script&gt;')
  })

  test('stands in the palette beside what the account has', async ({ assert }) => {
    const { owner } = await ownedAccount()
    const { body } = await owner.visitor.json('GET', `/search?q=${RULES.en.title.split(' ')[0]}`)
    const found = body.guides.find(({ slug }: { slug: string }) => slug === 'rules')
    assert.equal(found.title, RULES.en.title)
    assert.match(found.href, /^\/help\/rules/)
  })

  test('is held back for who asks too often', async ({ assert }) => {
    const visitor = new Visitor()
    const statuses = new Set<number>()
    for (let batch = 0; batch < 7; batch++)
      for (const { status } of await Promise.all(
        Array.from({ length: 50 }, () => visitor.get('/help/search?q='))
      ))
        statuses.add(status)
    assert.deepEqual([...statuses].sort(), [200, 429])
    const refused = await visitor.json('GET', '/help/search?q=')
    assert.equal(refused.status, 429)
    assert.isOk(refused.headers.get('retry-after'))
    assert.equal((await search('rules')).status, 200)
  })
})

test.group('The help centre in the app', () => {
  test('is a page of the app for the team, with the same text', async ({ assert }) => {
    const { owner } = await ownedAccount()
    const { visitor } = owner
    const list = await visitor.page('/help')
    assert.equal(list.body.component, 'help/index')
    assert.isNull(list.props.help)
    const guide = await visitor.page('/help/rules')
    assert.equal(guide.body.component, 'help/guide')
    assert.equal(guide.props.guide.title, RULES.en.title)
    const guest = await read(new Visitor(), '/help/rules')
    assert.include(guest.body, guide.props.guide.html)
    const german = await visitor.page('/help/rules?lang=de')
    assert.equal(german.props.guide.title, RULES.de.title)
    assert.equal(german.props.locale, 'en')
    assert.equal((await visitor.page('/help/rules')).props.guide.lang, 'en')
    const none = await visitor.page('/help/nothing')
    assert.equal(none.status, 404)
    assert.isTrue(none.props.missing)
  })

  test('each page knows its guide, by the pattern of its address', async ({ assert }) => {
    const { owner } = await ownedAccount()
    const rules = await owner.visitor.page('/rules')
    assert.deepEqual(rules.props.help, { href: '/help/rules', title: RULES.en.title })
    for (const { slug, screens } of helpShelf().list('en'))
      for (const screen of screens) {
        const first = helpShelf().ofScreen(screen)
        assert.isOk(first, `${slug}: ${screen}`)
      }
    await owner.visitor.json('PUT', '/session/language', { language: 'de' })
    const german = await owner.visitor.page('/rules')
    assert.equal(german.props.help.title, RULES.de.title)
    const without = await owner.visitor.page('/settings/changes')
    if (helpShelf().ofScreen('/settings/changes') === null)
      assert.deepEqual(without.props.help, { href: '/help', title: null })
  })

  test('a page of the app that leads a stranger here loads it whole', async ({ assert }) => {
    const answer = await new Visitor().page('/help/rules')
    assert.equal(answer.status, 409)
    assert.equal(answer.headers.get('x-inertia-location'), '/help/rules')
  })
})

test.group('The help centre under a name of its own', (group) => {
  const dns = new FakeDns()
  group.setup(() => dns.use())
  group.setup(() => strictly())
  group.each.teardown(async () => {
    await db.from('app_brands').delete()
    forgetBrands()
    forgetDomains()
  })

  const branded = async (name: string) => {
    const { account, owner } = await ownedAccount()
    const { status } = await owner.visitor.json('PUT', '/settings/brand', {
      ...{ name, color: '#7a0000', radius: 'round', font: 'inter' },
    })
    if (status >= 400) throw new Error(`the brand was refused: ${status}`)
    return { account, owner }
  }

  test('a branded host names nobody else, on no guide', async ({ assert }) => {
    const { account, owner } = await branded('Leadhaus & Söhne')
    const { host } = await prove(dns, owner.visitor, account.id)
    const paths = ['/help', '/help/nothing', ...helpShelf().slugs.map((slug) => `/help/${slug}`)]
    for (const path of paths)
      for (const language of ['en', 'de']) {
        const { body } = await read(Visitor.at(host), path, { 'accept-language': language })
        // The format of blueprints is called so, in every brand.
        assert.notMatch((body as string).replaceAll('sluice: 1', ''), /sluice/i, path)
        assert.include(body, 'Leadhaus &amp; Söhne', path)
        assert.include(body, '--brand:#7a0000')
      }
    const { body } = await Visitor.at(host).get('/help/search?q=leadhaus')
    assert.notMatch(JSON.stringify(body), /sluice/i)
  })

  test('a host of the portal has it where the portal is; one that takes leads in has none', async ({
    assert,
  }) => {
    const { account, owner } = await branded('Leadhaus')
    const portal = await prove(dns, owner.visitor, account.id, 'portal')
    const capture = await prove(dns, owner.visitor, account.id, 'capture')
    const moved = await read(Visitor.at(portal.host), '/help/rules')
    assert.equal(moved.status, 302)
    assert.equal(moved.location, '/portal/help/rules')
    const page = await read(Visitor.at(portal.host), '/portal/help/rules')
    assert.equal(page.status, 200)
    assert.include(page.body, 'href="/portal/help')
    assert.notMatch(page.body, /href="\/help/)
    for (const path of ['/help', '/help/rules', '/help/search?q=x', '/help/pictures/en/x.webp'])
      assert.equal((await raw(path, ['Host', capture.host])).status, 404, path)
  })

  test('who is of a partner reads it under the name of whose portal it is', async ({ assert }) => {
    const account = await makeAccount()
    const { visitor } = await insider(account.id, 'owner')
    await visitor.json('PUT', '/settings/brand', {
      ...{ name: 'Leadhaus', color: '#7a0000', radius: 'round', font: 'inter' },
    })
    const { buyer } = await buyerOf(account.id)
    const page = await read(buyer, '/portal/help/rules')
    assert.equal(page.status, 200)
    assert.include(page.body, 'Leadhaus')
    assert.notMatch(page.body, /sluice/i)
    assert.include(page.body, 'href="/portal/leads"')
    // Screens of the team are not there for them: what leads to one is text.
    const inside = /<article[\s\S]*<\/article>/.exec(page.body)![0]
    assert.notMatch(inside, /href="\/(?!portal\/)/)
    const leads = await buyer.page('/portal/leads')
    assert.match(leads.props.help.href, /^\/portal\/help/)
  })
})

test.group('Pictures of guides', () => {
  test('are kept for good under the address of what they show', async ({ assert }) => {
    const { body } = await read(new Visitor(), '/help/rules')
    const pictures = [
      ...(body as string).matchAll(/<img src="([^"]+)" width="(\d+)" height="(\d+)"/g),
    ]
    assert.isNotEmpty(pictures)
    for (const [, url] of pictures) {
      const answer = await new Visitor().get(url)
      assert.equal(answer.status, 200, url)
      assert.match(answer.headers.get('content-type')!, /^image\/(webp|png)$/)
      assert.equal(answer.headers.get('cache-control'), 'public, max-age=31536000, immutable')
      assert.isNull(answer.headers.get('set-cookie'))
      const other = url.replace(/-[0-9a-f]{12}\./, '-000000000000.')
      assert.equal((await new Visitor().get(other)).status, 404)
    }
    for (const odd of ['xx/a.webp', 'en/..%2F..%2Frules.md', 'en/rules-000000000000.md', 'en/x'])
      assert.equal((await new Visitor().get(`/help/pictures/${odd}`)).status, 404, odd)
  })
})
