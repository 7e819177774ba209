import { fakeIntakeRequest, fakeIntakeResult, fakeRefusal, testIntake } from '#sdk/testing'
import leadconduit from '#plugins/intakes/leadconduit'

const config = { success_when: 'sold', price_percent: 100, redirect_hosts: ['thanks.example'] }
const JOE = {
  first_name: 'Joe',
  last_name: 'Blow',
  email: 'joe@test.example',
  phone_1: '5127891111',
}
const form = new URLSearchParams(JOE).toString()
const asked = (parts: Parameters<typeof fakeIntakeRequest>[0] = {}) =>
  fakeIntakeRequest({ body: form, ...parts })
const typed = (type: string, body: string) => asked({ headers: { 'content-type': type }, body })
const xml = `<lead><first_name>Joe</first_name><last_name>Blow</last_name>
<email>joe@test.example</email><phone_1>5127891111</phone_1></lead>`
const cert = 'https://cert.trustedform.com/4ec6'

testIntake(leadconduit, [
  { title: 'reads a form', config, request: asked(), values: JOE },
  {
    title: 'reads JSON',
    config,
    request: typed('application/json; charset=utf-8', JSON.stringify(JOE)),
    values: JOE,
  },
  {
    title: 'reads JSON with line breaks in its texts',
    config,
    request: typed('application/json', '{"address_1": "123\t Main\r\n St"}'),
    values: { address_1: '123 Main St' },
  },
  { title: 'reads XML', config, request: typed('text/xml', xml), values: JOE },
  {
    title: 'reads texts of XML as texts',
    config,
    request: typed('application/xml', '<lead><zip>01234</zip><name>A &amp; B</name></lead>'),
    values: { zip: '01234', name: 'A & B' },
  },
  {
    title: 'reads a query alone',
    config,
    request: asked({ method: 'GET', query: form, headers: {}, body: null }),
    values: JOE,
  },
  {
    title: 'lets the query count before the body',
    config,
    request: asked({ query: 'first_name=Jane' }),
    values: { ...JOE, first_name: 'Jane' },
  },
  {
    title: 'keeps nested keys apart by dots',
    config,
    request: typed('application/json', '{"callcenter":{"note":"a"},"list":[1]}'),
    values: { 'callcenter.note': 'a', 'list': [1] },
  },
  {
    title: 'takes certificates as evidence',
    config,
    request: asked({ body: `XXTRUSTEDFORMCERTURL=${cert}&universal_leadid=ABC` }),
    values: { trustedform_cert_url: cert, universal_leadid: 'ABC' },
    lead: { evidence: { trustedform_cert_url: cert, universal_leadid: 'ABC' } },
  },
  {
    title: 'takes the certificate of pings on pings alone',
    config,
    request: asked({ body: 'xxTrustedFormPingUrl=https://ping.trustedform.com/0.a' }),
    values: {},
    lead: { evidence: {} },
  },
  {
    title: 'prefers the certificate of pings on a ping',
    config,
    request: asked({
      does: 'ping',
      body: `xxTrustedFormPingUrl=https://ping.trustedform.com/0.a&xxTrustedFormCertUrl=${cert}`,
    }),
    values: { trustedform_cert_url: 'https://ping.trustedform.com/0.a' },
  },
  {
    title: 'reads the ping a lead follows',
    config,
    request: asked({ body: 'ping_id=ping_1&email=a%40b.co' }),
    values: { email: 'a@b.co' },
    lead: { ping: 'ping_1' },
  },
  {
    title: 'refuses other methods',
    config,
    request: asked({ method: 'PUT' }),
    refused: {
      status: 405,
      headers: { 'content-type': 'text/plain', 'allow': 'GET, POST' },
      body: 'The PUT method is not allowed',
    },
  },
  {
    title: 'refuses to answer in what it cannot write',
    config,
    request: asked({ headers: { accept: 'image/png' } }),
    refused: { status: 406 },
  },
  {
    title: 'wants a Content-Type',
    config,
    request: { ...asked(), headers: {} },
    refused: { status: 415, body: 'Content-Type header is required' },
  },
  {
    title: 'refuses types it does not read',
    config,
    request: typed('text/csv', 'a,b'),
    refused: {
      status: 406,
      body: 'MIME type in Content-Type header is not supported. Use only application/x-www-form-urlencoded, application/json, application/xml, text/xml.',
    },
  },
  {
    title: 'refuses XML that is none',
    config,
    request: typed('application/xml', 'email=a'),
    refused: { status: 400 },
  },
  {
    title: 'reads no document types',
    config,
    request: typed('text/xml', '<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><a>&b;</a>'),
    refused: { status: 400 },
  },
  {
    title: 'redirects to hosts that are named alone',
    config,
    request: asked({ query: 'redir_url=https://elsewhere.example/a' }),
    refused: { status: 400, body: 'Invalid redir_url' },
  },
  {
    title: 'redirects to a host that is named',
    config,
    request: asked({ query: 'redir_url=https%3A%2F%2Fthanks.example%2Fa%3Fb%3Dc' }),
    result: fakeIntakeResult(),
    answer: {
      status: 303,
      headers: {
        'content-type': 'application/json',
        'location': 'https://thanks.example/a?b=c',
      },
    },
  },
  {
    title: 'answers a sale',
    config,
    request: asked({ headers: { accept: '*/*' } }),
    result: fakeIntakeResult({ lead: '123' }),
    answer: {
      status: 201,
      headers: { 'content-type': 'application/json' },
      body: '{"outcome":"success","lead":{"id":"123"},"price":25}',
    },
  },
  {
    title: 'answers a failure in XML, also 201',
    config,
    request: asked({ headers: { accept: 'text/xml' } }),
    result: fakeRefusal({ reason: 'bad!', lead: '123' }),
    answer: {
      status: 201,
      headers: { 'content-type': 'text/xml' },
      body: '<?xml version="1.0"?>\n<result>\n  <outcome>failure</outcome>\n  <reason>bad!</reason>\n  <lead>\n    <id>123</id>\n  </lead>\n  <price>0</price>\n</result>',
    },
  },
  {
    title: 'calls a duplicate a failure',
    config,
    result: fakeIntakeResult({ lead: '123', duplicate: true, distribution: null, price: null }),
    answer: {
      body: '{"outcome":"failure","reason":"duplicate lead","lead":{"id":"123"},"price":0}',
    },
  },
  {
    title: 'calls what nobody buys a success where taking it is enough',
    config: { ...config, success_when: 'taken' },
    result: fakeIntakeResult({ lead: '123', distribution: 'unsold', price: null }),
    answer: { body: '{"outcome":"success","lead":{"id":"123"},"price":0}' },
  },
  {
    title: 'tells the share of the price that is its sender’s',
    config: { ...config, price_percent: 60 },
    result: fakeIntakeResult({ lead: '1', price: { amount: '24.99', currency: 'USD' } }),
    answer: { body: '{"outcome":"success","lead":{"id":"1"},"price":14.99}' },
  },
  {
    title: 'answers a ping with a price and without a lead',
    config,
    request: asked({ does: 'ping' }),
    result: fakeIntakeResult({
      lead: null,
      price: { amount: '10.00', currency: 'USD' },
      ping: { id: 'ping_1', expires_at: '2026-11-27T12:01:00.000Z' },
    }),
    answer: { status: 200, body: '{"outcome":"success","price":10,"ping_id":"ping_1"}' },
  },
  {
    title: 'answers a ping nobody bids on',
    config,
    request: asked({ does: 'ping' }),
    result: fakeRefusal({ reason: null, problems: [] }),
    answer: { status: 200, body: '{"outcome":"failure","reason":"no bid","price":0}' },
  },
])
