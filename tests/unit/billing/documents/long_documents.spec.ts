import { test } from '@japa/runner'
import { PLAIN_LOOK } from '#billing/documents/look/document_look'
import { PdfBrowser } from '#billing/documents/pdf/pdf_browser'
import { pressDocument } from '#billing/documents/pdf/press_document'
import { MOST_ROWS, fill } from '#billing/documents/pdf/print_parts'
import type { TaxDocument } from '#sdk/document'
import { fakeDocument } from '#sdk/testing/fake_documents'
import { insideOf, pagesOf } from '#tests/helpers/read_pdf'

const [LINE] = fakeDocument().lines
const lines = (count: number, long = '') =>
  Array.from({ length: count }, (_, i) => ({
    ...LINE!,
    position: i + 1,
    description: `Line<${i + 1}> ${i % 7 === 3 ? long : ''}`,
  }))
const items = (count: number) =>
  Array.from({ length: count }, (_, i) => ({
    ...{ delivery: `delivery-${i + 1}`, lead: `Lead<${i + 1}>`, date: '2026-10-12', line: 0 },
    ...{ description: 'Solar lead', price: '19.99' },
  }))

/** What each page shows, after what is true of every long document was checked. */
async function printed(document: TaxDocument, browser: PdfBrowser) {
  const job = { document, look: PLAIN_LOOK, xml: Buffer.from('<a/>'), at: 0, deadlineMs: 120_000 }
  const pdf = await pressDocument(job, browser)
  return { pages: pagesOf(pdf), inside: insideOf(pdf) }
}
const numbersIn = (text: string, word: string) =>
  [...text.matchAll(new RegExp(`${word}<(\\d+)>`, 'g'))].map(([, number]) => Number(number))

test.group('A long document', (group) => {
  const browser = new PdfBrowser()
  group.teardown(() => browser.close())
  group.each.timeout(120_000)

  test('is printed in parts that nobody sees: each row once, each page with its number', async ({
    assert,
  }) => {
    const rows = { lines: 2 * MOST_ROWS + 37, items: MOST_ROWS + 90 }
    const document = fakeDocument({
      lines: lines(rows.lines, 'and so on '.repeat(12)),
      items: items(rows.items),
      notes: ['Said above.', 'Said below.'],
      notes_above: 1,
    })
    const { pages, inside } = await printed(document, browser)
    assert.deepEqual(
      pages.map((page) => /Page (\d+) of (\d+)/.exec(page)?.slice(1).map(Number)),
      pages.map((_, i) => [i + 1, pages.length])
    )
    const whole = pages.join('')
    const all = (count: number) => Array.from({ length: count }, (_, i) => i + 1)
    assert.deepEqual(numbersIn(whole, 'Line'), all(rows.lines))
    assert.deepEqual(numbersIn(whole, 'Lead'), all(rows.items))
    for (const [i, page] of pages.entries()) {
      const hasLines = numbersIn(page, 'Line').length > 0
      const hasLeads = numbersIn(page, 'Lead').length > 0
      assert.equal(page.includes('Description'), hasLines || hasLeads, `head of page ${i + 1}`)
      assert.equal(page.startsWith('Invoice INV-2026-0001'), i > 0, `running head of ${i + 1}`)
      // But for the last of a table no page is left half empty: 245 mm hold no fewer rows than these.
      if (hasLines && i > 0 && !page.includes('Total'))
        assert.isAbove(numbersIn(page, 'Line').length, 9)
    }
    const sums = pages.findIndex((page) => page.includes('71.36'))
    assert.isAtLeast(numbersIn(pages[sums]!, 'Line').length, 2, 'the sums stand with lines')
    assert.include(pages[0], 'Said above.')
    assert.include(pages.slice(sums).join(''), 'Said below.')

    assert.equal(inside.xml, '<a/>')
    const tags = inside.objects
    assert.lengthOf(tags.match(/\/S \/Document/g) ?? [], 1)
    assert.lengthOf(tags.match(/\/Type \/StructTreeRoot/g) ?? [], 1)
    assert.lengthOf(tags.match(/\/Type \/Catalog/g) ?? [], 1)
    const named = [...tags.matchAll(/\/ID (\(\w+\))/g)].map(([, id]) => id)
    assert.equal(new Set(named).size, named.length, 'each named tag has a name of its own')
    const outline = [...tags.matchAll(/\/Title (\([^)]*\))/g)].map(([, title]) => title).sort()
    assert.deepEqual(outline, [
      '(Annex: leads on this document)',
      '(Invoice INV-2026-0001)',
      '(Notes)',
      '(Payment)',
    ])
  })

  test('a letter that fills pages stands before its lines; few lines with a long annex stay as they are', async ({
    assert,
  }) => {
    const letter = await printed(
      fakeDocument({
        lines: lines(MOST_ROWS + 1),
        notes: Array.from({ length: 3 }, () => 'A sentence of a letter. '.repeat(80)),
        notes_above: 3,
      }),
      browser
    )
    assert.deepEqual(numbersIn(letter.pages[0]!, 'Line'), [])
    assert.equal(Math.max(...numbersIn(letter.pages.join(''), 'Line')), MOST_ROWS + 1)
    const annex = await printed(
      fakeDocument({ lines: lines(2), items: items(MOST_ROWS + 50) }),
      browser
    )
    assert.deepEqual(numbersIn(annex.pages[0]!, 'Line'), [1, 2])
    assert.include(annex.pages[0], '71.36')
    assert.isAbove(numbersIn(annex.pages[1]!, 'Lead').length, 25)
  })

  test('pages are filled as far as they go', ({ assert }) => {
    assert.deepEqual(fill([], 10, 20), [])
    assert.deepEqual(fill([5, 5, 5, 5, 5, 5, 5], 10, 20), [
      [0, 2],
      [2, 6],
      [6, 7],
    ])
    // A row higher than a page has one for itself.
    assert.deepEqual(fill([5, 90, 5], 10, 20), [
      [0, 1],
      [1, 2],
      [2, 3],
    ])
  })
})
