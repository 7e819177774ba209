/*
 * EN 16931-3-2: the terms in OASIS UBL 2.1, in the order of its schemas. An invoice and a credit note are two documents
 * there, alike but for a few names.
 */
import {
  type Attributes,
  type Entry,
  type Terms,
  each,
  escapeXml,
  fixed,
  group,
  leaf,
  writeXml,
} from '#sdk/documents/xml_table'

const CURRENCY: Attributes = (root) => ` currencyID="${escapeXml(root['BT-5'] as string)}"`
const EMAIL: Attributes = () => ' schemeID="EM"'
const UNIT: Attributes = (_, here) => ` unitCode="${escapeXml(here['BT-130'] as string)}"`

const scheme = (id: string) => group('cac:TaxScheme', fixed('cbc:ID', id))

interface PartyTerms {
  endpoint: string
  identifier: string
  street: string
  city: string
  postal_code: string
  country: string
  vat_id: string
  tax_number: string | null
  name: string
  register_number: string
  contact: string
  phone: string
  email: string
}

const SELLER: PartyTerms = {
  ...{ endpoint: 'BT-34', identifier: 'BT-29', street: 'BT-35', city: 'BT-37' },
  ...{ postal_code: 'BT-38', country: 'BT-40', vat_id: 'BT-31', tax_number: 'BT-32' },
  ...{ name: 'BT-27', register_number: 'BT-30', contact: 'BT-41', phone: 'BT-42', email: 'BT-43' },
}

const BUYER: PartyTerms = {
  ...{ endpoint: 'BT-49', identifier: 'BT-46', street: 'BT-50', city: 'BT-52' },
  ...{ postal_code: 'BT-53', country: 'BT-55', vat_id: 'BT-48', tax_number: null },
  ...{ name: 'BT-44', register_number: 'BT-47', contact: 'BT-56', phone: 'BT-57', email: 'BT-58' },
}

const party = (tag: string, terms: PartyTerms): Entry =>
  group(
    tag,
    group(
      'cac:Party',
      leaf('cbc:EndpointID', terms.endpoint, EMAIL),
      group('cac:PartyIdentification', leaf('cbc:ID', terms.identifier)),
      group(
        'cac:PostalAddress',
        leaf('cbc:StreetName', terms.street),
        leaf('cbc:CityName', terms.city),
        leaf('cbc:PostalZone', terms.postal_code),
        group('cac:Country', leaf('cbc:IdentificationCode', terms.country))
      ),
      group('cac:PartyTaxScheme', leaf('cbc:CompanyID', terms.vat_id), scheme('VAT')),
      ...(terms.tax_number
        ? [group('cac:PartyTaxScheme', leaf('cbc:CompanyID', terms.tax_number), scheme('FC'))]
        : []),
      group(
        'cac:PartyLegalEntity',
        leaf('cbc:RegistrationName', terms.name),
        leaf('cbc:CompanyID', terms.register_number)
      ),
      group(
        'cac:Contact',
        leaf('cbc:Name', terms.contact),
        leaf('cbc:Telephone', terms.phone),
        leaf('cbc:ElectronicMail', terms.email)
      )
    )
  )

const line = (tag: string, quantity: string): Entry =>
  group(
    tag,
    leaf('cbc:ID', 'BT-126'),
    leaf(quantity, 'BT-129', UNIT),
    leaf('cbc:LineExtensionAmount', 'BT-131', CURRENCY),
    group('cac:InvoicePeriod', leaf('cbc:StartDate', 'BT-134'), leaf('cbc:EndDate', 'BT-135')),
    group(
      'cac:Item',
      leaf('cbc:Name', 'BT-153'),
      group(
        'cac:ClassifiedTaxCategory',
        leaf('cbc:ID', 'BT-151'),
        leaf('cbc:Percent', 'BT-152'),
        scheme('VAT')
      )
    ),
    group('cac:Price', leaf('cbc:PriceAmount', 'BT-146', CURRENCY))
  )

const head = (...type: Entry[]): Entry[] => [
  leaf('cbc:CustomizationID', 'BT-24'),
  leaf('cbc:ProfileID', 'BT-23'),
  leaf('cbc:ID', 'BT-1'),
  leaf('cbc:IssueDate', 'BT-2'),
  ...type,
  each('BG-1', leaf('cbc:Note', 'BT-22')),
  leaf('cbc:DocumentCurrencyCode', 'BT-5'),
  leaf('cbc:BuyerReference', 'BT-10'),
  group('cac:InvoicePeriod', leaf('cbc:StartDate', 'BT-73'), leaf('cbc:EndDate', 'BT-74')),
  each(
    'BG-3',
    group(
      'cac:BillingReference',
      group('cac:InvoiceDocumentReference', leaf('cbc:ID', 'BT-25'), leaf('cbc:IssueDate', 'BT-26'))
    )
  ),
  party('cac:AccountingSupplierParty', SELLER),
  party('cac:AccountingCustomerParty', BUYER),
]

const payment = (...due: Entry[]): Entry =>
  group(
    'cac:PaymentMeans',
    leaf('cbc:PaymentMeansCode', 'BT-81'),
    ...due,
    leaf('cbc:PaymentID', 'BT-83'),
    group(
      'cac:PayeeFinancialAccount',
      leaf('cbc:ID', 'BT-84'),
      leaf('cbc:Name', 'BT-85'),
      group('cac:FinancialInstitutionBranch', leaf('cbc:ID', 'BT-86'))
    )
  )

const FOOT: Entry[] = [
  group('cac:PaymentTerms', leaf('cbc:Note', 'BT-20')),
  group(
    'cac:TaxTotal',
    leaf('cbc:TaxAmount', 'BT-110', CURRENCY),
    each(
      'BG-23',
      group(
        'cac:TaxSubtotal',
        leaf('cbc:TaxableAmount', 'BT-116', CURRENCY),
        leaf('cbc:TaxAmount', 'BT-117', CURRENCY),
        group(
          'cac:TaxCategory',
          leaf('cbc:ID', 'BT-118'),
          leaf('cbc:Percent', 'BT-119'),
          leaf('cbc:TaxExemptionReasonCode', 'BT-121'),
          leaf('cbc:TaxExemptionReason', 'BT-120'),
          scheme('VAT')
        )
      )
    )
  ),
  group(
    'cac:LegalMonetaryTotal',
    leaf('cbc:LineExtensionAmount', 'BT-106', CURRENCY),
    leaf('cbc:TaxExclusiveAmount', 'BT-109', CURRENCY),
    leaf('cbc:TaxInclusiveAmount', 'BT-112', CURRENCY),
    leaf('cbc:PrepaidAmount', 'BT-113', CURRENCY),
    leaf('cbc:PayableAmount', 'BT-115', CURRENCY)
  ),
]

const INVOICE: Entry[] = [
  ...head(leaf('cbc:DueDate', 'BT-9'), leaf('cbc:InvoiceTypeCode', 'BT-3')),
  payment(),
  ...FOOT,
  each('BG-25', line('cac:InvoiceLine', 'cbc:InvoicedQuantity')),
]

const CREDIT_NOTE: Entry[] = [
  ...head(leaf('cbc:CreditNoteTypeCode', 'BT-3')),
  payment(leaf('cbc:PaymentDueDate', 'BT-9')),
  ...FOOT,
  each('BG-25', line('cac:CreditNoteLine', 'cbc:CreditedQuantity')),
]

const SCHEMA = 'urn:oasis:names:specification:ubl:schema:xsd'
const root = (name: string) =>
  `${name} xmlns="${SCHEMA}:${name}-2" xmlns:cac="${SCHEMA}:CommonAggregateComponents-2" xmlns:cbc="${SCHEMA}:CommonBasicComponents-2"`

/** UBL has a document of its own for what credits. */
export const writeUbl = (terms: Terms, credits: boolean): string =>
  credits
    ? writeXml(root('CreditNote'), CREDIT_NOTE, terms)
    : writeXml(root('Invoice'), INVOICE, terms)
