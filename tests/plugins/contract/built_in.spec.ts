import {
  fakeAnswer,
  fakeContext,
  fakeDelivery,
  fakeLead,
  testChannel,
  testNode,
  testStrategy,
} from '#sdk/testing'
import email from '#plugins/channels/email'
import portal from '#plugins/channels/portal'
import webhook from '#plugins/channels/webhook'
import condition from '#plugins/nodes/condition'
import offer from '#plugins/nodes/offer'
import schedule from '#plugins/nodes/schedule'
import split from '#plugins/nodes/split'
import stop from '#plugins/nodes/stop'
import switchNode from '#plugins/nodes/switch'
import transform from '#plugins/nodes/transform'
import firstMatch from '#plugins/strategies/first_match'
import sendToAll from '#plugins/strategies/send_to_all'

const rule = { field: 'state', operator: 'equals', value: 'CA' }

testChannel(webhook, [
  {
    title: 'fills its templates and reads a yes',
    config: {
      url: 'https://api.sunco.example/leads?src={{ lead.source }}',
      headers: { 'X-Api-Key': 'k' },
      body: { email: '{{ lead.email }}', bill: '{{ lead.monthly_bill }}' },
      timeout_seconds: '5',
    },
    answer: fakeAnswer(200, { status: 'ok' }),
    envelope: {
      method: 'POST',
      url: 'https://api.sunco.example/leads?src=google-ads',
      body: '{"email":"ann@example.com","bill":240}',
    },
    outcome: { status: 'accepted' },
  },
  {
    title: 'a missing variable refuses the lead by name',
    config: { url: 'https://api.sunco.example/{{ lead.zip }}' },
    refused: 'url',
  },
])

testChannel(email, [
  {
    title: 'writes to the partner',
    config: { subject: 'Lead from {{ lead.state }}', text: 'Call {{ lead.email }}' },
    envelope: {
      to: ['leads@sunco.example'],
      subject: 'Lead from CA',
      text: 'Call ann@example.com',
    },
    outcome: { status: 'sent' },
  },
  {
    title: 'a partner without an address refuses the lead',
    config: {},
    delivery: fakeDelivery({ partner: { key: 'p', name: 'P', email: null } }),
    refused: 'to',
  },
])

testChannel(portal, [
  {
    title: 'counts as handed over',
    config: {},
    envelope: { type: 'portal', accept_reject: false, deadline_hours: null },
    outcome: { status: 'sent' },
  },
  {
    title: 'waits where the partner decides',
    config: { accept_reject: true, deadline_hours: 2 },
    outcome: { status: 'waiting', deadlineSeconds: 7200 },
  },
])

testStrategy(firstMatch, [
  {
    title: 'asks one after the other',
    config: {},
    plan: { waves: [['a1'], ['a2'], ['a3']], stopAfter: 1 },
  },
])

testStrategy(sendToAll, [
  {
    title: 'asks all at once',
    config: {},
    plan: { waves: [['a1', 'a2', 'a3']], stopAfter: 'never' },
  },
  {
    title: 'never offers to more than may buy',
    config: { max_buyers: 2 },
    plan: { waves: [['a1', 'a2'], ['a3']], stopAfter: 2 },
  },
])

testNode(condition, [
  { title: 'yes', config: { rule }, port: 'yes' },
  { title: 'no', config: { rule }, context: fakeContext({ matched: false }), port: 'no' },
])

testNode(switchNode, [
  {
    title: 'takes the first case that matches',
    config: {
      cases: [
        { port: 'west', rule },
        { port: 'east', rule },
      ],
    },
    port: 'west',
  },
  {
    title: 'else otherwise',
    config: { cases: [{ port: 'west', rule }] },
    context: fakeContext({ matched: false }),
    port: 'otherwise',
  },
])

testNode(split, [
  { title: 'a share of nothing gets nothing', config: { shares: { a: 0, b: 3 } }, port: 'b' },
])

testNode(schedule, [
  { title: 'open', config: { schedule: { hours: { 'mon-fri': ['08:00-18:00'] } } }, port: 'open' },
  {
    title: 'closed',
    config: { schedule: { hours: { 'mon-fri': ['08:00-18:00'] } } },
    context: fakeContext({ open: false }),
    port: 'closed',
  },
])

testNode(transform, [
  {
    title: 'hands its code over',
    config: { code: 'export default (lead) => lead' },
    lead: fakeLead({}),
    decision: { transform: { code: 'export default (lead) => lead' } },
  },
])

testNode(offer, [
  {
    title: 'offers to all',
    config: { strategy: { use: 'first_match' } },
    decision: { offer: { strategy: { use: 'first_match' }, assignments: null } },
  },
])

testNode(stop, [
  { title: 'ends', config: { status: 'held' }, decision: { stop: 'held', detail: {} } },
])
