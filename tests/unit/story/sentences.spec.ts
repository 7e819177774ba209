import { test } from '@japa/runner'
import { sayChange, sayOutcome } from '../../../resources/story/say_change.js'
import { sayActor, sayEvent, sayEventDetails } from '../../../resources/story/say_event.js'
import { sayRead } from '../../../resources/story/say_read.js'
import { sayVerdict } from '../../../resources/story/say_verdict.js'
import { sayDecided } from '../../../resources/story/say_why_not.js'
import type {
  Cap,
  LeadEvent,
  Need,
  StoryAttempt,
  StoryChange,
  Trace,
  Verdict,
  VerdictDetail,
  WhyNot,
} from '../../../resources/story/types.js'
import { sayIn } from './speaker.js'

const AT = '2026-11-23T19:10:00.000Z' // Monday, 14:10 in New York
const english = sayIn('en')
const german = sayIn('de')

const trace = (field: string, operator: string, value: unknown, actual: unknown): Trace => ({
  field,
  operator,
  value,
  actual,
  matched: false,
})
const inStates = trace('state', 'in', ['CA', 'AZ'], 'NV')
const need = (condition: Trace, holds = true): Need => ({ condition, holds })
const cap = (more: Partial<Cap> = {}): Cap => ({
  scope: 'assignment',
  window: 'day',
  limit: 20,
  used: 20,
  resets_at: '2026-11-24T05:00:00.000Z',
  ...more,
})

const verdict = (detail: VerdictDetail | null, more: Partial<Verdict> = {}): Verdict => ({
  assignment: 'sunco-ca',
  partner: 'sunco',
  eligible: false,
  reason: null,
  explanation: 'in plain English',
  conditions: [],
  caps: [],
  detail,
  ...more,
})

const verdicts: [VerdictDetail | null, string, string][] = [
  [
    { kind: 'filter', ways: [[need(inStates)]] },
    'State is NV, needs one of CA, AZ',
    'State ist NV, verlangt wird: eines von CA, AZ',
  ],
  [
    { kind: 'filter', ways: [[need(trace('bill', 'greater_than', 1000, null))]] },
    'Bill is missing, needs more than 1,000',
    'Bill fehlt, verlangt wird: mehr als 1.000',
  ],
  [
    { kind: 'filter', ways: [[need(inStates), need(trace('bill', 'less_than', 5, 7))]] },
    'State is NV, needs one of CA, AZ, and 1 more fails',
    'State ist NV, verlangt wird: eines von CA, AZ, und 1 weitere scheitert',
  ],
  [
    {
      kind: 'filter',
      ways: [[need(inStates)], [need(trace('bill', 'equals', 5, 7), false)]],
    },
    'none of 2 alternatives holds: State is NV, needs one of CA, AZ; Bill is 7, needs anything but 5',
    'keine von 2 Möglichkeiten trifft zu: State ist NV, verlangt wird: eines von CA, AZ; Bill ist 7, verlangt wird: etwas anderes als 5',
  ],
  [
    {
      kind: 'cap',
      cap: cap(),
      time_zone: 'America/Denver',
      reached_at: '2026-11-23T19:02:00.000Z',
    },
    'cap of 20 a day reached at 14:02',
    'Limit von 20 pro Tag erreicht um 14:02',
  ],
  [
    {
      kind: 'cap',
      cap: cap({ scope: 'partner', window: 'month' }),
      time_zone: 'America/Denver',
      reached_at: '2026-11-20T13:00:00.000Z',
    },
    'the partner’s cap of 20 a month reached at 20 Nov, 08:00',
    'das Limit des Partners von 20 pro Monat erreicht um 20. Nov., 08:00',
  ],
  [
    {
      kind: 'cap',
      cap: cap({ window: 'spend_month', limit: '500.00', used: '490.00' }),
      time_zone: 'America/Denver',
      reached_at: null,
    },
    'only $10.00 left of the spend cap of $500.00 a month',
    'nur noch 10,00 $ übrig vom Ausgabenlimit von 500,00 $ pro Monat',
  ],
  [
    { kind: 'schedule', opens_at: '2026-11-24T16:00:00.000Z', time_zone: 'America/Los_Angeles' },
    'closed until Tue 08:00 (America/Los_Angeles)',
    'geschlossen bis Di., 08:00 (America/Los_Angeles)',
  ],
  [{ kind: 'schedule', opens_at: null, time_zone: 'UTC' }, 'closed', 'geschlossen'],
  [
    { kind: 'paused', whose: 'endpoint', until: '2026-11-23T19:30:00.000Z' },
    'its endpoint was not called until 14:30 after repeated failures',
    'sein Endpunkt wurde nach wiederholten Fehlern bis 14:30 nicht gerufen',
  ],
  [
    { kind: 'paused', whose: 'partner', until: null },
    'the partner was paused',
    'der Partner war pausiert',
  ],
  [
    { kind: 'duplicate', by: null },
    'had this lead already from another run',
    'hatte diesen Lead schon aus einem anderen Lauf',
  ],
  [
    { kind: 'not_reached', sold_to: 'volt-nv', waiting_for: null, stopped: null },
    'sold to Volt & Sons before its turn',
    'an Volt & Sons verkauft, bevor er an der Reihe war',
  ],
  [
    { kind: 'not_reached', sold_to: null, waiting_for: 'volt-nv', stopped: 'under_way' },
    'not before Volt & Sons has decided',
    'erst wenn Volt & Sons entschieden hat',
  ],
  [
    { kind: 'not_reached', sold_to: null, waiting_for: null, stopped: 'filter' },
    'nobody was asked',
    'niemand wurde gefragt',
  ],
  [
    { kind: 'asked', delivery: 'd', status: 'rejected', reason: 'roof too small' },
    'said no: roof too small',
    'hat abgelehnt: roof too small',
  ],
  [
    { kind: 'asked', delivery: 'd', status: 'failed', reason: 'the partner answered 503' },
    'could not be reached: their server answered 503',
    'war nicht erreichbar: ihr Server antwortete 503',
  ],
]

const changes: [StoryChange, string, string][] = [
  [
    { on: 'lead', field: 'state', from: 'NV', to: 'CA', needs: [need(inStates)] },
    'State: one of CA, AZ instead of NV',
    'State: eines von CA, AZ statt NV',
  ],
  [
    {
      on: 'condition',
      owner: { of: 'assignment', node: null },
      from: { field: 'bill', operator: 'greater_than', value: 100 },
      to: { field: 'bill', operator: 'greater_or_equal', value: 40 },
    },
    'Filter of the assignment: “Bill is at least 40” instead of “Bill is more than 100”',
    'Filter der Zuordnung: „Bill ist mindestens 40“ statt „Bill ist größer als 100“',
  ],
  [
    {
      on: 'condition',
      owner: { of: 'assignment', node: null },
      from: { field: 'state', operator: 'in', value: ['CA', 'AZ'] },
      to: { field: 'state', operator: 'in', value: ['CA', 'AZ', 'NV'] },
    },
    'Filter of the assignment: State may be NV too',
    'Filter der Zuordnung: State darf auch NV sein',
  ],
  [
    {
      on: 'condition',
      owner: { of: 'profile', node: null },
      from: { field: 'state', operator: 'not_in', value: ['CA', 'NV'] },
      to: { field: 'state', operator: 'not_in', value: ['CA'] },
    },
    'Filter of the profile: State may be NV too',
    'Filter des Profils: State darf auch NV sein',
  ],
  [
    {
      on: 'condition',
      owner: { of: 'node', node: 'geo' },
      from: { field: 'state', operator: 'equals', value: 'CA' },
      to: null,
    },
    'Filter of the node “geo” without “State is CA”',
    'Filter des Knotens „geo“ ohne „State ist CA“',
  ],
  [
    { on: 'cap', scope: 'partner', window: 'spend_day', from: '50.00', to: '55.00' },
    'Daily spend cap of the partner: $55.00 instead of $50.00',
    'Tägliches Ausgabenlimit des Partners: 55,00 $ statt 50,00 $',
  ],
  [{ on: 'priority', from: 5, to: 0 }, 'Priority 0 instead of 5', 'Priorität 0 statt 5'],
  [
    {
      on: 'price',
      from: { amount: '20.00', currency: 'USD' },
      to: { amount: '25.01', currency: 'USD' },
    },
    'Price $25.01 instead of $20.00',
    'Preis 25,01 $ statt 20,00 $',
  ],
  [
    { on: 'moment', from: AT, to: '2026-11-24T05:00:00.000Z', why: 'resets' },
    'Arrival from 24 Nov, 00:00 on, when the cap starts anew',
    'Eingang ab 24. Nov., 00:00, wenn das Limit neu beginnt',
  ],
  [
    {
      on: 'strategy',
      node: 'offer',
      setting: 'max_buyers',
      from: { use: 'send_to_all', max_buyers: 1 },
      to: { use: 'send_to_all', max_buyers: 2 },
    },
    'Most buyers: 2 instead of 1',
    'Höchstzahl Käufer: 2 statt 1',
  ],
  [
    { on: 'strategy', node: 'o', setting: null, from: { use: 'first_match' }, to: { use: 'own' } },
    'Strategy “Own” instead of “First match”',
    'Strategie „Own“ statt „Der Reihe nach“',
  ],
  [{ on: 'answer', assignment: 'sunco-ca' }, 'SunCo says no', 'SunCo lehnt ab'],
  [
    { on: 'port', node: 'luck', type: 'split', from: 'a', to: 'b' },
    'Chance at “luck” falls on “b” instead of “a”',
    'Der Zufall bei „luck“ fällt auf „b“ statt „a“',
  ],
  [
    { on: 'schedule', day: 'sat', hours: '14:00-15:00' },
    'Open on Saturday 14:00-15:00 too',
    'Auch samstags 14:00-15:00 geöffnet',
  ],
]

test.group('Sentences of a lead’s story', () => {
  for (const [detail, inEnglish, inGerman] of verdicts)
    test(`a verdict: ${inEnglish}`, ({ assert }) => {
      assert.equal(sayVerdict(verdict(detail), AT, english), inEnglish)
      assert.equal(sayVerdict(verdict(detail), AT, german), inGerman)
    })

  test('what no text is for is told as the server tells it', ({ assert }) => {
    assert.equal(sayVerdict(verdict(null), AT, german), 'in plain English')
    assert.equal(sayVerdict(verdict(null, { eligible: true }), AT, english), 'may get it')
  })

  for (const [change, inEnglish, inGerman] of changes)
    test(`a change: ${inEnglish}`, ({ assert }) => {
      assert.equal(sayChange(change, english), inEnglish)
      assert.equal(sayChange(change, german), inGerman)
    })

  test('what would have come of a change', ({ assert }) => {
    const price = { amount: '38.00', currency: 'USD' }
    const outcome = (before: string[]) =>
      sayOutcome({ changes: [], before, price, explanation: '' }, english)
    assert.equal(outcome([]), 'asked first, at $38.00')
    assert.equal(outcome(['volt-nv', 'sunco-ca']), 'asked after Volt & Sons and SunCo, at $38.00')
    assert.equal(outcome(['a', 'b', 'c', 'd']), 'asked after 4 others, at $38.00')
  })

  test('what decided, when somebody asks why not', ({ assert }) => {
    const answer = (decided: WhyNot['decided']): WhyNot => ({
      distribution: 'd',
      profile: 'p',
      route_version: 1,
      assignment: 'sunco-ca',
      partner: 'sunco',
      names: {},
      decided,
      evaluation: { ...verdict(null), conditions: [inStates] },
      caps_then: [],
      alternatives: [],
    })
    const decided = (of: WhyNot['decided']) => sayDecided(answer(of), AT, english)
    assert.equal(decided({ kind: 'filter' }), 'State is NV, needs one of CA, AZ')
    assert.equal(
      decided({ kind: 'profile_filter', conditions: [inStates] }),
      'nobody was asked, because of the filter of the profile: State is NV, needs one of CA, AZ'
    )
    assert.equal(
      decided({ kind: 'order', sold_to: ['volt-nv', 'volt-all'] }),
      'sold to Volt & Sons before its turn'
    )
    assert.equal(
      decided({ kind: 'cap', full: [cap(), cap({ scope: 'partner' })] }),
      'cap of 20 a day reached, and 1 more fails'
    )
    assert.equal(
      decided({ kind: 'held', reason: 'the strategy "best" is not available' }),
      'the run was held before it got there: the strategy “best” is not available'
    )
    for (const kind of ['route', 'unassigned', 'under_way', 'erased', 'unclear', 'unknown_version'])
      assert.isNotEmpty(decided({ kind }))
  })

  test('the trail names what happened and who did it', ({ assert }) => {
    const event = (type: string, data: object): LeadEvent => ({
      id: 'e',
      at: AT,
      type,
      merged: null,
      distribution: null,
      delivery: null,
      partner: 'sunco',
      actor: null,
      data: data as Record<string, unknown>,
    })
    const names = { partners: {}, profiles: { 'solar-us': 'Solar US' } }
    const say = (type: string, data: object) => sayEvent(event(type, data), names, english)
    assert.equal(
      say('delivery.offered', { channel: 'webhook', price: '25.00', currency: 'USD' }),
      'Offered to SunCo by webhook at $25.00'
    )
    assert.equal(
      say('delivery.cancelled', { reason: 'invalid_phone' }),
      'Sale to SunCo taken back: Phone number does not work'
    )
    assert.equal(say('lead.updated', { fields: ['state', 'bill'] }), 'Values changed: State, Bill')
    assert.equal(
      say('distribution.started', { profile: 'solar-us', route_version: 3 }),
      'Solar US began, version 3'
    )
    assert.equal(say('lead.received', { source: 'ads' }), 'Arrived from ads')
    assert.equal(say('something.new', {}), 'something.new')
    const details = (data: object) =>
      sayEventDetails(event('delivery.accepted', data), english, (ms) => `${ms} ms`)
    assert.equal(
      details({ attempt: 2, duration_ms: 331, reference: 'buyer-77', note: null, reason: 'x' }),
      'attempt 2 · 331 ms · reference buyer-77'
    )
    assert.equal(details({ attempt: 1, note: 'Called twice' }), 'note: Called twice')

    const team = [{ email: 'ann@x.example', name: 'Ann' }]
    assert.equal(sayActor('user:ann@x.example', team, english), 'Ann')
    assert.equal(sayActor('user:bob@x.example', team, english), 'bob@x.example')
    assert.equal(sayActor('token:crm: live', team, german), 'API-Token crm: live')
    assert.isNull(sayActor(null, team, english))
  })

  test('how an answer was read', ({ assert }) => {
    const attempt = (outcome: string, read: StoryAttempt['read']): StoryAttempt => ({
      number: 1,
      started_at: AT,
      duration_ms: 5,
      outcome,
      request: {},
      response: { status: 200 },
      error: null,
      read,
    })
    const ok = trace('body.status', 'equals', 'ok', 'no')
    assert.equal(
      sayRead(
        attempt('accepted', {
          decided_by: 'accepted',
          conditions: [{ ...ok, actual: 'ok', matched: true }],
          found: {},
        }),
        english
      ),
      'Accepted, by the rule for accepted: body.status is ok'
    )
    assert.equal(
      sayRead(
        attempt('rejected', { decided_by: 'accepted', conditions: [ok], found: {} }),
        english
      ),
      'Rejected, because the rule for accepted does not match: body.status is ok, it is no'
    )
    assert.equal(
      sayRead(attempt('accepted', { decided_by: 'status', conditions: [], found: {} }), german),
      'Angenommen, allein nach dem Status: HTTP 200'
    )
    assert.isNull(sayRead(attempt('accepted', null), english))
  })
})
