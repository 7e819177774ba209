/*
 * Holds the guides themselves together: what they link to is there, both languages say the same in the same order, and
 * nobody is named in them.
 */
import { test } from '@japa/runner'
import { GROUPS } from '#help/guide'
import { anyNames } from '#help/read_shelf'
import { helpShelf } from '#help/shelf'
import { lacksName } from '#help/screens'
import { PICTURES } from '#tests/browser/support/help_pictures/names'
import { PAGE_RULES } from '#tests/functional/authorization/declared'
import { filesBelow, textOf } from '#tests/helpers/source_files'
import { LOCALES } from '#shared/locales'

const shelf = helpShelf()
const files = filesBelow('resources/help').filter((path) => path.endsWith('.md'))
const slugsOf = (lang: string) =>
  files.flatMap((path) => new RegExp(`^resources/help/${lang}/(.+)\\.md$`).exec(path)?.[1] ?? [])
const all = LOCALES.flatMap((lang) => slugsOf(lang).map((slug) => ({ lang, slug })))
const bodyOf = ({ lang, slug }: (typeof all)[number]) => shelf.guide(slug, lang)!.body
/** What stands in round brackets behind a text of a link or picture. */
const targets = (body: string, kind: string) =>
  [...body.matchAll(new RegExp(`\\]\\(${kind}:([^)\\s]+)\\)`, 'g'))].map(([, to]) => to)

const pages = Object.keys(PAGE_RULES)
  .filter((line) => line.startsWith('GET '))
  .map((line) => anyNames(line.slice(4)))
const portalPages = ['portal', 'portal_people'].flatMap((name) =>
  [...textOf(`start/routes/web/${name}.ts`).matchAll(/\.get\(\s*'(\/[^']+)'/g)].map(
    ([, path]) => `/portal${anyNames(path)}`
  )
)
const isPage = (path: string) => [...pages, ...portalPages].includes(anyNames(path))
/** Also the page of one thing: `/partners/sunco` is of `/partners/:key`. */
const leadsToPage = (path: string) =>
  isPage(path) || pages.some((page) => new RegExp(`^${page.replace(/:/g, '[^/]+')}$`).test(path))

test.group('The guides', () => {
  test('can all be read', ({ assert }) => {
    assert.deepEqual(shelf.problems, [])
    assert.isNotEmpty(shelf.slugs)
  })

  test('are there in both languages, with the same place and as many headings', ({ assert }) => {
    assert.deepEqual(slugsOf('de'), slugsOf('en'))
    const shape = (slug: string, lang: 'en' | 'de') => {
      const { group, order, screens, read } = shelf.guide(slug, lang)!
      return { slug, group, order, screens, levels: read().headings.map(({ level }) => level) }
    }
    for (const slug of shelf.slugs) assert.deepEqual(shape(slug, 'de'), shape(slug, 'en'))
    const pictures = (slug: string, lang: 'en' | 'de') => targets(bodyOf({ slug, lang }), 'picture')
    for (const slug of shelf.slugs)
      assert.deepEqual(pictures(slug, 'de'), pictures(slug, 'en'), slug)
  })

  test('have a place of their own in their group', ({ assert }) => {
    for (const group of GROUPS) {
      const orders = shelf
        .list('en')
        .filter((one) => one.group === group)
        .map(({ order }) => order)
      assert.equal(new Set(orders).size, orders.length, `${group}: ${orders}`)
    }
  })

  test('lead to guides, places in them and screens that are there', ({ assert }) => {
    const wrong = all.flatMap((one) => {
      const body = bodyOf(one)
      const guides = targets(body, 'guide').filter((to) => {
        const [slug, id] = to.split('#')
        const guide = shelf.guide(slug, one.lang)
        return !guide || (id && !guide.read().headings.some((heading) => heading.id === id))
      })
      const screens = targets(body, 'app').filter((to) => !leadsToPage(to.split(/[?#]/)[0]))
      const others = [
        ...body.matchAll(/\]\((?!guide:|app:|picture:|https:\/\/|mailto:|#)([^)]*)\)/g),
      ]
      return [...guides, ...screens, ...others.map(([, to]) => to)].map(
        (to) => `${one.lang}/${one.slug}: ${to}`
      )
    })
    assert.deepEqual(wrong, [])
  })

  test('are about screens that are there and have a name', ({ assert }) => {
    const wrong = shelf
      .list('en')
      .flatMap(({ slug, screens }) =>
        screens
          .filter((screen) => !isPage(screen) || lacksName(screen))
          .map((screen) => `${slug}: ${screen}`)
      )
    assert.deepEqual(wrong, [])
  })

  test('show pictures that were taken in both languages', ({ assert }) => {
    const shown = all.flatMap((one) =>
      targets(bodyOf(one), 'picture').map((name) => ({ name, from: `${one.lang}/${one.slug}` }))
    )
    const unknown = shown.filter(({ name }) => !(PICTURES as readonly string[]).includes(name))
    assert.deepEqual(unknown, [])
    const missing = PICTURES.flatMap((name) =>
      LOCALES.filter((lang) => shelf.picture(name, lang)?.lang !== lang).map(
        (lang) => `${lang}/${name}`
      )
    )
    assert.deepEqual(missing, [])
    for (const lang of LOCALES)
      for (const name of PICTURES) assert.equal(shelf.picture(name, lang)!.width, 1200, name)
  })

  test('name neither the product nor put markup in', ({ assert }) => {
    // The format of blueprints is called so, in every brand.
    const named = files.filter((path) => /sluice/i.test(textOf(path).replace(/^sluice: 1$/gm, '')))
    assert.deepEqual(named, [])
    const withoutCode = (body: string) => body.replace(/```[\s\S]*?```|`[^`\n]*`/g, '')
    const markup = all.filter((one) => /<\/?[a-z][^>]*>/i.test(withoutCode(bodyOf(one))))
    assert.deepEqual(markup, [])
    const first = all.filter((one) => /^# /m.test(withoutCode(bodyOf(one))))
    assert.deepEqual(first, [], 'headings begin at ##')
  })
})
