import { test } from '@japa/runner'
import { newsLetter } from '#portal/mails/news_letter'
import { KINDS, dueAt, preferencesOf } from '#portal/notices/kinds'
import { newsOf } from '#portal/notices/news_of'
import { holds } from '#portal/settings/holds'

const at = (iso: string) => Date.parse(iso)

test.group('Portal: notices', () => {
  test('a digest is due at eight of the partner’s clock, today or tomorrow', ({ assert }) => {
    const due = (iso: string) => new Date(dueAt('daily', at(iso), 'Europe/Berlin')).toISOString()
    assert.equal(due('2026-11-27T05:00:00Z'), '2026-11-27T07:00:00.000Z')
    assert.equal(due('2026-11-27T07:00:00Z'), '2026-11-28T07:00:00.000Z')
    assert.equal(due('2026-03-28T12:00:00Z'), '2026-03-29T06:00:00.000Z')
    assert.equal(dueAt('now', 5, 'UTC'), 5)
  })

  test('owners are told of money and agreements, members when they ask for it', ({ assert }) => {
    assert.deepEqual(new Set(Object.values(preferencesOf('owner', {}))), new Set(['now']))
    const member = preferencesOf('member', { balance: 'daily' })
    assert.deepInclude(member, { waiting: 'now', invoice: 'off', wish: 'off', balance: 'daily' })
  })

  test('the trail is news where it says something to a partner', ({ assert }) => {
    const line = (type: string, data: object = {}) =>
      newsOf({ id: 'evt_1', type, deliveryId: 'del_1', data: data as never })
    assert.deepEqual(line('delivery.waiting'), { kind: 'waiting', subject: 'del_1', facts: {} })
    assert.deepEqual(line('return.refused', { return: 'ret_1' }), {
      ...{ kind: 'return', subject: 'ret_1', facts: { approved: false } },
    })
    assert.isNull(line('delivery.rejected'))
  })

  test('one mail says everything that is due, in both languages', ({ assert }) => {
    const occasion = {
      ...{ account: 'Acme', partner: 'SunCo', urlOf: (path: string) => `https://x.example${path}` },
      money: (amount: string, currency: string) => `${amount} ${currency}`,
      moment: (ms: number) => `at ${ms}`,
    }
    const news = [
      { kind: 'waiting' as const, facts: {} },
      { kind: 'waiting' as const, facts: {} },
      { kind: 'invoice' as const, facts: { number: 'R-1', amount: '10.00', currency: 'EUR' } },
      { kind: 'return' as const, facts: { approved: true } },
      { kind: 'return' as const, facts: { approved: false } },
      { kind: 'balance' as const, facts: { reached: true } },
      { kind: 'wish' as const, facts: { approved: false } },
    ]
    const english = newsLetter('en', news, occasion)
    assert.equal(english.subject, 'News from Acme')
    assert.lengthOf(english.lines, 6)
    assert.include(english.lines, 'R-1 over 10.00 EUR was issued.')
    assert.equal(english.button!.url, 'https://x.example/portal')
    const german = newsLetter('de', news.slice(0, 2), occasion)
    assert.equal(german.subject, '2 neue Leads warten auf Sie')
    assert.equal(german.button!.url, 'https://x.example/portal/leads?state=waiting')
    assert.include(german.notes[0], '/portal/settings/notifications')
    const near = [{ until: 20 }, { until: 10 }].map((facts) => ({
      kind: 'deadline' as const,
      facts,
    }))
    const reminder = newsLetter('en', near, occasion)
    assert.equal(reminder.subject, '2 leads wait for your decision')
    assert.include(reminder.lines[0], 'The first deadline is at 10;')
    assert.equal(reminder.button!.label, 'Decide now')
    for (const kind of KINDS)
      assert.isNotEmpty(newsLetter('de', [{ kind, facts: {} }], occasion).subject)
  })

  test('a granted wish holds where leads come as it says', ({ assert }) => {
    const price = { kind: 'price' as const, wish: '22.50', basis: '25.00' }
    const filter = { kind: 'filter' as const, wish: 'only CA', basis: '{"all":[]}' }
    assert.isTrue(holds(price, { price: '22.5', filter: 'null' }))
    assert.isFalse(holds(price, { price: '25.00', filter: 'null' }))
    assert.isFalse(holds(filter, { price: '1', filter: '{"all":[]}' }))
    assert.isTrue(holds(filter, { price: '1', filter: '{"any":[]}' }))
    assert.isFalse(holds(price, undefined))
  })
})
