import { test } from '@japa/runner'
import fc from 'fast-check'
import type { TaxDocument } from '#sdk'
import { cleanLine, cleanText } from '#sdk/documents/xml_table'
import { fakeDocument, fakeTax } from '#sdk/testing'
import { documentFormat } from '#billing/documents/document_formats'
import { brokenRules } from '#tests/helpers/en16931/broken_rules'
import { readXml } from '#tests/helpers/en16931/read_xml'
import { KINDS, MIXES, randomDocument } from '#tests/helpers/random_documents'

const FORMATS = ['ubl', 'cii', 'xrechnung_ubl', 'xrechnung_cii']
const RUNS = 6

function write(document: TaxDocument, format: string): string {
  const result = documentFormat(format)!.render(document, {})
  if ('refused' in result) throw new Error(result.refused.map(({ message }) => message).join())
  return result.bytes as string
}

test.group('e-invoices: rules of EN 16931 on what was written', () => {
  for (const mix of Object.keys(MIXES))
    test(`${mix}: of every kind, in every syntax`, ({ assert }) => {
      for (const kind of KINDS)
        fc.assert(
          fc.property(randomDocument(kind, mix), (document) => {
            for (const format of FORMATS) {
              const read = readXml(write(document, format))
              assert.deepEqual(brokenRules(read), [], `${kind} as ${format}`)
              assert.equal(read.terms['BT-112'], document.totals.gross)
              assert.equal(read.terms['BT-115'], document.totals.due)
              assert.equal(read.terms['BT-27'], cleanLine(document.seller.name))
              assert.equal(read.terms['BT-44'], cleanLine(document.buyer.name))
              assert.equal(read.groups['BG-25'].length, document.lines.length)
              for (const [i, line] of document.lines.entries())
                assert.equal(read.groups['BG-25'][i]['BT-153'], cleanLine(line.description))
              const notes = read.groups['BG-1'].map((note) => note['BT-22'])
              for (const note of document.notes)
                if (cleanText(note)) assert.include(notes, cleanText(note)!)
            }
          }),
          { numRuns: RUNS }
        )
    }).timeout(30_000)

  test('the rules find what is wrong', ({ assert }) => {
    const xml = write(fakeDocument(), 'xrechnung_ubl')
    const wrong: [search: RegExp | string, replacement: string, rule: string][] = [
      ['>71.36</cbc:PayableAmount>', '>71.37</cbc:PayableAmount>', 'BR-CO-16'],
      ['>71.36</cbc:TaxInclusiveAmount>', '>71.35</cbc:TaxInclusiveAmount>', 'BR-CO-15'],
      [/>11\.39<\/cbc:TaxAmount>/g, '>11.40</cbc:TaxAmount>', 'CENT BR-CO-17'],
      ['>59.97</cbc:TaxableAmount>', '>59.96</cbc:TaxableAmount>', 'BR-S-08'],
      [
        '>59.97</cbc:LineExtensionAmount>\n  ',
        '>59.970</cbc:LineExtensionAmount>\n  ',
        'BR-DEC BT-106',
      ],
      ['>19.99</cbc:PriceAmount>', '>19.98</cbc:PriceAmount>', 'CENT PEPPOL-EN16931-R120'],
      ['<cbc:Percent>19<', '<cbc:Percent>7<', 'BR-S-08'],
      [/<cbc:BuyerReference>.*?>\n/, '', 'BR-DE-15'],
      [/<cac:Contact>.*?<\/cac:Contact>/gs, '', 'BR-DE-5'],
      [/<cbc:ProfileID>.*?>\n/, '', 'PEPPOL-EN16931-R001'],
      [/currencyID="EUR">11/, 'currencyID="USD">11', 'BR-CL-03'],
      ['>380<', '>381<', 'BR-CL-01'],
      ['>DE</cbc:IdentificationCode>', '>QQ</cbc:IdentificationCode>', 'BR-CL-14'],
      [/DE136695976/, '136695976', 'BR-CO-09'],
      [/<cac:PayeeFinancialAccount>.*<\/cac:PayeeFinancialAccount>/s, '', 'BR-61'],
      ['2026-10-03', '2026-09-30', 'PEPPOL-EN16931-R110'],
      [/<cbc:StreetName>.*?<\/cbc:StreetName>/, '<cbc:StreetName/>', 'PEPPOL-EN16931-R008'],
    ]
    for (const [search, replacement, rule] of wrong) {
      const changed = xml.replace(search, replacement)
      assert.notEqual(changed, xml, `${rule}: nothing was changed`)
      assert.include(brokenRules(readXml(changed)), rule)
    }
  })

  test('tax is rounded once, on the total of its rate, half away from zero', ({ assert }) => {
    const read = readXml(
      write(
        fakeDocument({
          lines: [
            { ...fakeDocument().lines[0], quantity: '3', unit_price: '3.33', net: '9.99' },
            {
              ...fakeDocument().lines[0],
              ...{ position: 2, quantity: '1', unit_price: '0.10', net: '0.10', tax: 1 },
            },
          ],
          taxes: [
            fakeTax({ net: '9.99', amount: '1.90' }),
            fakeTax({ rate: '25', net: '0.10', amount: '0.03' }),
          ],
          totals: { net: '10.09', tax: '1.93', gross: '12.02', prepaid: '2.02', due: '10.00' },
        }),
        'cii'
      )
    )
    assert.deepEqual(brokenRules(read), [])
    assert.include(read.terms, { 'BT-110': '1.93', 'BT-113': '2.02', 'BT-115': '10.00' })
  })

  test('treatments of one category and rate share a breakdown', ({ assert }) => {
    const line = fakeDocument().lines[0]
    const read = readXml(
      write(
        fakeDocument({
          lines: [line, { ...line, position: 2, tax: 1 }],
          taxes: [
            fakeTax({ category: 'E', rate: '0', amount: '0.00', note: 'one' }),
            fakeTax({ category: 'E', rate: '0', amount: '0.00', note: 'other' }),
          ],
          totals: { net: '119.94', tax: '0.00', gross: '119.94', prepaid: '0.00', due: '119.94' },
        }),
        'ubl'
      )
    )
    assert.deepEqual(brokenRules(read), [])
    assert.lengthOf(read.groups['BG-23'], 1)
    assert.include(read.groups['BG-23'][0], { 'BT-116': '119.94', 'BT-120': 'one; other' })
  })

  test('countries and prefixes of the VAT world are written as the code list has them', ({
    assert,
  }) => {
    const { buyer } = fakeDocument()
    const greek = { ...buyer, country: 'EL', vat_id: 'EL094259216' }
    const read = readXml(write(fakeDocument({ buyer: greek }), 'ubl'))
    assert.deepEqual(brokenRules(read), [])
    assert.include(read.terms, { 'BT-55': 'GR', 'BT-48': 'EL094259216' })
    const irish = { ...buyer, country: 'XI', vat_id: 'XI110305878' }
    assert.include(readXml(write(fakeDocument({ buyer: irish }), 'cii')).terms, {
      'BT-55': 'XI',
      'BT-48': 'XI110305878',
    })
  })
})

test.group('e-invoices: what is told to be missing', () => {
  const HOLES = [
    ...(['vat_id', 'tax_number', 'register_number', 'contact_name', 'email'] as const),
    ...(['phone', 'city', 'postal_code', 'street', 'reference'] as const),
  ]
  const without = <P extends object>(party: P, keys: readonly string[]): P => ({
    ...party,
    ...Object.fromEntries(keys.map((key) => [key, null])),
  })

  test('is what the XML breaks, no more and no less', ({ assert }) => {
    for (const kind of KINDS)
      for (const mix of Object.keys(MIXES))
        fc.assert(
          fc.property(
            randomDocument(kind, mix),
            fc.subarray(HOLES),
            fc.subarray(HOLES),
            fc.boolean(),
            fc.boolean(),
            (full, ofSeller, ofBuyer, hasAccount, hasReasons) => {
              const document: TaxDocument = {
                ...full,
                seller: without(full.seller, ofSeller),
                buyer: without(full.buyer, ofBuyer),
                payment: { ...full.payment, iban: hasAccount ? full.payment.iban : null },
                taxes: full.taxes.map((tax) =>
                  hasReasons ? tax : { ...tax, note: null, exemption_code: null }
                ),
              }
              for (const format of FORMATS) {
                const told = documentFormat(format)!.check!(document, {})
                const errors = told.filter(({ severity }) => severity === 'error')
                assert.sameMembers(
                  [...new Set(errors.map(({ rule }) => rule))],
                  brokenRules(readXml(write(document, format))),
                  `${kind}, ${mix} as ${format}`
                )
              }
            }
          ),
          { numRuns: 4 }
        )
  }).timeout(30_000)
})
