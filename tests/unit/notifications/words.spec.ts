import { test } from '@japa/runner'
import { LOCALES } from '#shared/locales'
import { NOTICE_KINDS, kindsFor } from '#notifications/kinds'
import { choiceOf } from '#notifications/choices'
import { CATALOGUE } from '#notifications/words/catalogue'
import { sayNotice } from '#notifications/words/say_notice'

const named = (id: string) => ({ key: id, name: id.toUpperCase() })
const manner = (locale: 'en' | 'de') => ({
  ...{ locale, zone: 'Europe/Berlin', currency: 'EUR' },
  ...{ partner: named, profile: named, entity: () => null, person: () => null },
})
const notice = (kind: (typeof NOTICE_KINDS)[number], data: object) => ({
  ...{ id: 'ntc_1', accountId: 'acc_1', kind, at: 0, data },
})

test.group('The words of notifications', () => {
  test('every kind is said in every language, from anything its event may lack', ({ assert }) => {
    for (const locale of LOCALES)
      for (const kind of NOTICE_KINDS)
        for (const data of [
          {},
          { partner: 'sunco', profile: 'solar', until: '2026-11-28T08:00Z' },
        ]) {
          const { title, detail, href } = sayNotice(notice(kind, data), manner(locale))
          assert.isNotEmpty(title)
          assert.notMatch(title + detail, /undefined|NaN|null|!|\{/, `${locale} ${kind}`)
          assert.match(href, /^\/(leads|tasks|partners|profiles|invoices|returns|settings|privacy)/)
          assert.isNotEmpty(CATALOGUE[locale].kinds[kind])
        }
  })

  test('amounts, numbers and times are written as the reader writes them', ({ assert }) => {
    const data = { partner: 'sunco', window: 'spend_day', limit: '1250.50', scope: 'partner' }
    const until = '2026-11-28T08:00:00Z'
    const say = (locale: 'en' | 'de') =>
      sayNotice(notice('cap_reached', { ...data, until }), manner(locale))
    assert.equal(say('en').title, 'SUNCO reached its cap of €1,250.50 of spend a day')
    assert.equal(say('en').detail, 'It gets leads again from 28 Nov, 09:00.')
    assert.match(say('de').title, /1\.250,50\s€ Ausgaben pro Tag/)
  })

  test('roles hear of what they act on; who only looks hears all of it, without mails', ({
    assert,
  }) => {
    assert.deepEqual(kindsFor('owner'), NOTICE_KINDS)
    assert.deepEqual(
      NOTICE_KINDS.filter((kind) => !kindsFor('viewer').includes(kind)),
      [
        'trial_ending',
        'plan_limit',
        'webhook_disabled',
        'erasure_asked',
        'erasure_overdue',
        'agency_entered',
      ],
      'the page it leads to is not theirs'
    )
    assert.notInclude(kindsFor('operator'), 'invoice_overdue')
    assert.notInclude(kindsFor('finance'), 'cap_reached')
    assert.isNull(choiceOf({}, 'finance', 'cap_reached'))
    const wished = { cap_reached: { app: true, mail: 'now' as const } }
    assert.equal(choiceOf(wished, 'viewer', 'cap_reached')!.mail, 'off')
    assert.equal(choiceOf(wished, 'operator', 'cap_reached')!.mail, 'now')
  })
})
