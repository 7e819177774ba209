import {
  fakeBuyer,
  fakeDocument,
  fakeDocuments,
  fakeSeller,
  fakeTax,
  testDocument,
} from '#sdk/testing'
import type { DocumentCase } from '#sdk/testing'
import cii from '#plugins/documents/cii'
import ubl from '#plugins/documents/ubl'
import xrechnungCii from '#plugins/documents/xrechnung_cii'
import xrechnungUbl from '#plugins/documents/xrechnung_ubl'

const sorts = fakeDocuments()

/** What every syntax refuses, in the words of the same rules. */
const refusals: DocumentCase[] = [
  { title: 'no line is no e-invoice', config: {}, document: sorts['no line'], refused: ['BR-16'] },
  {
    title: 'three decimals that matter cannot be written',
    config: {},
    document: sorts['three decimals'],
    refused: ['BR-DEC-12'],
  },
  {
    title: 'what is outside the scope of VAT stands alone',
    config: {},
    document: fakeDocument({ taxes: [fakeTax(), fakeTax({ category: 'O', rate: null })] }),
    refused: ['BR-O-11'],
  },
]

const dinars = fakeDocument({
  currency: 'KWD',
  lines: [{ ...fakeDocument().lines[0], quantity: '8', unit_price: '1.125', net: '9.000' }],
  taxes: [fakeTax({ net: '9.000', amount: '1.710' })],
  totals: { net: '9.000', tax: '1.710', gross: '10.710', prepaid: '0.000', due: '10.710' },
})

testDocument(ubl, [
  {
    title: 'an invoice, with everything on file',
    config: {},
    document: sorts['an invoice'],
    says: [
      '<cbc:InvoiceTypeCode>380</cbc:InvoiceTypeCode>',
      '<cbc:CustomizationID>urn:cen.eu:en16931:2017</cbc:CustomizationID>',
      '<cbc:PaymentMeansCode>58</cbc:PaymentMeansCode>',
      '<cbc:PayableAmount currencyID="EUR">71.36</cbc:PayableAmount>',
      '<cbc:EndpointID schemeID="EM">rechnung@sonne.example</cbc:EndpointID>',
    ],
    problems: [],
  },
  {
    title: 'a credit note names what it corrects',
    config: {},
    document: sorts['a credit note'],
    says: [
      '<CreditNote xmlns=',
      '<cbc:CreditNoteTypeCode>381</cbc:CreditNoteTypeCode>',
      '<cac:InvoiceDocumentReference>\n      <cbc:ID>INV-2026-0001</cbc:ID>\n      <cbc:IssueDate>2026-11-02</cbc:IssueDate>',
      '<cbc:Note>invalid phone</cbc:Note>',
    ],
  },
  {
    title: 'self-billing is told by its code and in words',
    config: {},
    document: { ...sorts['self-billing'], language: 'de' },
    says: ['<cbc:InvoiceTypeCode>389<', '<cbc:Note>Gutschrift / Self-billing</cbc:Note>'],
  },
  {
    title: 'a correction of it is a credit note',
    config: {},
    document: sorts['a correction of self-billing'],
    says: ['<cbc:CreditNoteTypeCode>261<'],
  },
  {
    title: 'amounts of three decimals that end with 0 are written with two, prices as they are',
    config: {},
    document: dinars,
    says: ['>10.71</cbc:PayableAmount>', '>1.125</cbc:PriceAmount>'],
    problems: [],
  },
  {
    title: 'what is missing is told with its rule',
    config: {},
    document: sorts['nothing but names'],
    problems: ['BR-11', 'BR-CO-26', 'BR-S-02'],
  },
  {
    title: 'reverse charge wants the buyer’s VAT id',
    config: {},
    document: { ...sorts['reverse charge'], buyer: fakeBuyer({ country: 'FR', vat_id: null }) },
    problems: ['BR-AE-02'],
  },
  {
    title: 'an exemption wants its reason',
    config: {},
    document: fakeDocument({ taxes: [fakeTax({ category: 'E', rate: '0', amount: '0.00' })] }),
    problems: ['BR-E-10'],
  },
  {
    title: 'a number that is no VAT id is given as an identifier',
    config: {},
    document: fakeDocument({ buyer: fakeBuyer({ vat_id: '12-3456789' }) }),
    says: ['<cac:PartyIdentification>\n        <cbc:ID>12-3456789</cbc:ID>'],
    problems: ['BR-CO-09'],
  },
  ...refusals,
])

testDocument(cii, [
  {
    title: 'an invoice as Factur-X carries it',
    config: {},
    document: sorts['an invoice'],
    says: [
      '<ram:ID>urn:cen.eu:en16931:2017</ram:ID>',
      '<ram:TypeCode>380</ram:TypeCode>',
      '<udt:DateTimeString format="102">20261102</udt:DateTimeString>',
      '<ram:DuePayableAmount>71.36</ram:DuePayableAmount>',
    ],
    problems: [],
  },
  {
    title: 'outside the scope of VAT there is no VAT id and no rate, but an identifier',
    config: {},
    document: fakeDocument({
      ...sorts['outside the scope of VAT'],
      seller: fakeSeller({ register_number: null }),
    }),
    says: ['<ram:ID>DE136695976</ram:ID>', '<ram:CategoryCode>O</ram:CategoryCode>'],
    problems: [],
  },
  {
    title: 'a discount is sold minus once, at a price above zero',
    config: {},
    document: fakeDocument({
      lines: [
        fakeDocument().lines[0],
        {
          ...fakeDocument().lines[0],
          ...{ position: 2, quantity: '1', unit_price: '-10.00', net: '-10.00' },
        },
      ],
    }),
    says: [
      '<ram:ChargeAmount>10.00</ram:ChargeAmount>',
      '<ram:BilledQuantity unitCode="C62">-1</ram:BilledQuantity>',
      '<ram:LineTotalAmount>-10.00</ram:LineTotalAmount>',
    ],
  },
  ...refusals,
])

const xrechnung: DocumentCase[] = [
  {
    title: 'names its specification and has nothing to complain of',
    config: {},
    document: sorts['an invoice'],
    says: ['urn:cen.eu:en16931:2017#compliant#urn:xeinkauf.de:kosit:xrechnung_3.0'],
    problems: [],
  },
  {
    title: 'wants contact, account, reference and addresses',
    config: {},
    document: fakeDocument({
      seller: fakeSeller({ contact_name: null, phone: null, email: null }),
      buyer: fakeBuyer({ reference: null, email: null, postal_code: null }),
      payment: { ...fakeDocument().payment, iban: null },
    }),
    problems: [
      'BR-DE-1',
      'BR-DE-5',
      'BR-DE-6',
      'BR-DE-7',
      'BR-DE-9',
      'BR-DE-15',
      'PEPPOL-EN16931-R020',
      'PEPPOL-EN16931-R010',
    ],
  },
  {
    title: 'complains of what cannot be right',
    config: {},
    document: fakeDocument({
      seller: fakeSeller({ phone: 'x1', email: 'me' }),
      payment: { ...fakeDocument().payment, iban: 'DE89370400440532013001' },
    }),
    problems: ['BR-DE-19', 'BR-DE-27', 'BR-DE-28'],
  },
  {
    title: 'a credit note needs no account',
    config: {},
    document: fakeDocument({
      ...sorts['a credit note'],
      payment: { ...fakeDocument().payment, iban: null },
    }),
    problems: [],
  },
]

testDocument(xrechnungUbl, [...xrechnung, ...refusals])
testDocument(xrechnungCii, [...xrechnung, ...refusals])
