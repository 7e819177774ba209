import { test } from '@japa/runner'
import fc from 'fast-check'
import { type Envelope, PrepareError } from '#sdk'
import { plugins } from '#host/registry'
import email from '#plugins/channels/email'
import { fakeDelivery, fakeIo, testChannel } from '#sdk/testing'
import { deliveryView } from '#tests/unit/delivery/fixtures'

type Mail = Extract<Envelope, { type: 'mail' }>
type Config = Parameters<typeof email.prepare>[1]

const prepare = (config: Config, values?: Record<string, unknown>) =>
  email.prepare(deliveryView(values), config) as Mail

testChannel(email, [
  {
    title: 'mails the partner unless told otherwise',
    config: {},
    envelope: { to: ['leads@sunco.example'], subject: 'New lead: Solar US' },
    outcome: { status: 'sent' },
  },
  {
    title: 'refuses a partner without an address',
    config: {},
    delivery: fakeDelivery({ partner: { key: 'p', name: 'P', email: null } }),
    refused: 'to',
  },
])

test.group('e-mail', () => {
  test('needs no configuration: the partner gets a table as text and HTML', ({ assert }) => {
    const mail = prepare(
      {},
      {
        first_name: 'Ada <b>',
        monthly_bill: 240,
        owner: true,
        phone: null,
        tags: ['a', 'b'],
        address: { street: 'Main St', city: 'Reno', state: null },
        budget: { amount: '12.00', currency: 'USD' },
      }
    )
    assert.deepEqual(mail.to, ['leads@sunco.example'])
    assert.equal(mail.subject, 'New lead: Solar US')
    assert.isNull(mail.reply_to)
    assert.include(mail.text, 'First name:   Ada <b>\nMonthly bill: 240\nOwner:        yes\n')
    assert.include(mail.text, 'Address:      Main St, Reno')
    assert.include(mail.text, 'Budget:       12.00 USD')
    assert.notInclude(mail.text, 'Phone')
    assert.include(mail.html!, 'Ada &lt;b&gt;')
    assert.notInclude(mail.html!, 'Ada <b>')
  })

  test('templates in every part, escaped in HTML', ({ assert }) => {
    const mail = prepare(
      {
        to: ['ops@{{ partner.key }}.example', 'second@sunco.example'],
        subject: '{{ lead.name }} in {{ profile.name }}',
        text: 'Hi, {{ lead.name }} <3',
        html: '<p>{{ lead.name }}</p>',
        reply_to: '{{ lead.email }}',
      },
      { name: '<i>Ada</i>', email: 'ada@example.com' }
    )
    assert.deepEqual(mail, {
      type: 'mail',
      to: ['ops@sunco.example', 'second@sunco.example'],
      reply_to: 'ada@example.com',
      subject: '<i>Ada</i> in Solar US',
      text: 'Hi, <i>Ada</i> <3',
      html: '<p>&lt;i&gt;Ada&lt;/i&gt;</p>',
    })
    const textOnly = prepare({ text: 'a < {{ lead.name }}' }, { name: '<i>' })
    assert.include(textOnly.html!, 'a &lt; &lt;i&gt;')
  })

  test('a test lead is marked', ({ assert }) => {
    const view = deliveryView()
    const mail = email.prepare({ ...view, lead: { ...view.lead, test: true } }, {}) as Mail
    assert.equal(mail.subject, '[Test] New lead: Solar US')
  })

  test('a recipient is exactly one address', ({ assert }) => {
    for (const address of [
      'a@b.example, c@d.example',
      'a@b.example;c@d.example',
      'a@b.example c@d.example',
      'Eve <eve@evil.example>',
      '"x" <a@b.example>',
      'a@b.example\r\nBcc: eve@evil.example',
      'group: a@b.example;',
      'a@b@c.example',
      'a@localhost',
      'not an address',
      '',
    ])
      assert.throws(() => prepare({ to: '{{ lead.to }}' }, { to: address }), PrepareError as never)
    const view = deliveryView()
    assert.throws(
      () => email.prepare({ ...view, partner: { ...view.partner, email: null } }, {}),
      /has no e-mail address/
    )
  })

  test('no value adds a recipient or a header line', ({ assert }) => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'binary-ascii' }),
        fc.constantFrom('\r\n', '\n', ',', ';', ' ', '<'),
        (text, by) => {
          const evil = `a@b.example${by}${text}eve@evil.example`
          let recipients: string[] = []
          try {
            recipients = prepare({ to: '{{ lead.to }}' }, { to: evil }).to
          } catch (error) {
            if (!(error instanceof PrepareError)) throw error
          }
          assert.lengthOf(recipients, 0)
          const { subject } = prepare({ subject: 'x {{ lead.to }}' }, { to: `a\r\nBcc: ${evil}` })
          assert.notMatch(subject, /[\r\n\0\u2028\u2029]/)
          assert.isAtMost(subject.length, 250)
        }
      )
    )
  })

  test('mistakes are found when the configuration is saved', async ({ assert }) => {
    const check = async (config: unknown) => {
      const result = await plugins().checkConfig('channel', 'email', config, 'd')
      return result.ok ? [] : result.problem.map(({ field }) => field)
    }
    assert.deepEqual(await check({}), [])
    assert.deepEqual(
      await check({ to: ['a@b.example', '{{ lead.email }}'], subject: '{{ lead.x }}' }),
      []
    )
    assert.deepEqual(await check({ to: 'a@b.example, c@d.example' }), ['d.to'])
    assert.deepEqual(await check({ to: [] }), ['d.to'])
    assert.deepEqual(await check({ to: [7] }), ['d.to'])
    assert.deepEqual(await check({ subject: '{{ nope }}' }), ['d.subject'])
    assert.deepEqual(await check({ html: '{% include "x" %}' }), ['d.html'])
    assert.deepEqual(await check({ cc: 'a@b.example' }), ['d.cc'])
  })

  test('a mail that was handed over counts as sent', async ({ assert }) => {
    const envelope = prepare({})
    const io = fakeIo()
    const outcome = await email.send(envelope, io, {})
    assert.deepEqual(outcome, { status: 'sent', reference: '<1@sluice.example>' })
    assert.deepEqual(io.mails, [envelope])
  })
})
