import { test } from '@japa/runner'
import { parseGuide } from '#help/parse_guide'
import { type Shelf, type ShelvedGuide } from '#help/read_shelf'
import { readMarkdown } from '#help/read_markdown'
import { type Piece, indexGuides, searchGuides } from '#help/search_guides'

function guide(slug: string, title: string, body: string, summary = 'About it.'): ShelvedGuide {
  const head = `---\ntitle: ${title}\nsummary: ${summary}\ngroup: start\norder: 1\n---\n`
  const parsed = parseGuide(slug, 'de', head + body)
  return { ...parsed, read: () => readMarkdown(parsed) }
}
const shelfOf = (...guides: ShelvedGuide[]) => ({ list: () => guides }) as unknown as Shelf

const shelf = shelfOf(
  guide(
    'text',
    'Anderes',
    'Vorher.\n\n## Mitte\n\nHier steht etwas über eine Route und ihre Größe.'
  ),
  guide('heading', 'Weiteres', '## Die Route\n\nDarunter steht wenig.'),
  guide('title', 'Routen', '## Beginn\n\nNichts dazu.'),
  guide('none', 'Kanäle', 'Sendet an {{product}}.')
)
const index = indexGuides(shelf, 'de', 'Acme')
const slugs = (query: string) => searchGuides(index, query).map(({ slug }) => slug)
const text = (pieces: Piece[]) =>
  pieces.map((one) => (one.hit ? `[${one.text}]` : one.text)).join('')

test.group('searchGuides', () => {
  test('a title counts more than a heading, a heading more than the text', ({ assert }) => {
    assert.deepEqual(slugs('route'), ['title', 'heading', 'text'])
    assert.deepEqual(slugs('ROUT'), ['title', 'heading', 'text'])
  })

  test('finds whole words and their beginnings, nothing within a word', ({ assert }) => {
    assert.deepEqual(slugs('oute'), [])
    assert.deepEqual(slugs('routen'), ['title'])
    const same = shelfOf(guide('begin', 'Routen', 'x'), guide('whole', 'Route', 'x'))
    const found = searchGuides(indexGuides(same, 'de', 'x'), 'route')
    assert.deepEqual(
      found.map(({ slug }) => slug),
      ['whole', 'begin']
    )
  })

  test('all words are needed, in whatever part and order', ({ assert }) => {
    assert.deepEqual(slugs('route größe'), ['text'])
    assert.deepEqual(slugs('wenig die route'), ['heading'])
    assert.deepEqual(slugs('route fehlt'), [])
    for (const nothing of ['', '   ', '?!', '"']) assert.deepEqual(slugs(nothing), [])
  })

  test('umlauts are found however they are typed', ({ assert }) => {
    for (const typed of ['größe', 'groesse', 'grosse', 'GRÖSSE', 'gro\u0308ße'])
      assert.deepEqual(slugs(typed), ['text'], typed)
    for (const typed of ['kanal', 'kanaele', 'Kanäle', 'kana'])
      assert.deepEqual(slugs(typed), ['none'], typed)
  })

  test('leads to the place, and marks the words there', ({ assert }) => {
    const [found] = searchGuides(index, 'route grosse')
    assert.equal(found.heading?.id, 'mitte')
    assert.equal(text(found.snippet), 'Hier steht etwas über eine [Route] und ihre [Größe].')
    const [title] = searchGuides(index, 'rout')
    assert.equal(text(title.title), '[Routen]')
    assert.isNull(title.heading)
    assert.equal(text(title.snippet), 'About it.')
    const [heading] = searchGuides(index, 'die')
    assert.equal(text(heading.heading!.text), '[Die] Route')
  })

  test('a long text is cut around the words, between words', ({ assert }) => {
    const long = 'Vorher gesagt und wieder gesagt. '.repeat(40)
    const one = shelfOf(guide('long', 'Lang', `${long}Das Ziel liegt hier. ${long}`))
    const [found] = searchGuides(indexGuides(one, 'de', 'x'), 'ziel')
    const said = text(found.snippet)
    assert.include(said, 'Das [Ziel] liegt hier.')
    assert.match(said, /^… \S/)
    assert.match(said, / …$/)
    assert.isBelow(said.length, 190)
  })

  test('the name of the product is the one it goes by', ({ assert }) => {
    const [found] = searchGuides(index, 'acme')
    assert.equal(text(found.snippet), 'Sendet an [Acme].')
    assert.deepEqual(slugs('product'), [])
    const odd = searchGuides(indexGuides(shelf, 'de', '$& <b>'), 'sendet')
    assert.equal(text(odd[0].snippet), '[Sendet] an $& <b>.')
  })
})
