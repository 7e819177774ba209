import type { PluginKind } from '#sdk'

/** The spec of a new plugin, by its kind; words in capitals are filled in by `pluginTemplate`. */
export const SPECS: Record<PluginKind, string> = {
  channel: `
import { fakeAnswer, testChannel } from '#sdk/testing'
import PLUGIN from '#plugins/FOLDER/ID'

testChannel(PLUGIN, [
  {
    title: 'sends the lead and reads a yes',
    config: { url: 'https://buyer.example/leads' },
    answer: fakeAnswer(201),
    envelope: { method: 'POST', url: 'https://buyer.example/leads' },
    outcome: { status: 'accepted' },
  },
])
`,
  strategy: `
import { testStrategy } from '#sdk/testing'
import PLUGIN from '#plugins/FOLDER/ID'

testStrategy(PLUGIN, [
  {
    title: 'asks the best price first',
    config: {},
    plan: { waves: [['a3'], ['a2'], ['a1']], stopAfter: 1 },
  },
  {
    title: 'asks no more than it may',
    config: { at_most: 1 },
    plan: { waves: [['a3']], stopAfter: 1 },
  },
])
`,
  node: `
import { fakeLead, testNode } from '#sdk/testing'
import PLUGIN from '#plugins/FOLDER/ID'

testNode(PLUGIN, [
  {
    title: 'a value is present',
    config: { field: 'email' },
    lead: fakeLead({ email: 'ann@example.com' }),
    port: 'present',
  },
  { title: 'no value is absent', config: { field: 'email' }, lead: fakeLead({}), port: 'absent' },
])
`,
  tax: `
import { fakeSupply, testTax } from '#sdk/testing'
import PLUGIN from '#plugins/FOLDER/ID'

testTax(PLUGIN, [
  {
    title: 'taxes at home',
    config: { rate: 19 },
    supply: fakeSupply({ net: 10_000 }),
    applies: true,
    line: { rate: '19', amount: 1900, tax_country: 'DE' },
  },
  {
    title: 'does not apply abroad',
    config: { rate: 19 },
    supply: fakeSupply({ buyer: { country: 'FR' } }),
    applies: false,
  },
])
`,
  document: `
import { fakeDocument, testDocument } from '#sdk/testing'
import PLUGIN from '#plugins/FOLDER/ID'

testDocument(PLUGIN, [
  {
    title: 'says the number and every line',
    config: {},
    document: fakeDocument({ number: 'INV-2026-0001' }),
    says: ['"INV-2026-0001";"total"', '"1";"Solar lead'],
  },
])
`,
  payment: `
import { fakeDue, fakePaymentIo, testPayment } from '#sdk/testing'
import PLUGIN from '#plugins/FOLDER/ID'

testPayment(PLUGIN, [
  {
    title: 'sends whoever pays to the page of the provider',
    config: { api_url: 'https://pay.example', api_key: 'key' },
    due: fakeDue({ amount: 4900, currency: 'EUR' }),
    io: fakePaymentIo([{ status: 200, body: { id: 'chk_1', url: 'https://pay.example/chk_1' } }]),
    step: { redirect: 'https://pay.example/chk_1', reference: 'chk_1' },
  },
])
`,
  intake: `
import { fakeIntakeRequest, fakeIntakeResult, testIntake } from '#sdk/testing'
import PLUGIN from '#plugins/FOLDER/ID'

testIntake(PLUGIN, [
  {
    title: 'reads a form',
    config: {},
    request: fakeIntakeRequest({ body: 'email=a%40b.co&state=CA' }),
    values: { email: 'a@b.co', state: 'CA' },
  },
  {
    title: 'says that a lead was taken',
    config: {},
    result: fakeIntakeResult({ lead: 'lead_1' }),
    answer: { status: 200, body: 'OK lead_1' },
  },
])
`,
  trigger: `
import { fakeHappened, testTrigger } from '#sdk/testing'
import PLUGIN from '#plugins/FOLDER/ID'

testTrigger(PLUGIN, [
  {
    title: 'is set off by a lead of the source',
    config: { source: 'google-ads' },
    happened: fakeHappened({ type: 'lead.received' }),
    occurs: {},
  },
  {
    title: 'passes over others',
    config: { source: 'fairs' },
    happened: fakeHappened({ type: 'lead.received' }),
    occurs: null,
  },
])
`,
  action: `
import { fakeAutomation, testAction } from '#sdk/testing'
import PLUGIN from '#plugins/FOLDER/ID'

testAction(PLUGIN, [
  {
    title: 'moves the lead',
    config: { stage: 'qualified' },
    view: fakeAutomation(),
    task: { do: 'stage', stage: 'qualified' },
  },
])
`,
}
