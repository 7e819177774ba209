/*
 * EN 16931-3-3: the terms in the Cross Industry Invoice of UN/CEFACT (D16B), in the order of its schema. Factur-X and
 * ZUGFeRD carry this text in their PDF.
 */
import {
  type Attributes,
  type Entry,
  type Terms,
  always,
  each,
  escapeXml,
  fixed,
  group,
  leaf,
  writeXml,
} from '#sdk/documents/xml_table'

const CURRENCY: Attributes = (root) => ` currencyID="${escapeXml(root['BT-5'] as string)}"`
const EMAIL: Attributes = () => ' schemeID="EM"'
const VAT_ID: Attributes = () => ' schemeID="VA"'
const TAX_NUMBER: Attributes = () => ' schemeID="FC"'
const UNIT: Attributes = (_, here) => ` unitCode="${escapeXml(here['BT-130'] as string)}"`
const DAY: Attributes = () => ' format="102"'

/** 2026-11-02 is 20261102 there. */
const compact = (day: string) => escapeXml(day.replaceAll('-', ''))
const date = (tag: string, term: string, prefix = 'udt'): Entry =>
  group(tag, leaf(`${prefix}:DateTimeString`, term, DAY, compact))

const period = (from: string, to: string): Entry =>
  group('ram:BillingSpecifiedPeriod', date('ram:StartDateTime', from), date('ram:EndDateTime', to))

interface PartyTerms {
  identifier: string
  name: string
  register_number: string
  contact: string
  phone: string
  email: string
  postal_code: string
  street: string
  city: string
  country: string
  endpoint: string
  vat_id: string
  tax_number: string | null
}

const SELLER: PartyTerms = {
  ...{ identifier: 'BT-29', name: 'BT-27', register_number: 'BT-30', contact: 'BT-41' },
  ...{ phone: 'BT-42', email: 'BT-43', postal_code: 'BT-38', street: 'BT-35', city: 'BT-37' },
  ...{ country: 'BT-40', endpoint: 'BT-34', vat_id: 'BT-31', tax_number: 'BT-32' },
}

const BUYER: PartyTerms = {
  ...{ identifier: 'BT-46', name: 'BT-44', register_number: 'BT-47', contact: 'BT-56' },
  ...{ phone: 'BT-57', email: 'BT-58', postal_code: 'BT-53', street: 'BT-50', city: 'BT-52' },
  ...{ country: 'BT-55', endpoint: 'BT-49', vat_id: 'BT-48', tax_number: null },
}

const party = (tag: string, terms: PartyTerms): Entry =>
  group(
    tag,
    leaf('ram:ID', terms.identifier),
    leaf('ram:Name', terms.name),
    group('ram:SpecifiedLegalOrganization', leaf('ram:ID', terms.register_number)),
    group(
      'ram:DefinedTradeContact',
      leaf('ram:PersonName', terms.contact),
      group('ram:TelephoneUniversalCommunication', leaf('ram:CompleteNumber', terms.phone)),
      group('ram:EmailURIUniversalCommunication', leaf('ram:URIID', terms.email))
    ),
    group(
      'ram:PostalTradeAddress',
      leaf('ram:PostcodeCode', terms.postal_code),
      leaf('ram:LineOne', terms.street),
      leaf('ram:CityName', terms.city),
      leaf('ram:CountryID', terms.country)
    ),
    group('ram:URIUniversalCommunication', leaf('ram:URIID', terms.endpoint, EMAIL)),
    group('ram:SpecifiedTaxRegistration', leaf('ram:ID', terms.vat_id, VAT_ID)),
    ...(terms.tax_number
      ? [group('ram:SpecifiedTaxRegistration', leaf('ram:ID', terms.tax_number, TAX_NUMBER))]
      : [])
  )

const LINE = group(
  'ram:IncludedSupplyChainTradeLineItem',
  group('ram:AssociatedDocumentLineDocument', leaf('ram:LineID', 'BT-126')),
  group('ram:SpecifiedTradeProduct', leaf('ram:Name', 'BT-153')),
  group(
    'ram:SpecifiedLineTradeAgreement',
    group('ram:NetPriceProductTradePrice', leaf('ram:ChargeAmount', 'BT-146'))
  ),
  group('ram:SpecifiedLineTradeDelivery', leaf('ram:BilledQuantity', 'BT-129', UNIT)),
  group(
    'ram:SpecifiedLineTradeSettlement',
    group(
      'ram:ApplicableTradeTax',
      fixed('ram:TypeCode', 'VAT'),
      leaf('ram:CategoryCode', 'BT-151'),
      leaf('ram:RateApplicablePercent', 'BT-152')
    ),
    period('BT-134', 'BT-135'),
    group(
      'ram:SpecifiedTradeSettlementLineMonetarySummation',
      leaf('ram:LineTotalAmount', 'BT-131')
    )
  )
)

const SETTLEMENT = group(
  'ram:ApplicableHeaderTradeSettlement',
  leaf('ram:PaymentReference', 'BT-83'),
  leaf('ram:InvoiceCurrencyCode', 'BT-5'),
  group(
    'ram:SpecifiedTradeSettlementPaymentMeans',
    leaf('ram:TypeCode', 'BT-81'),
    group(
      'ram:PayeePartyCreditorFinancialAccount',
      leaf('ram:IBANID', 'BT-84'),
      leaf('ram:AccountName', 'BT-85')
    ),
    group('ram:PayeeSpecifiedCreditorFinancialInstitution', leaf('ram:BICID', 'BT-86'))
  ),
  each(
    'BG-23',
    group(
      'ram:ApplicableTradeTax',
      leaf('ram:CalculatedAmount', 'BT-117'),
      fixed('ram:TypeCode', 'VAT'),
      leaf('ram:ExemptionReason', 'BT-120'),
      leaf('ram:BasisAmount', 'BT-116'),
      leaf('ram:CategoryCode', 'BT-118'),
      leaf('ram:ExemptionReasonCode', 'BT-121'),
      leaf('ram:RateApplicablePercent', 'BT-119')
    )
  ),
  period('BT-73', 'BT-74'),
  group(
    'ram:SpecifiedTradePaymentTerms',
    leaf('ram:Description', 'BT-20'),
    date('ram:DueDateDateTime', 'BT-9')
  ),
  group(
    'ram:SpecifiedTradeSettlementHeaderMonetarySummation',
    leaf('ram:LineTotalAmount', 'BT-106'),
    leaf('ram:TaxBasisTotalAmount', 'BT-109'),
    leaf('ram:TaxTotalAmount', 'BT-110', CURRENCY),
    leaf('ram:GrandTotalAmount', 'BT-112'),
    leaf('ram:TotalPrepaidAmount', 'BT-113'),
    leaf('ram:DuePayableAmount', 'BT-115')
  ),
  each(
    'BG-3',
    group(
      'ram:InvoiceReferencedDocument',
      leaf('ram:IssuerAssignedID', 'BT-25'),
      date('ram:FormattedIssueDateTime', 'BT-26', 'qdt')
    )
  )
)

const DOCUMENT: Entry[] = [
  group(
    'rsm:ExchangedDocumentContext',
    group('ram:BusinessProcessSpecifiedDocumentContextParameter', leaf('ram:ID', 'BT-23')),
    group('ram:GuidelineSpecifiedDocumentContextParameter', leaf('ram:ID', 'BT-24'))
  ),
  group(
    'rsm:ExchangedDocument',
    leaf('ram:ID', 'BT-1'),
    leaf('ram:TypeCode', 'BT-3'),
    date('ram:IssueDateTime', 'BT-2'),
    each('BG-1', group('ram:IncludedNote', leaf('ram:Content', 'BT-22')))
  ),
  group(
    'rsm:SupplyChainTradeTransaction',
    each('BG-25', LINE),
    group(
      'ram:ApplicableHeaderTradeAgreement',
      leaf('ram:BuyerReference', 'BT-10'),
      party('ram:SellerTradeParty', SELLER),
      party('ram:BuyerTradeParty', BUYER)
    ),
    always('ram:ApplicableHeaderTradeDelivery'),
    SETTLEMENT
  ),
]

const STANDARD = 'urn:un:unece:uncefact:data:standard'
const ROOT = `rsm:CrossIndustryInvoice xmlns:rsm="${STANDARD}:CrossIndustryInvoice:100" xmlns:ram="${STANDARD}:ReusableAggregateBusinessInformationEntity:100" xmlns:qdt="${STANDARD}:QualifiedDataType:100" xmlns:udt="${STANDARD}:UnqualifiedDataType:100"`

export const writeCii = (terms: Terms): string => writeXml(ROOT, DOCUMENT, terms)
