import { test } from '@japa/runner'
import fc from 'fast-check'
import { landingFacts } from '#capture/forms/landing_facts'
import { blocksOf, inlines } from '#capture/forms/rich_text'

const OWN = 'https://forms.example/f/abc?email=ann%40b.co&utm_source=mail'

test.group('hosted forms: where somebody came from', () => {
  test('campaigns and click ids have one name each, and a query stays out', ({ assert }) => {
    const query = { email: 'ann@b.co', utm_source: 'mail', gclid: 'g', fbclid: ['a', 'b'] }
    assert.deepEqual(landingFacts(OWN, query, 'https://search.example/s?q=ann'), {
      page: 'https://forms.example/f/abc',
      extra: {
        ...{ utm_source: 'mail', gclid: 'g', referrer: 'https://search.example/s' },
        landing_page: 'https://forms.example/f/abc',
      },
    })
  })

  test('a page that embeds the form speaks for itself', ({ assert }) => {
    const query = {
      page: 'https://solar.example/angebot?msclkid=m&name=Ann#top',
      referrer: 'https://news.example/',
    }
    const { page, extra } = landingFacts(OWN, query, 'https://solar.example/')
    assert.equal(page, 'https://solar.example/angebot')
    assert.deepEqual(extra, {
      ...{ msclkid: 'm', referrer: 'https://news.example/', landing_page: page },
    })
  })

  test('what is no address of the web is none', ({ assert }) => {
    const query = { page: 'javascript:alert(1)', referrer: 'x' }
    assert.deepEqual(landingFacts(OWN, query, 'android-app://x').extra, {
      landing_page: 'https://forms.example/f/abc',
    })
  })
})

test.group('hosted forms: texts', () => {
  test('paragraphs, points and links', ({ assert }) => {
    assert.deepEqual(blocksOf('One [two](https://a.example/b)\nthree\n\n- four\n- five'), [
      {
        type: 'p',
        lines: [
          [{ text: 'One ' }, { text: 'two', href: 'https://a.example/b' }],
          [{ text: 'three' }],
        ],
      },
      { type: 'ul', lines: [[{ text: 'four' }], [{ text: 'five' }]] },
    ])
    assert.deepEqual(inlines('[x](javascript:alert(1))'), [{ text: '[x](javascript:alert(1))' }])
  })

  test('no link leads anywhere but to the web, mail and phone', ({ assert }) => {
    const piece = fc.constantFrom('[', ']', '(', ')', 'https://', 'javascript:', 'a', ' ', 'tel:1')
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 20 }), (pieces) => {
        for (const { href } of inlines(pieces.join('')))
          if (href !== undefined) assert.match(href, /^(https?:\/\/|mailto:|tel:)/)
      })
    )
  })
})
