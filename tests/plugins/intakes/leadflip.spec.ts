import { fakeIntakeRequest, fakeIntakeResult, fakeRefusal, testIntake } from '#sdk/testing'
import leadflip from '#plugins/intakes/leadflip'

const json = (body: string) =>
  fakeIntakeRequest({ body, headers: { 'content-type': 'application/json' } })

testIntake(leadflip, [
  {
    title: 'reads a form',
    config: {},
    request: fakeIntakeRequest({ body: 'E-Mail=a%40b.co&test=1' }),
    values: { 'E-Mail': 'a@b.co' },
    lead: { test: true },
  },
  {
    title: 'reads JSON',
    config: {},
    request: json('{"email":"a@b.co","monthly_bill":240,"ping_id":"ping_1"}'),
    values: { email: 'a@b.co', monthly_bill: 240 },
    lead: { ping: 'ping_1' },
  },
  { title: 'refuses broken JSON', config: {}, request: json('{'), refused: { status: 400 } },
  { title: 'refuses lists', config: {}, request: json('[]'), refused: { status: 400 } },
  {
    title: 'takes POST alone',
    config: {},
    request: fakeIntakeRequest({ method: 'GET' }),
    refused: { status: 405 },
  },
  {
    title: 'refuses other types',
    config: {},
    request: fakeIntakeRequest({ body: '<a/>', headers: { 'content-type': 'text/xml' } }),
    refused: { status: 415 },
  },
  {
    title: 'answers a lead that was taken',
    config: {},
    result: fakeIntakeResult({ lead: 'lead_1', distribution: null, price: null }),
    answer: {
      status: 201,
      body: '{"status":"success","lead_id":"lead_1","created_at":"2026-11-27T12:00:00.000Z"}',
    },
  },
  {
    title: 'answers a duplicate',
    config: {},
    result: fakeIntakeResult({ lead: 'lead_1', duplicate: true, distribution: null }),
    answer: { status: 200 },
  },
  { title: 'names what is invalid', config: {}, result: fakeRefusal(), answer: { status: 422 } },
])
