/*
 * Reads an e-invoice back into the terms of EN 16931-1, by paths written down apart from the tables that write it.
 */
import { XMLParser, XMLValidator } from 'fast-xml-parser'

type Node = { [tag: string]: Node[] | string | undefined }
export type ReadTerms = Record<string, string>

export interface ReadInvoice {
  syntax: 'ubl' | 'cii'
  root: string
  terms: ReadTerms
  groups: Record<'BG-1' | 'BG-3' | 'BG-23' | 'BG-25', ReadTerms[]>
  /** Currencies named anywhere, schemes of electronic addresses. */
  currencies: Set<string>
  schemes: Set<string>
  /** Elements that hold nothing. */
  empty: string[]
}

type Paths = Record<string, string>

const UBL_PARTY = (side: string, bt: Record<string, string>): Paths => {
  const party = `cac:Accounting${side}Party/cac:Party`
  return {
    [bt.endpoint]: `${party}/cbc:EndpointID`,
    [bt.identifier]: `${party}/cac:PartyIdentification/cbc:ID`,
    [bt.street]: `${party}/cac:PostalAddress/cbc:StreetName`,
    [bt.city]: `${party}/cac:PostalAddress/cbc:CityName`,
    [bt.zip]: `${party}/cac:PostalAddress/cbc:PostalZone`,
    [bt.country]: `${party}/cac:PostalAddress/cac:Country/cbc:IdentificationCode`,
    [bt.vat]: `${party}/cac:PartyTaxScheme[cac:TaxScheme/cbc:ID=VAT]/cbc:CompanyID`,
    [bt.tax]: `${party}/cac:PartyTaxScheme[cac:TaxScheme/cbc:ID=FC]/cbc:CompanyID`,
    [bt.name]: `${party}/cac:PartyLegalEntity/cbc:RegistrationName`,
    [bt.register]: `${party}/cac:PartyLegalEntity/cbc:CompanyID`,
    [bt.contact]: `${party}/cac:Contact/cbc:Name`,
    [bt.phone]: `${party}/cac:Contact/cbc:Telephone`,
    [bt.mail]: `${party}/cac:Contact/cbc:ElectronicMail`,
  }
}

const CII_PARTY = (side: string, bt: Record<string, string>): Paths => {
  const party = `rsm:SupplyChainTradeTransaction/ram:ApplicableHeaderTradeAgreement/ram:${side}TradeParty`
  return {
    [bt.endpoint]: `${party}/ram:URIUniversalCommunication/ram:URIID`,
    [bt.identifier]: `${party}/ram:ID`,
    [bt.street]: `${party}/ram:PostalTradeAddress/ram:LineOne`,
    [bt.city]: `${party}/ram:PostalTradeAddress/ram:CityName`,
    [bt.zip]: `${party}/ram:PostalTradeAddress/ram:PostcodeCode`,
    [bt.country]: `${party}/ram:PostalTradeAddress/ram:CountryID`,
    [bt.vat]: `${party}/ram:SpecifiedTaxRegistration/ram:ID[@schemeID=VA]`,
    [bt.tax]: `${party}/ram:SpecifiedTaxRegistration/ram:ID[@schemeID=FC]`,
    [bt.name]: `${party}/ram:Name`,
    [bt.register]: `${party}/ram:SpecifiedLegalOrganization/ram:ID`,
    [bt.contact]: `${party}/ram:DefinedTradeContact/ram:PersonName`,
    [bt.phone]: `${party}/ram:DefinedTradeContact/ram:TelephoneUniversalCommunication/ram:CompleteNumber`,
    [bt.mail]: `${party}/ram:DefinedTradeContact/ram:EmailURIUniversalCommunication/ram:URIID`,
  }
}

const SELLER = {
  ...{ endpoint: 'BT-34', identifier: 'BT-29', street: 'BT-35', city: 'BT-37', zip: 'BT-38' },
  ...{ country: 'BT-40', vat: 'BT-31', tax: 'BT-32', name: 'BT-27', register: 'BT-30' },
  ...{ contact: 'BT-41', phone: 'BT-42', mail: 'BT-43' },
}
const BUYER = {
  ...{ endpoint: 'BT-49', identifier: 'BT-46', street: 'BT-50', city: 'BT-52', zip: 'BT-53' },
  ...{ country: 'BT-55', vat: 'BT-48', tax: 'BT-buyer-tax', name: 'BT-44', register: 'BT-47' },
  ...{ contact: 'BT-56', phone: 'BT-57', mail: 'BT-58' },
}

const TOTAL = 'cac:LegalMonetaryTotal'
const UBL: Paths = {
  'BT-1': 'cbc:ID',
  'BT-2': 'cbc:IssueDate',
  'BT-3': 'cbc:InvoiceTypeCode|cbc:CreditNoteTypeCode',
  'BT-5': 'cbc:DocumentCurrencyCode',
  'BT-9': 'cbc:DueDate|cac:PaymentMeans/cbc:PaymentDueDate',
  'BT-10': 'cbc:BuyerReference',
  'BT-20': 'cac:PaymentTerms/cbc:Note',
  'BT-23': 'cbc:ProfileID',
  'BT-24': 'cbc:CustomizationID',
  'BT-73': 'cac:InvoicePeriod/cbc:StartDate',
  'BT-74': 'cac:InvoicePeriod/cbc:EndDate',
  'BT-81': 'cac:PaymentMeans/cbc:PaymentMeansCode',
  'BT-83': 'cac:PaymentMeans/cbc:PaymentID',
  'BT-84': 'cac:PaymentMeans/cac:PayeeFinancialAccount/cbc:ID',
  'BT-85': 'cac:PaymentMeans/cac:PayeeFinancialAccount/cbc:Name',
  'BT-86': 'cac:PaymentMeans/cac:PayeeFinancialAccount/cac:FinancialInstitutionBranch/cbc:ID',
  'BT-106': `${TOTAL}/cbc:LineExtensionAmount`,
  'BT-109': `${TOTAL}/cbc:TaxExclusiveAmount`,
  'BT-110': 'cac:TaxTotal/cbc:TaxAmount',
  'BT-112': `${TOTAL}/cbc:TaxInclusiveAmount`,
  'BT-113': `${TOTAL}/cbc:PrepaidAmount`,
  'BT-115': `${TOTAL}/cbc:PayableAmount`,
  ...UBL_PARTY('Supplier', SELLER),
  ...UBL_PARTY('Customer', BUYER),
}
const UBL_GROUPS: Record<keyof ReadInvoice['groups'], [path: string, terms: Paths]> = {
  'BG-1': ['cbc:Note', { 'BT-22': '' }],
  'BG-3': [
    'cac:BillingReference/cac:InvoiceDocumentReference',
    { 'BT-25': 'cbc:ID', 'BT-26': 'cbc:IssueDate' },
  ],
  'BG-23': [
    'cac:TaxTotal/cac:TaxSubtotal',
    {
      'BT-116': 'cbc:TaxableAmount',
      'BT-117': 'cbc:TaxAmount',
      'BT-118': 'cac:TaxCategory/cbc:ID',
      'BT-119': 'cac:TaxCategory/cbc:Percent',
      'BT-120': 'cac:TaxCategory/cbc:TaxExemptionReason',
      'BT-121': 'cac:TaxCategory/cbc:TaxExemptionReasonCode',
    },
  ],
  'BG-25': [
    'cac:InvoiceLine|cac:CreditNoteLine',
    {
      'BT-126': 'cbc:ID',
      'BT-129': 'cbc:InvoicedQuantity|cbc:CreditedQuantity',
      'BT-130': 'cbc:InvoicedQuantity@unitCode|cbc:CreditedQuantity@unitCode',
      'BT-131': 'cbc:LineExtensionAmount',
      'BT-134': 'cac:InvoicePeriod/cbc:StartDate',
      'BT-135': 'cac:InvoicePeriod/cbc:EndDate',
      'BT-146': 'cac:Price/cbc:PriceAmount',
      'BT-151': 'cac:Item/cac:ClassifiedTaxCategory/cbc:ID',
      'BT-152': 'cac:Item/cac:ClassifiedTaxCategory/cbc:Percent',
      'BT-153': 'cac:Item/cbc:Name',
    },
  ],
}

const DEAL = 'rsm:SupplyChainTradeTransaction'
const SETTLEMENT = `${DEAL}/ram:ApplicableHeaderTradeSettlement`
const MEANS = `${SETTLEMENT}/ram:SpecifiedTradeSettlementPaymentMeans`
const SUM = `${SETTLEMENT}/ram:SpecifiedTradeSettlementHeaderMonetarySummation`
const CONTEXT = 'rsm:ExchangedDocumentContext'
const CII: Paths = {
  'BT-1': 'rsm:ExchangedDocument/ram:ID',
  'BT-2': 'rsm:ExchangedDocument/ram:IssueDateTime/udt:DateTimeString',
  'BT-3': 'rsm:ExchangedDocument/ram:TypeCode',
  'BT-5': `${SETTLEMENT}/ram:InvoiceCurrencyCode`,
  'BT-9': `${SETTLEMENT}/ram:SpecifiedTradePaymentTerms/ram:DueDateDateTime/udt:DateTimeString`,
  'BT-10': `${DEAL}/ram:ApplicableHeaderTradeAgreement/ram:BuyerReference`,
  'BT-20': `${SETTLEMENT}/ram:SpecifiedTradePaymentTerms/ram:Description`,
  'BT-23': `${CONTEXT}/ram:BusinessProcessSpecifiedDocumentContextParameter/ram:ID`,
  'BT-24': `${CONTEXT}/ram:GuidelineSpecifiedDocumentContextParameter/ram:ID`,
  'BT-73': `${SETTLEMENT}/ram:BillingSpecifiedPeriod/ram:StartDateTime/udt:DateTimeString`,
  'BT-74': `${SETTLEMENT}/ram:BillingSpecifiedPeriod/ram:EndDateTime/udt:DateTimeString`,
  'BT-81': `${MEANS}/ram:TypeCode`,
  'BT-83': `${SETTLEMENT}/ram:PaymentReference`,
  'BT-84': `${MEANS}/ram:PayeePartyCreditorFinancialAccount/ram:IBANID`,
  'BT-85': `${MEANS}/ram:PayeePartyCreditorFinancialAccount/ram:AccountName`,
  'BT-86': `${MEANS}/ram:PayeeSpecifiedCreditorFinancialInstitution/ram:BICID`,
  'BT-106': `${SUM}/ram:LineTotalAmount`,
  'BT-109': `${SUM}/ram:TaxBasisTotalAmount`,
  'BT-110': `${SUM}/ram:TaxTotalAmount`,
  'BT-112': `${SUM}/ram:GrandTotalAmount`,
  'BT-113': `${SUM}/ram:TotalPrepaidAmount`,
  'BT-115': `${SUM}/ram:DuePayableAmount`,
  ...CII_PARTY('Seller', SELLER),
  ...CII_PARTY('Buyer', BUYER),
}
const LINE = 'ram:SpecifiedLineTradeSettlement'
const CII_GROUPS: typeof UBL_GROUPS = {
  'BG-1': ['rsm:ExchangedDocument/ram:IncludedNote', { 'BT-22': 'ram:Content' }],
  'BG-3': [
    `${SETTLEMENT}/ram:InvoiceReferencedDocument`,
    {
      'BT-25': 'ram:IssuerAssignedID',
      'BT-26': 'ram:FormattedIssueDateTime/qdt:DateTimeString',
    },
  ],
  'BG-23': [
    `${SETTLEMENT}/ram:ApplicableTradeTax`,
    {
      'BT-116': 'ram:BasisAmount',
      'BT-117': 'ram:CalculatedAmount',
      'BT-118': 'ram:CategoryCode',
      'BT-119': 'ram:RateApplicablePercent',
      'BT-120': 'ram:ExemptionReason',
      'BT-121': 'ram:ExemptionReasonCode',
    },
  ],
  'BG-25': [
    `${DEAL}/ram:IncludedSupplyChainTradeLineItem`,
    {
      'BT-126': 'ram:AssociatedDocumentLineDocument/ram:LineID',
      'BT-129': 'ram:SpecifiedLineTradeDelivery/ram:BilledQuantity',
      'BT-130': 'ram:SpecifiedLineTradeDelivery/ram:BilledQuantity@unitCode',
      'BT-131': `${LINE}/ram:SpecifiedTradeSettlementLineMonetarySummation/ram:LineTotalAmount`,
      'BT-134': `${LINE}/ram:BillingSpecifiedPeriod/ram:StartDateTime/udt:DateTimeString`,
      'BT-135': `${LINE}/ram:BillingSpecifiedPeriod/ram:EndDateTime/udt:DateTimeString`,
      'BT-146': 'ram:SpecifiedLineTradeAgreement/ram:NetPriceProductTradePrice/ram:ChargeAmount',
      'BT-151': `${LINE}/ram:ApplicableTradeTax/ram:CategoryCode`,
      'BT-152': `${LINE}/ram:ApplicableTradeTax/ram:RateApplicablePercent`,
      'BT-153': 'ram:SpecifiedTradeProduct/ram:Name',
    },
  ],
}

const parser = new XMLParser({
  ...{ ignoreAttributes: false, parseTagValue: false, trimValues: false, ignoreDeclaration: true },
  isArray: (_name: string, _path: unknown, _leaf: boolean, isAttribute: boolean) => !isAttribute,
})

export function readXml(xml: string): ReadInvoice {
  const sound = XMLValidator.validate(xml)
  if (sound !== true) throw new Error(`not well-formed: ${JSON.stringify(sound)}`)
  const parsed = parser.parse(xml) as Node
  const root = Object.keys(parsed).find((key) => key !== '#text')!
  const [node] = parsed[root] as Node[]
  const syntax = root === 'rsm:CrossIndustryInvoice' ? 'cii' : 'ubl'
  const [paths, groupPaths] = syntax === 'cii' ? [CII, CII_GROUPS] : [UBL, UBL_GROUPS]
  const day = (term: string, text: string) =>
    syntax === 'cii' && /^BT-(2|9|26|73|74|134|135)$/.test(term)
      ? text.replace(/^(\d{4})(\d{2})(\d{2})$/, '$1-$2-$3')
      : text
  const read = (from: Node, all: Paths): ReadTerms =>
    Object.fromEntries(
      Object.entries(all).flatMap(([term, path]) => {
        const found = valuesAt(from, path)
        if (found.length > 1) throw new Error(`${term} stands ${found.length} times`)
        return found.map((text) => [term, day(term, text)])
      })
    )
  const groups = Object.fromEntries(
    Object.entries(groupPaths).map(([term, [path, inner]]) => [
      term,
      nodesAt(node, path).map((one) => read(one, inner)),
    ])
  ) as ReadInvoice['groups']
  const seen = { currencies: new Set<string>(), schemes: new Set<string>(), empty: [] as string[] }
  look(node, root, seen)
  return { syntax, root, terms: read(node, paths), groups, ...seen }
}

const elements = (node: Node, tag: string): Node[] =>
  ((node[tag] ?? []) as (Node | string)[]).map((one) =>
    typeof one === 'string' ? { '#text': one } : one
  )

/** `a/b[c/d=X]/e[@s=Y]`, with alternatives by `|`. */
function nodesAt(node: Node, path: string): Node[] {
  return path.split('|').flatMap((way) => {
    let here = [node]
    for (const step of way === '' ? [] : way.split(/\/(?![^[]*\])/)) {
      const [, tag, inner, want] = /^([\w:]+)(?:\[(.+)=(\w+)\])?$/.exec(step)!
      here = here.flatMap((one) => elements(one, tag))
      if (inner?.startsWith('@')) here = here.filter((one) => one[`@_${inner.slice(1)}`] === want)
      else if (inner) here = here.filter((one) => valuesAt(one, inner).includes(want))
    }
    return here
  })
}

function valuesAt(node: Node, path: string): string[] {
  return path.split('|').flatMap((way) => {
    const [place, attribute] = way.split(/@(?=\w+$)/)
    const isAttribute = attribute !== undefined && !way.includes('[@')
    return nodesAt(node, isAttribute ? place : way).flatMap((one) => {
      const value = isAttribute ? one[`@_${attribute}`] : textOf(one)
      return typeof value === 'string' ? [value] : []
    })
  })
}

function textOf(node: Node): string {
  const text = node['#text'] as string | string[] | undefined
  return Array.isArray(text) ? text.join('') : (text ?? '')
}

function look(
  node: Node,
  path: string,
  seen: Pick<ReadInvoice, 'currencies' | 'schemes' | 'empty'>
) {
  const tags = Object.keys(node).filter((key) => key !== '#text' && !key.startsWith('@_'))
  if (node['@_currencyID']) seen.currencies.add(node['@_currencyID'] as string)
  if (/(EndpointID|URIID)$/.test(path) && node['@_schemeID'])
    seen.schemes.add(node['@_schemeID'] as string)
  if (!tags.length && textOf(node).trim() === '') seen.empty.push(path)
  for (const tag of tags) for (const one of elements(node, tag)) look(one, `${path}/${tag}`, seen)
}
