import { createRequire } from 'node:module'
import { test } from '@japa/runner'
import { createI18n } from 'vue-i18n'
import { EVENT_TYPES } from '#store/audit_event'
import {
  type LoggedEvent,
  type Manner,
  actorName,
  describeEvent,
  markOf,
} from '../../../resources/events/describe_event.js'

const load = createRequire(import.meta.url)
const domain = (locale: string, name: string) =>
  load(`../../../resources/lang/${locale}/${name}.json`) as Record<string, string>
const texts = (locale: string) => ({
  events: domain(locale, 'events'),
  story: domain(locale, 'story'),
})

/** The pages' own words; one that is missing throws. */
function manner(locale: 'en' | 'de'): Manner {
  const { t, te } = createI18n({
    legacy: false,
    locale,
    missing: (_, key) => {
      throw new Error(`no text for ${key}`)
    },
    messages: { [locale]: texts(locale) },
  }).global
  return {
    t: (key, values = {}) => t(key, values),
    te: (key) => te(key),
    money: ({ amount, currency }) => `${amount} ${currency}`,
    number: String,
    duration: (ms) => `${ms} ms`,
    time: (iso) => iso.slice(11, 16),
    partners: { sunco: 'SunCo' },
    profiles: { 'solar-us': 'Solar US' },
  }
}

const event = (type: string, data: Record<string, unknown> = {}, more = {}): LoggedEvent => ({
  id: 'evt_1',
  at: '2026-03-18T14:02:00.000Z',
  type,
  lead: 'lead_1',
  lead_title: 'Ann',
  distribution: null,
  delivery: null,
  partner: 'sunco',
  profile: 'solar-us',
  actor: null,
  data,
  ...more,
})

/** What each type's data may be, as the app writes it; types that are not here have none that matters. */
const DATA: Record<string, Record<string, unknown>[]> = {
  'lead.suppressed': [
    { list: 'dnc', field: 'email', refused: false },
    { list: 'dnc', field: 'email', refused: true, source: null },
    { list: 'dnc', field: 'email', refused: true, source: 'google-ads' },
  ],
  'suppression.added': [{ list: 'dnc', count: 3 }],
  'suppression.removed': [{ list: 'dnc', count: 1 }],
  'suppression.imported': [{ list: 'dnc', added: 3, known: 1, refused: 0 }],
  'suppression.exported': [{ list: 'dnc' }],
  'lead.received': [
    { source: 'ads', test: false },
    { source: null, test: true },
  ],
  'lead.duplicate': [{ action: 'skip' }, { action: 'update' }, { action: 'reject' }],
  'lead.updated': [{ fields: ['phone', 'state'] }, { fields: [] }],
  'vat.checked': ['valid', 'invalid', 'unavailable', 'not_applicable', 'absent'].map((status) => ({
    vat_id: 'FR40303265045',
    status,
  })),
  ...Object.fromEntries(
    ['invoice.finalized', 'invoice.credited'].map((type) => [
      type,
      [{}, { supplier: 'probe', kind: 'self_billing' }].map((more) => ({
        ...{ number: 'SB-2026-0001', credit_number: 'SBC-2026-0001', reason: 'returned' },
        ...{ amount: '3.00', currency: 'EUR', ...more },
      })),
    ])
  ),
  'vat.overridden': [{ vat_id: 'FR40303265045', status: 'valid', reason: 'seen on paper' }],
  'lead.assigned': [
    { from: null, to: 'ada@north.example' },
    { from: 'ada@north.example', to: null },
  ],
  'lead.noted': [{ note: 'note_1' }, { note: 'note_1', edited: true }],
  'lead.tagged': [
    { added: ['hot'], removed: [] },
    { added: [], removed: ['hot'] },
    { added: ['hot'], removed: ['cold'] },
  ],
  'lead.mailed': [
    { mail: 'lmail_1', template: 'welcome' },
    { mail: 'lmail_2', template: null },
  ],
  ...Object.fromEntries(
    ['lead.merged', 'lead.unmerged'].map((type) => [
      type,
      [
        { into: 'lead_2', merge: 'mrg_1' },
        { from: 'lead_2', merge: 'mrg_1' },
      ],
    ])
  ),
  'lead.stage_changed': [{ from: 'new', to: 'qualified' }],
  'distribution.started': [{ profile: 'solar-us', route_version: 3, trigger: 'on_arrival' }],
  'distribution.finished': ['sold', 'unsold', 'held'].flatMap((status) => [
    { status, reason: null, revenue: '25.00', currency: 'USD' },
    { status, reason: 'no room', revenue: '0.00', currency: 'USD' },
  ]),
  'delivery.accepted': [{ duration_ms: 83 }, { duration_ms: null }],
  'delivery.rejected': [{ reason: 'full' }, { reason: null }],
  'delivery.failed': [{ reason: 'refused' }, { retry_at: '2026-03-18T14:05:00Z' }],
  'delivery.unknown': [{ reason: 'late' }, { retry_at: '2026-03-18T14:05:00Z' }],
  'delivery.cancelled': [{ reason: 'invalid_phone' }],
  'delivery.returned': [{ reason: 'invalid_phone' }, { reason: null }],
  'return.requested': ['partner', 'operator', 'api'].map((by) => ({
    asked_by: by,
    reason: 'duplicate',
  })),
  'return.approved': ['person', 'automatic', 'cancelled'].map((how) => ({ how })),
  'return.refused': [{ reason: 'the recording shows a talk' }],
  'delivery.tested': [{ assignment: 'a', outcome: 'accepted' }],
  'cap.reached': ['partner', 'assignment'].flatMap((scope) =>
    ['day', 'week', 'month', 'total', 'spend_day'].map((window) => ({
      scope,
      window,
      limit: 20,
      assignment: 'a',
    }))
  ),
  ...Object.fromEntries(
    ['balance.low', 'balance.reached'].map((type) => [
      type,
      ['prepaid', 'credit'].map((mode) => ({
        mode,
        room: '3.00',
        price: '25.00',
        currency: 'EUR',
        leads: 0,
      })),
    ])
  ),
  'delivery.offered': [
    { assignment: 'a', price: '25.00', currency: 'USD' },
    { assignment: 'a', price: '8.00', currency: 'USD', place: 101, from: 101, per: 'month' },
    { assignment: 'a', price: '8.00', currency: 'USD', place: 3, from: null, per: 'total' },
  ],
  'balance.topped_up': [{ amount: '500.00', currency: 'EUR', reference: 'B-1' }],
  'balance.corrected': ['5.00', '-5.00'].map((amount) => ({
    amount,
    currency: 'EUR',
    reason: 'paid twice',
  })),
  'revenue.booked': [{ amount: '25.00', currency: 'USD' }],
  'revenue.reversed': [{ amount: '-25.00', currency: 'USD' }],
  'invoice.generated': [{ invoice: 'inv_1', amount: '25.00', currency: 'EUR' }],
  'invoice.finalized': [{ number: 'INV-2026-0001', amount: '25.00', currency: 'EUR' }],
  'invoice.paid': ['0.00', '5.00'].map((due) => ({
    ...{ number: 'INV-2026-0001', amount: '20.00', currency: 'EUR', due },
  })),
  'invoice.payment_reversed': [
    { number: 'INV-2026-0001', amount: '20.00', currency: 'EUR', due: '25.00' },
  ],
  'invoice.credited': [
    {
      ...{ number: 'INV-2026-0001', credit_number: 'CN-2026-0001', reason: 'invalid_phone' },
      ...{ amount: '5.00', currency: 'EUR' },
    },
  ],
  'invoice.voided': [{ invoice: 'inv_1', amount: '25.00', currency: 'EUR' }],
  'invoice.overdue': [{ number: 'INV-2026-0001', due: '25.00', currency: 'EUR' }],
  'invoice.reminder': ['0.00', '5.00'].map((fee) => ({
    ...{ number: 'INV-2026-0001', level: 2, due: '25.00', currency: 'EUR', fee },
  })),
  ...Object.fromEntries(
    ['invoice.sent', 'invoice.reminded'].map((type) => [
      type,
      [{}, { kept: true }].map((how) => ({
        ...{ number: 'INV-2026-0001', to: ['a@x.example', 'b@x.example'], level: 2, ...how },
      })),
    ])
  ),
  'invoice.send_failed': [
    { number: 'INV-2026-0001', reason: 'no_address' },
    ...['refused', 'recipients_refused'].map((reason) => ({
      ...{ number: 'INV-2026-0001', to: ['a@x.example'], error: '550 no such user', reason },
    })),
    { number: 'INV-2026-0001', to: ['a@x.example'], reason: 'gave_up', error: '' },
  ],
  ...Object.fromEntries(
    ['privacy.requested', 'privacy.begun', 'privacy.finished'].map((type) => [
      type,
      ['erasure', 'access'].map((kind) => ({ request: 'prq_1', kind, leads: 3 })),
    ])
  ),
  'erasure.confirmed': ['link', 'team'].map((how) => ({ request: 'prq_1', how })),
  'retention.finished': [{ erased: 3214, held: 1 }],
  'endpoint.opened': [{ assignment: 'a', until: '2026-03-18T14:05:00Z' }],
  'endpoint.disabled': [{ assignment: 'a', reason: 'the endpoint answered 410 Gone' }],
}

for (const locale of ['en', 'de'] as const) {
  test.group(`Events in words: ${locale}`, () => {
    test('every type of the trail has a sentence for each of its shapes', ({ assert }) => {
      for (const type of EVENT_TYPES)
        for (const data of DATA[type] ?? [{}]) {
          const said = describeEvent(event(type, data), manner(locale))
          assert.notEqual(said, type, type)
          assert.notMatch(said, /[{}]|undefined|null| {2}|events\./, said)
          assert.isAbove(said.length, 8, said)
        }
    })

    test('every type and group has a name and a picture of its own', ({ assert }) => {
      const { te } = manner(locale)
      for (const type of EVENT_TYPES) {
        assert.isTrue(te(`events.type.${type.replace('.', '_')}`), type)
        assert.isTrue(te(`events.group.${type.split('.')[0]}`), type)
        assert.notEqual(markOf(event(type)).icon, 'i-lucide-dot', type)
      }
    })
  })
}

test.group('Events in words', () => {
  const say = (type: string, data = {}, more = {}) =>
    describeEvent(event(type, data, more), manner('en'))

  test('says what happened, with names, money and reasons', ({ assert }) => {
    assert.equal(say('lead.received', { source: 'ads', test: false }), 'Ann came in from ads')
    assert.equal(
      say('delivery.rejected', { reason: 'roof too small' }),
      'SunCo rejected Ann: roof too small'
    )
    assert.equal(
      say('distribution.finished', { status: 'unsold', reason: 'filter' }),
      'Solar US found nobody for Ann: the filter of the profile said no'
    )
    assert.equal(
      say('distribution.finished', { status: 'sold', revenue: '25.00', currency: 'USD' }),
      'Solar US sold Ann for 25.00 USD'
    )
    assert.equal(
      say('revenue.reversed', { amount: '-25.00', currency: 'USD' }),
      '25.00 USD reversed for Ann, sold to SunCo'
    )
    assert.equal(
      say('cap.reached', { scope: 'partner', window: 'day', limit: 20 }),
      'SunCo reached its cap of 20 a day'
    )
  })

  test('an erased lead and a partner that is gone have no name', ({ assert }) => {
    assert.equal(
      say('delivery.rejected', {}, { lead_title: null, partner: null }),
      'a partner rejected a lead'
    )
    assert.equal(say('delivery.sent', {}, { partner: 'gone' }), 'Ann was handed over to gone')
  })

  test('a type nobody has words for is said as it is', ({ assert }) => {
    assert.equal(say('lead.teleported'), 'lead.teleported')
  })

  test('who did it', ({ assert }) => {
    const { t } = manner('en')
    assert.equal(actorName('user:ann@x.example', t), 'ann@x.example')
    assert.equal(actorName('token:landing: pages', t), 'token landing: pages')
    assert.equal(actorName('partner', t), 'the partner')
    assert.isNull(actorName(null, t))
  })
})
