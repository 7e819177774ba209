import { test } from '@japa/runner'
import { sayCheck } from '#http/install/check_words'
import { type Seen, judgeInstall } from '#http/install/judge_install'
import { LOCALES } from '#shared/locales'

const GOOD: Seen = {
  ...{ production: true, appUrl: 'https://leads.example.com', node: 'v24.1.0' },
  appKey: 'Zk3v9Qw1LmN8sTy5RbXc7Hd2JfGp6Ua0',
  database: { kind: 'postgres', version: '16.2' },
  ...{ pending: { count: 0 }, clockOffMs: 12, freeBytes: 40 * 1024 ** 3 },
  storage: { path: '/srv/sluice', disk: 'fs' },
  queue: { redis: true, persistent: true, eviction: 'noeviction' },
  ...{ workers: { external: true, seen: 2 }, mail: { smtp: true }, browser: { ms: 300 } },
}
const wrong = (change: Partial<Seen>) =>
  judgeInstall({ ...GOOD, ...change })
    .filter(({ state }) => state !== 'ok')
    .map(({ id, state, says }) => `${id} ${state} ${says}`)

test.group('judgeInstall', () => {
  test('has nothing to say of an install that is right', ({ assert }) => {
    assert.deepEqual(wrong({}), [])
    assert.lengthOf(judgeInstall(GOOD), 12)
  })

  test('sees {0}')
    .with([
      ['address warn unset', { appUrl: null }],
      ['address bad http', { appUrl: 'http://leads.example.com' }],
      ['address warn near', { appUrl: 'http://192.168.1.2:3333' }],
      ['key bad weak', { appKey: 'change-me-change-me-change-me' }],
      ['key bad weak', { appKey: 'short' }],
      ['key bad weak', { appKey: 'a'.repeat(40) }],
      ['node bad other', { node: 'v22.4.0' }],
      ['node warn other', { node: 'v26.0.0' }],
      ['database bad away', { database: { kind: 'postgres', error: 'ECONNREFUSED' } }],
      ['database warn old', { database: { kind: 'postgres', version: '12.1' } }],
      ['migrations bad pending', { pending: { count: 2 } }],
      ['migrations bad unknown', { pending: { error: 'ECONNREFUSED' } }],
      ['clock bad off', { clockOffMs: -9_000 }],
      ['storage bad closed', { storage: { path: '/x', disk: 'fs', error: 'EACCES' } }],
      ['disk warn full', { freeBytes: 700 * 1024 ** 2 }],
      ['disk bad full', { freeBytes: 90 * 1024 ** 2 }],
      ['queue bad away', { queue: { redis: true, error: 'ECONNREFUSED' } }],
      ['queue warn forgets', { queue: { redis: true, persistent: false } }],
      ['queue warn evicts', { queue: { redis: true, eviction: 'allkeys-lru' } }],
      ['workers bad none', { workers: { external: true, seen: 0 } }],
      ['mail warn outbox', { mail: { smtp: false } }],
      ['browser bad broken', { browser: { error: 'libnss3.so is missing' } }],
    ] as [string, Partial<Seen>][])
    .run(({ assert }, [said, change]) => {
      assert.deepEqual(wrong(change), [said])
      for (const check of judgeInstall({ ...GOOD, ...change }))
        for (const locale of LOCALES) {
          const { text, title } = sayCheck(check, locale)
          assert.notMatch(`${title} ${text}`, /[{}]|undefined/)
        }
    })
})
