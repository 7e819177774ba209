import { test } from '@japa/runner'
import { type SuppressionList, arrivalHit, blockedFor } from '#intake/suppression_lists'

const list = (key: string, more: Partial<SuppressionList> = {}): SuppressionList => ({
  id: key,
  accountId: 'acc',
  key,
  name: key,
  blocks: 'everything',
  profiles: [],
  partners: [],
  onArrival: 'refuse',
  partnerId: null,
  keepDays: null,
  createdAt: 0,
  updatedAt: 0,
  ...more,
})
const hit = (one: SuppressionList) => ({ list: one, field: 'email', label: 'E-mail' })
const sunco = { partnerId: 'par_1', partnerKey: 'sunco', profileKey: 'solar' }
const brightco = { partnerId: 'par_2', partnerKey: 'brightco', profileKey: 'solar' }

test.group('Suppression lists', () => {
  test('a list blocks what it says, and nobody else', ({ assert }) => {
    const some = hit(list('some', { blocks: 'some', partners: ['sunco'] }))
    assert.equal(blockedFor([some], sunco), some)
    assert.isNull(blockedFor([some], brightco))
    const profile = hit(list('profile', { blocks: 'some', profiles: ['solar'] }))
    assert.equal(blockedFor([profile], brightco), profile)
    assert.isNull(blockedFor([profile], { ...brightco, profileKey: 'wind' }))
    const own = hit(list('own', { blocks: 'some', partnerId: 'par_2' }))
    assert.equal(blockedFor([own], brightco), own)
    assert.isNull(blockedFor([own], sunco))
    assert.isNull(blockedFor([], sunco))
  })

  test('on arrival only lists that block everything count, and refusing comes first', ({
    assert,
  }) => {
    const own = hit(list('own', { partnerId: 'par_2' }))
    const some = hit(list('some', { blocks: 'some', partners: ['sunco'] }))
    const stores = hit(list('stores', { onArrival: 'store' }))
    const refuses = hit(list('refuses'))
    assert.isNull(arrivalHit([own, some]))
    assert.equal(arrivalHit([own, stores]), stores)
    assert.equal(arrivalHit([stores, refuses]), refuses)
  })
})
