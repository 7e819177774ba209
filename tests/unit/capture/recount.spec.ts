import { test } from '@japa/runner'
import { recount } from '#capture/imports/recount'
import { type ImportCounts, type ImportSettings, noCounts } from '#capture/imports/types'

const settings = (more: Partial<ImportSettings> = {}): ImportSettings => ({
  ...{ mapping: { 0: 'email' }, formats: {}, constants: {}, duplicate: 'skip' },
  ...{ distribute: false, stage: null, source: null, test: false, consent: null, ...more },
})
const checked = (counts: Partial<ImportCounts>, more?: Partial<ImportSettings>) => ({
  ...{ status: 'checked' as const, named: true, settings: settings(more) },
  counts: { ...noCounts(), ...counts },
})

test.group('A check under other settings', () => {
  test('source, stage and distribution change nothing it counted', ({ assert }) => {
    const before = checked({ created: 5, duplicates: 2, met: 2, bad: 1 })
    const more = { source: 'fair', stage: 'won', distribute: true, consent: { text: 'Yes' } }
    const after = { ...before, settings: settings(more) }
    assert.deepEqual(recount(before, after), before.counts)
  })

  test('another choice for duplicates calls those it met something else, and back', ({
    assert,
  }) => {
    const before = checked({ created: 5, duplicates: 2, met: 2, bad: 1 })
    const create = { ...before, settings: settings({ duplicate: 'create' }) }
    const counts = recount(before, create)!
    assert.deepInclude(counts, { created: 7, duplicates: 0, met: 2, bad: 1 })
    const update = { ...before, settings: settings({ duplicate: 'update' }) }
    assert.deepInclude(recount({ ...create, counts }, update)!, { created: 5, updated: 2 })
    const back = recount({ ...create, counts }, before)
    assert.deepEqual(back, before.counts)
  })

  test('it says nothing where rows are read another way', ({ assert }) => {
    const before = checked({ created: 5, met: 0 })
    const others = [
      { mapping: { 0: 'state' } },
      { formats: { 0: { date: 'dmy' as const } } },
      { constants: { state: 'CA' } },
      { test: true },
    ]
    for (const one of others) assert.isNull(recount(before, { ...before, settings: settings(one) }))
    assert.isNull(recount(before, { ...before, named: false }))
    assert.isNull(recount({ ...before, status: 'uploaded' }, before))
  })
})
