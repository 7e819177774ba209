import { test } from '@japa/runner'
import fc from 'fast-check'
import { HOUR, dateText, localDay, startOfLocalDate, stretches, wallAt } from '#shared/local_time'

const ZONES = [
  'UTC',
  'Europe/Berlin',
  'America/Havana',
  'America/Sao_Paulo',
  'America/St_Johns',
  'America/Los_Angeles',
  'Asia/Kathmandu',
  'Australia/Lord_Howe',
  'Pacific/Apia',
  'Pacific/Chatham',
  'Africa/Cairo',
]
const day = (date: string) => Date.parse(`${date}T00:00:00Z`) / 86_400_000
const startOf = (zone: string, date: string) =>
  new Date(startOfLocalDate(zone, day(date))).toISOString()

test.group('local time | the first instant of a date', () => {
  const cases: [string, string, string, string][] = [
    ['midnight comes twice', 'America/Havana', '2026-11-01', '2026-11-01T04:00:00.000Z'],
    ['the day after it', 'America/Havana', '2026-11-02', '2026-11-02T05:00:00.000Z'],
    ['midnight is left out', 'America/Havana', '2026-03-08', '2026-03-08T05:00:00.000Z'],
    ['a day of 23 hours', 'Europe/Berlin', '2026-03-29', '2026-03-28T23:00:00.000Z'],
    ['a day of 25 hours', 'Europe/Berlin', '2026-10-26', '2026-10-25T23:00:00.000Z'],
    ['midnight left out in Brazil', 'America/Sao_Paulo', '2018-11-04', '2018-11-04T03:00:00.000Z'],
    ['back across midnight', 'America/Sao_Paulo', '2018-02-18', '2018-02-18T03:00:00.000Z'],
    ['back at 00:01', 'America/St_Johns', '2006-10-29', '2006-10-29T02:30:00.000Z'],
    ['an odd offset', 'Asia/Kathmandu', '2026-11-24', '2026-11-23T18:15:00.000Z'],
    ['a date that never was', 'Pacific/Apia', '2011-12-30', '2011-12-30T10:00:00.000Z'],
    ['the date after it', 'Pacific/Apia', '2011-12-31', '2011-12-30T10:00:00.000Z'],
  ]
  for (const [what, zone, date, expected] of cases)
    test(`${what}: ${zone} ${date}`, ({ assert }) => assert.equal(startOf(zone, date), expected))

  test('no earlier instant shows the date, and this one shows it or a later one', ({ assert }) => {
    fc.assert(
      fc.property(
        fc.constantFrom(...ZONES),
        fc.integer({ min: day('1990-01-01'), max: day('2035-12-31') }),
        (zone, date) => {
          const start = startOfLocalDate(zone, date)
          assert.isAtLeast(localDay(zone, start), date, dateText(date))
          for (const before of [1, 1000, HOUR / 4, HOUR, 2 * HOUR, 23 * HOUR])
            assert.isBelow(localDay(zone, start - before), date, `${dateText(date)} -${before}`)
        }
      ),
      { numRuns: 300 }
    )
  })
})

test.group('local time | clock changes', () => {
  test('are found to the second, wherever the search begins', ({ assert }) => {
    const change = Date.parse('2026-10-25T01:00:00Z')
    for (const shift of [1, 333, 999, 5 * HOUR + 123]) {
      const found = stretches('Europe/Berlin', change - shift, change + 7 * HOUR + 1)
      assert.deepEqual(
        found.map(({ to, offset }) => [to, offset / HOUR]),
        [
          [change, 2],
          [change + 7 * HOUR + 1, 1],
        ]
      )
    }
  })

  test('agree with what Intl shows', ({ assert }) => {
    const shown = (zone: string, at: number) =>
      new Date(at).toLocaleString('sv-SE', { timeZone: zone }).replace(' ', 'T')
    fc.assert(
      fc.property(
        fc.constantFrom(...ZONES),
        fc.integer({ min: Date.parse('1990-01-01'), max: Date.parse('2035-12-31') }),
        (zone, at) => {
          assert.equal(new Date(wallAt(zone, at)).toISOString().slice(0, 19), shown(zone, at))
        }
      ),
      { numRuns: 300 }
    )
  })

  test('an unknown zone is an error, not a guess', ({ assert }) => {
    assert.throws(() => wallAt('Mars/Olympus', 0), /unknown time zone/)
  })
})
