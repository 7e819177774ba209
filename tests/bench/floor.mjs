/*
 * The floor: the least code that holds the same rows as durably. Bare node:http, prepared statements (or one statement
 * per table on PostgreSQL) in grouped transactions, one before the webhook and one after it, undici for the webhook.
 * No accounts, types, encryption, templates, signatures, traces or redaction. Arguments: JSON { partners, partnerUrl,
 * database (file or postgres URL) }.
 */
import { createServer } from 'node:http'
import { randomBytes } from 'node:crypto'
import { Pool } from 'undici'
import { PLACES } from './sample.mjs'
import { floorStore } from './floor_store.mjs'

const { partners, partnerUrl, database } = JSON.parse(process.argv[2])
const store = await floorStore(database)
const pool = new Pool(partnerUrl, { connections: 256 })
const rules = Array.from({ length: partners }, (_, i) => ({ id: `buyer-${i + 1}`, region: PLACES[i] }))
const id = () => randomBytes(12).toString('base64url')

async function sell(input) {
  const { values } = input
  const at = Date.now()
  const lead = id()
  const run = id()
  const delivery = id()
  const text = JSON.stringify(values)
  const rule = rules.find(
    (one) => values.ownership === 'owner' && values.monthly_bill >= 50 && values.region === one.region
  )
  const event = (type, data) => ({ id: id(), lead, type, at, data: JSON.stringify(data) })
  await store.write({
    insert: [
      ['leads', { id: lead, status: 'distributing', data: text, at }],
      ['keys', { id: `email:${values.email}:${lead}`, lead }],
      ['keys', { id: `phone:${values.phone}:${lead}`, lead }],
      ['runs', { id: run, lead, status: 'running', path: '[]', at }],
      ['deliveries', { id: delivery, lead, partner: rule.id, status: 'sending', price: 2000, at }],
      ['attempts', { id: `${delivery}.1`, delivery, at, request: null, response: null, outcome: null }],
      ['events', event('lead.received', { source: input.source })],
      ['events', event('delivery.offered', { partner: rule.id })],
    ],
    caps: [`${rule.id}:day`, `${rule.id}:total`, `${rule.id}-a:day`, `${rule.id}-a:month`],
    update: [],
  })
  const body = JSON.stringify({ email: values.email, phone: values.phone, name: values.last_name, bill: values.monthly_bill })
  const headers = { 'content-type': 'application/json', 'idempotency-key': delivery }
  const answer = await pool.request({ path: `/${rule.id}`, method: 'POST', headers, body })
  const said = await answer.body.text()
  const outcome = JSON.parse(said).status === 'ok' ? 'accepted' : 'rejected'
  await store.write({
    insert: [
      ['postings', { id: id(), delivery, lead, partner: rule.id, amount: 2000, at: Date.now() }],
      ['events', event(`delivery.${outcome}`, { attempt: 1 })],
      ['events', event('revenue.booked', { amount: '20.00' })],
      ['events', event('distribution.finished', { status: 'sold' })],
    ],
    caps: [],
    update: [
      ['attempts', `${delivery}.1`, { outcome, request: body, response: said }],
      ['deliveries', delivery, { status: outcome }],
      ['runs', run, { status: 'sold', path: '[{"node":"offer","port":"sold"}]' }],
      ['leads', lead, { status: 'sold' }],
    ],
  })
  return { id: lead, status: 'sold', delivery, partner: rule.id }
}

const server = createServer((request, response) => {
  const chunks = []
  request.on('data', (chunk) => chunks.push(chunk))
  request.on('end', async () => {
    try {
      const lead = await sell(JSON.parse(Buffer.concat(chunks).toString()))
      response.writeHead(201, { 'content-type': 'application/json' }).end(JSON.stringify(lead))
    } catch (error) {
      response.writeHead(500).end(String(error))
    }
  })
})
server.listen(0, '127.0.0.1', () =>
  process.stdout.write(`${JSON.stringify({ url: `http://127.0.0.1:${server.address().port}` })}\n`)
)
