/*
 * The business rules of EN 16931-1 (as of the rules' release 1.3.16) and of XRechnung 3.0 that concern what Sluice writes,
 * told anew from the standard's words and judged on the XML that was read back. Sums are exact: where the official rules
 * let a whole unit pass, nothing passes here.
 */
import { isCountry, isCurrency } from '#shared/codes'
import { exact } from '#sdk/documents/exact_amount'
import type { ReadInvoice, ReadTerms } from '#tests/helpers/en16931/read_xml'

const DAY = /^\d{4}-\d{2}-\d{2}$/
const VATEX =
  /^VATEX-(EU-(AE|O|E|G|IC|79-C|132(-1[A-Q])?|143(-1[A-L]A?)?|148(-[A-G])?|151(-1[A-E]|-1AA)?|159|309|D|F|I|J)|FR-[A-Z\d-]+)$/
const SPECIAL_COUNTRIES = new Set(['1A', 'XI'])
const AMOUNTS = ['BT-106', 'BT-109', 'BT-110', 'BT-112', 'BT-113', 'BT-115']
const EXEMPT = new Set(['E', 'AE', 'O'])

const isAmount = (text: string | undefined) =>
  text !== undefined && /^-?\d+(\.\d{1,2})?$/.test(text)
const value = (text: string | undefined): bigint => (text === undefined ? 0n : exact(text))
const sum = (texts: (string | undefined)[]): bigint =>
  texts.reduce((all, text) => all + value(text), 0n)

/** Half away from zero to the smallest part the document writes. */
function taxOn(net: bigint, rate: string, decimals: number): bigint {
  const unit = 10n ** BigInt(8 - decimals)
  const divisor = 100n * 10n ** 8n * unit
  const product = net * exact(rate)
  const size = product < 0n ? -product : product
  const rounded = ((2n * size + divisor) / (2n * divisor)) * unit
  return product < 0n ? -rounded : rounded
}

export interface Leniency {
  /** A credit of the rest takes the rest of the tax: its tax may differ from its net times the rate by so many parts. */
  taxParts?: bigint
}

/** Rules that do not hold, by their official names; CENT where a sum is not right to the smallest part. */
export function brokenRules(invoice: ReadInvoice, { taxParts = 0n }: Leniency = {}): string[] {
  const { terms, groups } = invoice
  const broken = new Set<string>()
  const rule = (name: string, holds: unknown) => holds || broken.add(name)
  const lines = groups['BG-25']
  const taxes = groups['BG-23']

  const needed: [string, string][] = [
    ...[
      ['BR-01', 'BT-24'],
      ['BR-02', 'BT-1'],
      ['BR-03', 'BT-2'],
      ['BR-04', 'BT-3'],
    ],
    ...[
      ['BR-05', 'BT-5'],
      ['BR-06', 'BT-27'],
      ['BR-07', 'BT-44'],
      ['BR-09', 'BT-40'],
    ],
    ...[
      ['BR-11', 'BT-55'],
      ['BR-12', 'BT-106'],
      ['BR-13', 'BT-109'],
      ['BR-14', 'BT-112'],
    ],
    ['BR-15', 'BT-115'],
  ] as [string, string][]
  for (const [name, term] of needed) rule(name, terms[term]?.trim())
  rule('BR-16', lines.length > 0)
  for (const term of ['BT-2', 'BT-9', 'BT-73', 'BT-74'])
    rule('DAY', terms[term] === undefined || DAY.test(terms[term]))
  rule('BR-29', !terms['BT-73'] || !terms['BT-74'] || terms['BT-73'] <= terms['BT-74'])
  rule('BR-CO-19', terms['BT-73'] || terms['BT-74'])

  rule('BR-CL-01', typeCodes(invoice).includes(terms['BT-3']))
  rule('BR-CL-04', isCurrency(terms['BT-5']))
  rule(
    'BR-CL-03',
    [...invoice.currencies].every((one) => one === terms['BT-5'])
  )
  rule(
    'BR-CL-25',
    [...invoice.schemes].every((one) => one === 'EM')
  )
  rule('BR-62', (!terms['BT-34'] && !terms['BT-49']) || invoice.schemes.size > 0)
  for (const term of ['BT-40', 'BT-55'])
    rule('BR-CL-14', SPECIAL_COUNTRIES.has(terms[term]) || isCountry(terms[term]))
  for (const term of ['BT-31', 'BT-48'])
    rule(
      'BR-CO-09',
      !terms[term] || /^(EL|XI|1A)/.test(terms[term]) || isCountry(terms[term].slice(0, 2))
    )
  rule('BR-CO-26', terms['BT-29'] || terms['BT-30'] || terms['BT-31'])
  for (const one of groups['BG-3']) rule('BR-55', one['BT-25']?.trim())
  if (terms['BT-83'] || terms['BT-84']) rule('BR-49', terms['BT-81'])
  if (terms['BT-81']) rule('BR-CL-16', ['30', '58', '97'].includes(terms['BT-81']))
  if (['30', '58'].includes(terms['BT-81'])) rule('BR-61', terms['BT-84'])

  for (const line of lines) judgeLine(line, terms, rule)
  judgeTotals(invoice, rule)
  for (const category of ['S', 'Z', 'E', 'AE', 'O']) judgeCategory(category, invoice, rule)
  for (const tax of taxes) {
    rule('BR-45', isAmount(tax['BT-116']))
    rule('BR-46', isAmount(tax['BT-117']))
    rule('BR-47', ['S', 'Z', 'E', 'AE', 'O'].includes(tax['BT-118']))
    rule('BR-48', tax['BT-118'] === 'O' || tax['BT-119'])
    rule('BR-CL-22', !tax['BT-121'] || VATEX.test(tax['BT-121']))
    const decimals = (tax['BT-117'].split('.')[1] ?? '').length
    const right = taxOn(value(tax['BT-116']), tax['BT-119'] ?? '0', decimals)
    const off = value(tax['BT-117']) - right
    const part = 10n ** BigInt(8 - decimals)
    rule('CENT BR-CO-17', (off < 0n ? -off : off) <= taxParts * part)
  }
  if (terms['BT-24']?.includes('xrechnung')) judgeXrechnung(invoice, rule)
  return [...broken]
}

type Rule = (name: string, holds: unknown) => void

const typeCodes = ({ root, syntax }: ReadInvoice): string[] =>
  syntax === 'cii'
    ? ['380', '389', '381', '261']
    : root === 'CreditNote'
      ? ['381', '261']
      : ['380', '389']

function judgeLine(line: ReadTerms, terms: ReadTerms, rule: Rule) {
  const needed: Record<string, string> = {
    ...{ 'BR-21': 'BT-126', 'BR-22': 'BT-129', 'BR-23': 'BT-130', 'BR-24': 'BT-131' },
    ...{ 'BR-25': 'BT-153', 'BR-26': 'BT-146', 'BR-CO-04': 'BT-151' },
  }
  for (const [name, term] of Object.entries(needed)) rule(name, line[term]?.trim())
  rule('BR-CL-23', line['BT-130'] === 'C62')
  rule('BR-27', value(line['BT-146']) >= 0n)
  rule('BR-DEC-23', isAmount(line['BT-131']))
  rule('BR-CO-20', line['BT-134'] || line['BT-135'])
  rule('BR-30', line['BT-134'] <= line['BT-135'])
  rule('PEPPOL-EN16931-R110', line['BT-134'] >= terms['BT-73'])
  rule('PEPPOL-EN16931-R111', line['BT-135'] <= terms['BT-74'])
  const net = (value(line['BT-129']) * value(line['BT-146'])) / 10n ** 8n
  rule('CENT PEPPOL-EN16931-R120', net === value(line['BT-131']))
}

function judgeTotals({ terms, groups }: ReadInvoice, rule: Rule) {
  for (const term of AMOUNTS)
    rule(`BR-DEC ${term}`, terms[term] === undefined || isAmount(terms[term]))
  const lines = groups['BG-25']
  const taxes = groups['BG-23']
  rule('BR-CO-18', taxes.length > 0)
  rule('BR-CO-10', value(terms['BT-106']) === sum(lines.map((line) => line['BT-131'])))
  rule('BR-CO-13', value(terms['BT-109']) === value(terms['BT-106']))
  rule('BR-CO-14', value(terms['BT-110']) === sum(taxes.map((tax) => tax['BT-117'])))
  rule('CENT BG-23', value(terms['BT-109']) === sum(taxes.map((tax) => tax['BT-116'])))
  rule('BR-CO-15', value(terms['BT-112']) === value(terms['BT-109']) + value(terms['BT-110']))
  rule('BR-CO-16', value(terms['BT-115']) === value(terms['BT-112']) - value(terms['BT-113']))
}

function judgeCategory(category: string, { terms, groups }: ReadInvoice, rule: Rule) {
  const lines = groups['BG-25'].filter((line) => line['BT-151'] === category)
  const taxes = groups['BG-23'].filter((tax) => tax['BT-118'] === category)
  if (!lines.length && !taxes.length) return
  const name = (number: string) => `BR-${category}-${number}`
  rule(name('01'), category === 'S' ? taxes.length > 0 : taxes.length === 1)
  if (category === 'O') rule(name('02'), !terms['BT-31'] && !terms['BT-48'])
  else rule(name('02'), terms['BT-31'] || terms['BT-32'])
  if (category === 'AE') rule(name('02'), terms['BT-48'] || terms['BT-47'])
  for (const line of lines)
    rule(
      name('05'),
      category === 'O'
        ? line['BT-152'] === undefined
        : category === 'S'
          ? value(line['BT-152']) > 0n
          : line['BT-152'] !== undefined && value(line['BT-152']) === 0n
    )
  for (const tax of taxes) {
    const same =
      category === 'S'
        ? lines.filter((line) => value(line['BT-152']) === value(tax['BT-119']))
        : lines
    rule(name('08'), value(tax['BT-116']) === sum(same.map((line) => line['BT-131'])))
    if (category !== 'S') rule(name('09'), value(tax['BT-117']) === 0n)
    const hasReason = tax['BT-120']?.trim() || tax['BT-121']
    rule(name('10'), EXEMPT.has(category) ? hasReason : !hasReason)
    if (category === 'AE') rule(name('10'), !tax['BT-121'] || tax['BT-121'] === 'VATEX-EU-AE')
    if (category === 'O') rule(name('10'), !tax['BT-121'] || tax['BT-121'] === 'VATEX-EU-O')
  }
  if (category === 'O') {
    rule('BR-O-11', groups['BG-23'].length === 1)
    rule('BR-O-12', groups['BG-25'].length === lines.length)
  } else
    for (const line of lines)
      rule(
        name('08'),
        taxes.some((tax) => value(tax['BT-119']) === value(line['BT-152']))
      )
}

function judgeXrechnung({ terms, groups, empty }: ReadInvoice, rule: Rule) {
  const needed: Record<string, string> = {
    ...{ 'BR-DE-1': 'BT-81', 'BR-DE-3': 'BT-37', 'BR-DE-4': 'BT-38', 'BR-DE-5': 'BT-41' },
    ...{ 'BR-DE-6': 'BT-42', 'BR-DE-7': 'BT-43', 'BR-DE-8': 'BT-52', 'BR-DE-9': 'BT-53' },
    ...{ 'BR-DE-15': 'BT-10', 'PEPPOL-EN16931-R001': 'BT-23' },
    ...{ 'PEPPOL-EN16931-R010': 'BT-49', 'PEPPOL-EN16931-R020': 'BT-34' },
  }
  for (const [name, term] of Object.entries(needed)) rule(name, terms[term]?.trim())
  for (const tax of groups['BG-23']) rule('BR-DE-14', tax['BT-119'])
  if (groups['BG-23'].some((tax) => tax['BT-118'] !== 'O'))
    rule('BR-DE-16', terms['BT-31'] || terms['BT-32'])
  rule('BR-DE-17', ['380', '381', '389', '261'].includes(terms['BT-3']))
  rule('BR-DE-18', !/(^|\n)\s*#/.test(terms['BT-20'] ?? ''))
  rule('BR-DE-21', /#compliant#urn:xeinkauf\.de:kosit:xrechnung_3\.0$/.test(terms['BT-24']))
  rule('BR-DE-27', !terms['BT-42'] || (terms['BT-42']?.match(/\d/g) ?? []).length >= 3)
  rule('BR-DE-28', !terms['BT-43'] || /^[^@\s]+@([^@.\s]+\.)+[^@.\s]+$/.test(terms['BT-43']))
  // The one element that the schema of CII wants even where it holds nothing.
  const idle = empty.filter((path) => !path.endsWith('ApplicableHeaderTradeDelivery'))
  rule('PEPPOL-EN16931-R008', idle.length === 0)
}
