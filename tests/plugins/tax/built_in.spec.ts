import { fakeSupply, testTax } from '#sdk/testing'
import destinationVat from '#plugins/tax/destination_vat'
import domesticVat from '#plugins/tax/domestic_vat'
import euReverseCharge from '#plugins/tax/eu_reverse_charge'
import exempt from '#plugins/tax/exempt'
import outsideScope from '#plugins/tax/outside_scope'
import smallBusiness from '#plugins/tax/small_business'

const home = fakeSupply()
const { seller, buyer } = home
const france = { code: 'FR', country: 'FR', eu: true, area: 'FR', levies: true }
const usa = { code: 'US', country: 'US', eu: false, area: 'US', levies: false }
const toFrance = fakeSupply({ buyer_territory: france, rates: { seller: '19', buyer: '20' } })
const toUsa = fakeSupply({ buyer_territory: usa, rates: { seller: '19', buyer: null } })
const absent = { ...toFrance, buyer: { ...buyer, vat_id_status: 'absent' as const } }

testTax(domesticVat, [
  {
    title: 'the rate of the day, rounded half away from zero',
    config: {},
    supply: fakeSupply({ net: 999 }),
    applies: true,
    line: { category: 'S', rate: '19', amount: 190, tax_country: 'DE' },
  },
  {
    title: 'and for a credit',
    config: {},
    supply: fakeSupply({ net: -999 }),
    applies: true,
    line: { amount: -190 },
  },
  {
    title: 'abroad without a valid id',
    config: {},
    supply: absent,
    applies: true,
    line: { rate: '19' },
  },
  { title: 'not where reverse charge applies', config: {}, supply: toFrance, applies: false },
])

testTax(euReverseCharge, [
  {
    title: 'AE, in the language of the issuer and in English',
    config: {},
    supply: toFrance,
    applies: true,
    line: {
      category: 'AE',
      rate: '0',
      tax_country: 'FR',
      exemption_code: 'VATEX-EU-AE',
      note: 'Steuerschuldnerschaft des Leistungsempfängers / Reverse charge',
    },
  },
  { title: 'not at home', config: {}, supply: home, applies: false },
  {
    title: 'never without the own id',
    config: {},
    supply: { ...toFrance, seller: { ...seller, vat_id: undefined } },
    applies: false,
  },
])

testTax(outsideScope, [
  {
    title: 'outside the Union, without a rate',
    config: {},
    supply: toUsa,
    applies: true,
    line: { category: 'O', rate: null, tax_country: 'US', exemption_code: 'VATEX-EU-O' },
  },
  {
    title: 'a seller in no register shows no VAT',
    config: {},
    supply: { ...home, seller: { ...seller, vat_status: 'not_registered' } },
    applies: true,
    line: { category: 'O', rate: null, tax_country: 'DE' },
  },
])

testTax(smallBusiness, [
  {
    title: 'exempt by its own law',
    config: {},
    supply: { ...home, seller: { ...seller, vat_status: 'small_business' } },
    applies: true,
    line: { category: 'E', rate: '0', exemption_code: null },
  },
])

testTax(exempt, [
  {
    title: 'with the reason on file',
    config: {},
    supply: { ...home, exemption: { code: 'VATEX-EU-132-1I', text: 'Art. 132(1)(i)' } },
    applies: true,
    line: { category: 'E', exemption_code: 'VATEX-EU-132-1I', note: 'Art. 132(1)(i)' },
  },
  {
    title: 'never without one',
    config: {},
    supply: { ...home, exemption: { code: null, text: ' ' } },
    applies: false,
  },
])

testTax(destinationVat, [
  {
    title: "the consumer's rate through the one-stop shop",
    config: {},
    supply: {
      ...toFrance,
      buyer: { country: 'FR', type: 'consumer' },
      kind: 'electronic_service',
      oss_registered: true,
    },
    applies: true,
    line: { category: 'S', rate: '20', tax_country: 'FR', amount: 2000 },
  },
])
