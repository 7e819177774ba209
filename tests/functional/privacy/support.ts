import { randomBytes, randomInt } from 'node:crypto'
import { SELLER } from '#tests/functional/billing/support'
import { GERMAN } from '#tests/functional/billing/support'
import { as } from '#tests/functional/api/call'
import { insider } from '#tests/functional/accounts/support/team'
import { loanBlueprint } from '#tests/functional/distribution/support'
import { makeAccount } from '#tests/helpers/make_account'
import type { PartnerServer } from '#tests/helpers/partner_server'

/** A person nobody else in the database resembles. */
export function person() {
  const tag = () => randomBytes(6).toString('hex')
  return {
    name: `Zoe ${tag()}`,
    email: `${tag()}@example.org`,
    former: `${tag()}@example.net`,
    phone: `+4930${randomInt(1_000_000, 9_999_999)}`,
    ssn: `S-${tag()}`,
    note: `likes ${tag()}`,
    external: `crm-${tag()}`,
    file: `letter-${tag()}.txt`,
    call: `call-${tag()}.png`,
  }
}
export type Person = ReturnType<typeof person>

const FIELDS = [
  { key: 'name', label: 'Name', type: 'text' },
  { key: 'email', label: 'E-mail', type: 'email' },
  { key: 'phone', label: 'Phone', type: 'phone' },
  { key: 'ssn', label: 'SSN', type: 'text', encrypted: true },
  { key: 'note', label: 'Note', type: 'long_text' },
  { key: 'letter', label: 'Letter', type: 'file' },
]

/** Loans go to `buyer` by webhook and to `post` by mail; in the second entity address and number are encrypted. */
export function privacyBlueprint(server: PartnerServer) {
  const returns = { days: 7, reasons: ['invalid_phone'], evidence: 'optional' }
  const whole = loanBlueprint(
    server,
    [{ key: 'buyer' }, { key: 'post' }],
    { strategy: { use: 'send_to_all' } },
    {
      buyer: {
        name: 'Buyer GmbH',
        email: 'privacy@buyer.example',
        billing: GERMAN,
        portal: { returns },
      },
      post: { name: 'Post AG', billing: GERMAN },
    }
  ) as any
  whole.account = SELLER
  whole.entities[0].fields = FIELDS
  whole.entities.push({
    key: 'callback',
    name: 'Callback',
    stages: ['new'],
    fields: [
      { key: 'mail', label: 'Mail', type: 'email', encrypted: true },
      { key: 'tel', label: 'Tel', type: 'phone', encrypted: true },
      { key: 'topic', label: 'Topic', type: 'text' },
    ],
  })
  const [buyer, post] = whole.profiles[0].assignments
  buyer.delivery.body = { who: '{{ lead.name }} {{ lead.email }} {{ lead.phone }} {{ lead.ssn }}' }
  post.delivery = {
    use: 'email',
    to: 'in@post.example',
    subject: '{{ lead.name }}',
    text: '{{ lead.email }} {{ lead.phone }}',
  }
  return whole
}

export async function privacyAccount(server: PartnerServer) {
  const made = await makeAccount({
    ...{ currency: 'EUR', timeZone: 'Europe/Berlin', blueprint: privacyBlueprint(server) },
  })
  const owner = await insider(made.id, 'owner')
  return { ...made, api: as(made), owner }
}
export type PrivacyAccount = Awaited<ReturnType<typeof privacyAccount>>

const PNG = Buffer.from('\x89PNG\r\n\x1a\nrest', 'latin1')

/** Three leads over two entities: one sold, changed and given back, one by the same number, one encrypted. */
export async function livesOf({ api }: PrivacyAccount, who: Person) {
  const first = await api.post(
    '/leads',
    {
      entity: 'loan',
      values: {
        ...{ name: who.name, email: who.former, phone: who.phone, ssn: who.ssn, note: who.note },
        letter: { name: who.file, content: Buffer.from(who.note).toString('base64') },
        hobby: `hobby of ${who.name}`,
      },
      external_id: who.external,
      consent: { text: `I, ${who.name}, agree`, version: '1', ip: '203.0.113.9' },
    },
    { prefer: 'wait=20' }
  )
  if (first.body.status !== 'sold') throw new Error(JSON.stringify(first.body))
  await api.patch(`/leads/${first.body.id}`, { values: { email: who.email } })
  const delivery = first.body.distributions[0].deliveries.find(
    (one: { partner: string }) => one.partner === 'buyer'
  )
  const asked = await api.post('/returns', {
    ...{ delivery: delivery.id, reason: 'invalid_phone', note: `${who.name} never picks up` },
    evidence: [{ name: who.call, content: PNG.toString('base64') }],
  })
  if (asked.status !== 201) throw new Error(JSON.stringify(asked.body))
  const second = await api.post(
    '/leads',
    { entity: 'loan', values: { name: `${who.name} again`, phone: who.phone } },
    { prefer: 'wait=20' }
  )
  const third = await api.post('/leads', {
    entity: 'callback',
    values: { mail: who.email, tel: who.phone, topic: `for ${who.name}` },
  })
  return [first, second, third].map(({ body }) => body.id as string)
}
