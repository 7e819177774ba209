import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { test } from '@japa/runner'
import { retryAt } from '#billing/documents/files/retry_files'
import { cssText } from '#billing/documents/page/css_text'
import { documentHtml } from '#billing/documents/page/document_html'
import { documentPage } from '#billing/documents/page/document_page'
import { plainSigns } from '#billing/documents/page/plain_signs'
import { epcText } from '#billing/documents/page/epc_code'
import { valuesFor } from '#billing/documents/page/write_values'
import { archivePdf } from '#billing/documents/pdf/archive_pdf'
import { scriptFaces } from '#billing/documents/pdf/font_faces'
import { fontPackage } from '#billing/documents/pdf/package_files'
import { PdfBrowser } from '#billing/documents/pdf/pdf_browser'
import { readPdfObjects } from '#billing/documents/pdf/pdf_objects'
import { codePointsOf, pointsOfCmap } from '#billing/documents/pdf/read_cmap'
import { trueTypeOf } from '#billing/documents/pdf/read_woff'
import { cmapOfWoff2 } from '#billing/documents/pdf/read_woff2'
import { DOCUMENT_LANGUAGES, wordsOf } from '#billing/documents/words/words'
import type { TaxDocument, TaxDocumentParty } from '#sdk/document'
import { insideOf } from '#tests/helpers/read_pdf'

const party = (own: Partial<TaxDocumentParty>): TaxDocumentParty => ({
  ...{ name: 'A', street: 'Hauptstr. 1', postal_code: '10115', city: 'Berlin', country: 'DE' },
  ...{ vat_id: null, tax_number: null, register_number: null, contact_name: null, email: null },
  ...{ phone: null, website: null, reference: null },
  ...own,
})

const invoice = (own: Partial<TaxDocument> = {}): TaxDocument => ({
  ...{ kind: 'invoice', number: 'INV-2026-0001', issue_date: '2026-11-02', due_date: '2026-11-16' },
  ...{ period: { from: '2026-10-01', to: '2026-10-31' }, currency: 'EUR', language: 'de' },
  ...{ corrects: null, reason: null, notes: [], items: [] },
  seller: party({ name: 'Bright Leads GmbH', vat_id: 'DE136695976' }),
  buyer: party({ name: 'SunCo SARL', country: 'FR', city: 'Paris', postal_code: '75001' }),
  lines: [
    {
      ...{ position: 1, description: 'Lead', quantity: '1234', unit_price: '1.00', net: '1234.00' },
      ...{ from: '2026-10-01', to: '2026-10-31', tax: 0 },
    },
  ],
  taxes: [
    {
      ...{ category: 'AE', rate: '0', net: '1234.00', amount: '0.00', tax_country: 'FR' },
      ...{ exemption_code: 'VATEX-EU-AE', note: 'Reverse charge' },
    },
  ],
  totals: { net: '1234.00', tax: '0.00', gross: '1234.00', prepaid: '0.00', due: '1234.00' },
  payment: {
    ...{ days: 14, reference: 'INV-2026-0001', account_name: 'Bright Leads GmbH' },
    ...{ iban: 'DE02 1203 0000 0000 2020 51', bic: 'BYLADEM1001', bank_name: null },
  },
  ...own,
})

/** As the browser writes it: a catalogue, its information, one stream. */
function smallPrint(): Buffer {
  const bodies = [
    '<</Title (x)>>',
    '<</Type /Catalog /Lang (en)>>',
    '<</Length 3>> stream\nabc\nendstream',
  ]
  let text = '%PDF-1.4\n'
  const offsets = bodies.map((body, i) => {
    const at = text.length
    text += `${i + 1} 0 obj\n${body}\nendobj\n`
    return at
  })
  const start = text.length
  const rows = offsets.map((at) => `${String(at).padStart(10, '0')} 00000 n \n`).join('')
  text += `xref\n0 4\n0000000000 65535 f \n${rows}trailer\n<</Size 4\n/Root 2 0 R\n/Info 1 0 R>>\nstartxref\n${start}\n%%EOF\n`
  return Buffer.from(text, 'latin1')
}

test.group('printed documents', () => {
  test('each language has all words, and its titles differ by kind', ({ assert }) => {
    const known = Object.keys(wordsOf('en')).sort()
    for (const language of DOCUMENT_LANGUAGES) {
      const words = wordsOf(language)
      assert.deepEqual(Object.keys(words).sort(), known, language)
      assert.lengthOf([...new Set(Object.values(words.title))], 4, language)
      assert.match(words.page, /\{page\}.*\{pages\}/)
    }
    assert.equal(wordsOf('de').title.credit_note, 'Rechnungskorrektur')
    assert.equal(wordsOf('de').title.self_billing, 'Gutschrift')
  })

  test('amounts and dates are written as the recipient does, decimals as they are', ({
    assert,
  }) => {
    const german = valuesFor('de', 'DE', 'EUR')
    assert.equal(german.amount('9007199254740993.10'), '9.007.199.254.740.993,10')
    assert.equal(german.date('2026-11-02'), '02.11.2026')
    assert.equal(valuesFor('en', 'US', 'USD').amount('1234.50'), '1,234.50')
    assert.equal(valuesFor('de', 'CH', 'CHF').amount('1234.50'), "1'234.50")
    assert.equal(valuesFor('en', 'JP', 'JPY').amount('1234'), '1,234')
    assert.equal(valuesFor('en', 'KW', 'KWD').amount('1.234'), '1.234')
    assert.equal(valuesFor('de', 'XI', 'EUR').country('XI'), 'Vereinigtes Königreich')
  })

  test('amounts with and without a sign of currency are written alike', ({ assert }) => {
    for (const language of ['en', 'de', 'fr', 'es', 'it', 'nl', 'pl'])
      for (const country of ['DE', 'AT', 'CH', 'FR', 'ES', 'IT', 'NL', 'PL', 'GB', 'US', 'XI']) {
        const { amount, money } = valuesFor(language, country, 'EUR')
        const signs = (text: string) => text.replace(/[^.,'’\s]/g, '').trim()
        const [plain, signed] = [amount('58880.50'), money('58880.50')].map(signs)
        assert.equal(signed, plain, `${language}-${country}`)
      }
  })

  test('the code for banking apps, only where it can be paid by one', ({ assert }) => {
    assert.equal(
      epcText(invoice()),
      'BCD\n002\n1\nSCT\nBYLADEM1001\nBright Leads GmbH\nDE02120300000000202051\nEUR1234.00\n\n\nINV-2026-0001'
    )
    assert.isNull(epcText(invoice({ currency: 'USD' })))
    assert.isNull(epcText(invoice({ kind: 'credit_note' })))
    assert.isNull(epcText(invoice({ payment: { ...invoice().payment, iban: null } })))
  })

  test('a document says what it must', ({ assert }) => {
    const page = documentPage(invoice())
    assert.deepEqual(page.taxNotes, ['Reverse charge'])
    assert.deepEqual(page.recipient.lines, ['Hauptstr. 1', '75001 Paris', 'FRANKREICH'])
    assert.equal(page.taxes[0]!.label, 'Steuerschuldnerschaft des Leistungsempfängers')
    const prepaid = { ...invoice().totals, prepaid: '1000.00', due: '234.00' }
    const labels = documentPage(invoice({ totals: prepaid })).totals.map(({ label }) => label)
    assert.deepEqual(labels.slice(-2), ['Bereits gezahlt', 'Zu zahlen'])
    const credit = documentPage(
      invoice({ kind: 'credit_note', corrects: { number: 'INV-1', issue_date: '2026-10-01' } })
    )
    assert.equal(credit.corrects, 'Korrigiert INV-1 vom 01.10.2026')
    assert.isNull(credit.payment)
  })

  test('nothing written by others becomes markup or style', async ({ assert }) => {
    const hostile = '</style><script>alert(1)</script>"\\'
    const { html } = await documentHtml(
      invoice({
        seller: party({ name: hostile }),
        buyer: party({ name: hostile }),
        notes: [hostile],
      })
    )
    assert.notInclude(html, '<script')
    assert.lengthOf(html.match(/<\/style>/g)!, 1)
    assert.match(cssText([hostile, 'b']), /^"[A-Za-z0-9\\ ]*"$/)
  })

  test('each sign is drawn by a bundled font, or replaced', async ({ assert }) => {
    assert.deepEqual(await scriptFaces('Grüße, Ελλάδα, Привет, Łódź €', 'DE'), {
      css: '',
      missing: new Set(),
    })
    const { css, missing } = await scriptFaces('東京 한국 שלום مرحبا ไทย 🎉 ა', 'JP')
    assert.include(css, 'font-family:SheetScripts')
    assert.isTrue(missing.has('ა'))
    for (const sign of '東京한국שלום') assert.isFalse(missing.has(sign), sign)
    const { html } = await documentHtml(invoice({ notes: ['ა\u0000\u202f1'] }))
    assert.include(html, '\ufffd')
    for (const sign of ['\0', '\u202f', 'ა']) assert.notInclude(html, sign)
  })

  test('pictures in a name are drawn in one colour, each by a font that has it', async ({
    assert,
  }) => {
    const name = 'Solar ☀️ 🚀 GmbH 👩🏽‍💻 🇩🇪 1️⃣ ❤ ✓ → ▲'
    assert.equal(plainSigns(name), 'Solar ☀ 🚀 GmbH 👩💻 DE 1 ❤ ✓ → ▲')
    assert.equal(plainSigns('نام\u200cها'), 'نام\u200cها', 'what joins letters stays')
    const { css, missing } = await scriptFaces(`${plainSigns(name)} 한국 東京 ☎`, 'DE')
    assert.deepEqual([...missing], [])
    // Fonts share ranges; the sun is in one that draws it.
    for (const [, source, range] of css.matchAll(/base64,([^)]*)\) [^}]*unicode-range:([^}]*)/g)) {
      const points = pointsOfCmap(await cmapOfWoff2(Buffer.from(source!, 'base64')))
      for (const point of range!.split(','))
        assert.isTrue(points.has(Number.parseInt(point.slice(2), 16)), point)
    }
    const { html } = await documentHtml(invoice({ buyer: party({ name }) }))
    assert.notInclude(html, '\ufffd')
    await assert.rejects(() => cmapOfWoff2(Buffer.from('wOFF')), /E_NOT_WOFF2/)
  })

  test('a name from right to left keeps its direction to itself', async ({ assert }) => {
    const name = 'שמש בע"מ'
    const inside = `\u2068${name}\u2069`
    const page = documentPage(
      invoice({
        seller: party({ name }),
        buyer: party({ name, country: 'IL' }),
        notes: [`${name} 14`],
      })
    )
    assert.isTrue(page.sender.startsWith(`${inside} · Hauptstr. 1`))
    assert.equal(page.footer.left[0], inside)
    assert.deepEqual(page.notes, [`${inside} 14`])
    assert.equal(documentPage(invoice()).footer.left[0], 'Bright Leads GmbH')
  })

  test('on self-billing the issuer pays, and no account of the supplier stands in its footer', ({
    assert,
  }) => {
    const page = documentPage(invoice({ kind: 'self_billing' }))
    assert.equal(page.payment!.sentence, 'Wir zahlen bis zum 16.11.2026.')
    assert.deepEqual(page.footer.right, [])
    assert.include(documentPage(invoice()).footer.right.join(), 'IBAN')
  })

  test('figures of many digits get the room they need, long names are cut where their column ends', ({
    assert,
  }) => {
    const [line] = invoice().lines
    const wide = { ...line!, quantity: '1234567', net: '1234567.000' }
    assert.isTrue(documentPage(invoice({ lines: [wide] })).wide)
    assert.isFalse(documentPage(invoice()).wide)
    const { footer } = documentPage(invoice({ seller: party({ name: 'B'.repeat(500) }) }))
    assert.lengthOf(footer.left[0]!, 37)
  })

  test('a font is read from what its package has', async ({ assert }) => {
    const file = join(fontPackage('@fontsource/inter'), 'files/inter-greek-400-normal.woff')
    const points = codePointsOf(trueTypeOf(await readFile(file)))
    assert.isTrue(points.has('Ω'.codePointAt(0)!))
    assert.isFalse(points.has('Ж'.codePointAt(0)!))
  })

  test('a print becomes an archived PDF with its XML, metadata and language', ({ assert }) => {
    const producer = 'Leadhaus (Süd)'
    const facts = {
      ...{ title: 'Rechnung <1>', author: 'Ä & B', subject: 'x', language: 'de', at: 0 },
      producer,
    }
    const xml = { bytes: Buffer.from('<Invoice/>'), name: 'factur-x.xml', level: 'EN 16931' }
    const pdf = archivePdf(readPdfObjects(smallPrint()), facts, xml)
    const inside = insideOf(pdf)
    assert.equal(inside.xml, '<Invoice/>')
    assert.include(inside.xmp, '<rdf:li xml:lang="x-default">Rechnung &lt;1&gt;</rdf:li>')
    assert.include(inside.xmp, `<pdf:Producer>${producer}</pdf:Producer>`)
    assert.match(inside.objects, /\/Lang \(de\)/)
    assert.notInclude(inside.objects, '/Lang (en)')
    assert.isTrue(pdf.subarray(0, 9).equals(Buffer.from('%PDF-1.7\n')))
    assert.isNull(insideOf(archivePdf(readPdfObjects(smallPrint()), facts, null)).xml)
    assert.throws(() => readPdfObjects(Buffer.from('nothing')), /E_PDF/)
  })

  test('a print that hangs ends with its deadline, and the browser with it', async ({ assert }) => {
    let killed = 0
    const hanging = {
      ...{ newPage: () => new Promise(() => {}), close: async () => {} },
      ...{ once: () => {}, off: () => {} },
    }
    const browser = new PdfBrowser(async () => ({
      browser: hanging as never,
      kill: () => killed++,
    }))
    const page = await documentHtml(invoice())
    await assert.rejects(() => browser.print(page, 20), /E_PRINT_DEADLINE/)
    assert.equal(killed, 1)
    const broken = new PdfBrowser(() =>
      Promise.reject(new Error('E_BROWSER_START: needs libnss3.so'))
    )
    await assert.rejects(() => broken.print(page, 1000), 'E_BROWSER_START: needs libnss3.so')
  })

  test('a failed file is tried again ever later, and in the end by a person', ({ assert }) => {
    assert.equal(retryAt(1, 0), 5_000)
    assert.isAbove(retryAt(8, 0)!, retryAt(7, 0)!)
    assert.isNull(retryAt(9, 0))
  })
})
