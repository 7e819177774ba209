import { test } from '@japa/runner'
import fc from 'fast-check'
import type { RunContext } from '#distribution/run_context'
import type { PastCase } from '#distribution/backtest/types'
import { assignment } from '#tests/unit/routing/helpers'
import { backtesterOf, contextWith, pastCase } from '#tests/unit/backtest/world'

const START = Date.parse('2026-11-02T06:00:00Z')
const HOUR = 3_600_000
const STATES = ['CA', 'AZ', 'NV'] as const

/* A market written down twice: as a document, and as the plain lists that the naive evaluator below walks. */
const PLACES = [
  { key: 'a-west', partner: 'a', states: ['CA', 'AZ'], price: 3000, day: 2 },
  { key: 'b-all', partner: 'b', states: ['CA', 'AZ', 'NV'], price: 2000, day: 3 },
  { key: 'a-rest', partner: 'a', states: ['NV', 'AZ'], price: 1500, day: 99 },
  { key: 'c-all', partner: 'c', states: ['CA', 'NV'], price: 500, day: 99 },
]
const PARTNER_DAY: Record<string, number> = { a: 3, b: 4, c: 99 }
const ZONES: Record<string, string> = {
  a: 'America/Los_Angeles',
  b: 'Europe/Berlin',
  c: 'UTC',
}

const market = (strategy = 'first_match') =>
  contextWith(
    {
      route: { start: 'offer', nodes: { offer: { type: 'offer', strategy: { use: strategy } } } },
      assignments: PLACES.map(({ key, partner, states, price, day }, i) =>
        assignment(key, {
          partner,
          priority: i + 1,
          price: (price / 100).toFixed(2),
          filter: { all: [{ field: 'state', operator: 'in', value: states }] },
          caps: { day },
        })
      ),
    },
    Object.fromEntries(
      Object.entries(PARTNER_DAY).map(([key, day]) => [key, { zone: ZONES[key], caps: { day } }])
    )
  )

interface Lead {
  at: number
  state: string
  /** Partners that say no to this lead. */
  refuse: string[]
}

const dateOf = (at: number, partner: string) =>
  new Intl.DateTimeFormat('en-CA', { timeZone: ZONES[partner] }).format(at)

/** The plain way: who has each lead in the end. */
function naive(leads: Lead[], all: boolean): string[][] {
  const sales: { key: string; partner: string; at: number }[] = []
  return leads.map(({ at, state, refuse }) => {
    const got: string[] = []
    const asked = new Set<string>()
    for (const { key, partner, states, day } of PLACES) {
      if (!states.includes(state)) continue
      if (got.some((one) => PLACES.find((of) => of.key === one)!.partner === partner)) continue
      // Everybody is asked at once: whoever holds a place while it is asked keeps others out.
      if (all && asked.has(partner)) continue
      const today = sales.filter(
        (one) => one.partner === partner && dateOf(one.at, partner) === dateOf(at, partner)
      )
      if (today.length >= PARTNER_DAY[partner]) continue
      if (today.filter((one) => one.key === key).length >= day) continue
      asked.add(partner)
      if (refuse.includes(partner)) continue
      sales.push({ key, partner, at })
      got.push(key)
      if (!all) break
    }
    return got
  })
}

const leadsOf = fc
  .array(
    fc.record({
      hours: fc.integer({ min: 0, max: 7 }),
      state: fc.constantFrom(...STATES),
      refuse: fc.subarray(['a', 'b', 'c']),
    }),
    { maxLength: 40 }
  )
  .map((steps) => {
    let at = START
    return steps.map(({ hours, state, refuse }): Lead => {
      at += hours * HOUR
      return { at, state, refuse }
    })
  })

/** What partners say is known: each of them was asked by another profile, which has given the lead up since. */
function casesOf(context: RunContext, leads: Lead[], live: string[][]): PastCase[] {
  const said = (lead: Lead, partner: string) => (lead.refuse.includes(partner) ? 'rejected' : '')
  return leads.map((lead, i) => {
    const offers = PLACES.flatMap(({ key, partner, price }) => {
      const no = said(lead, partner)
      if (live[i].includes(key)) return [{ key, status: 'accepted', price }]
      return no ? [{ key, status: no, price }] : []
    })
    return pastCase(context, lead.at, { state: lead.state }, offers, { id: `lead_${i}` })
  })
}

test.group('backtest: judging', () => {
  for (const strategy of ['first_match', 'send_to_all'])
    test(`${strategy}: as a naive evaluator does, and the live version changes nothing`, async ({
      assert,
    }) => {
      const context = await market(strategy)
      await fc.assert(
        fc.asyncProperty(leadsOf, fc.integer({ min: 1, max: 9 }), async (leads, size) => {
          const want = naive(leads, strategy === 'send_to_all')
          const cases = casesOf(context, leads, want)
          const { backtester } = await backtesterOf(context, { offered: null })
          const changes = []
          for (let n = 0; n < cases.length; n += size)
            changes.push(...(await backtester.judge(cases.slice(n, n + size))))
          assert.deepEqual(changes, [])
          const result = backtester.tally.result()
          const sum = (pick: (key: string) => number) =>
            want.flat().reduce((all, key) => all + pick(key), 0)
          assert.equal(result.sales.draft, want.flat().length)
          assert.equal(
            result.revenue.draft,
            sum((key) => PLACES.find((one) => one.key === key)!.price)
          )
          for (const { partner, draft, live, caps } of result.partners) {
            const own = (key: string) => key.startsWith(`${partner}-`)
            assert.equal(draft, want.flat().filter(own).length)
            assert.equal(live, draft)
            for (const cap of caps) assert.isAtMost(cap.draft, cap.limit, JSON.stringify(cap))
          }
        }),
        { numRuns: 60 }
      )
    })

  test('in any portions, and every time, the same comes out', async ({ assert }) => {
    const context = await market()
    await fc.assert(
      fc.asyncProperty(leadsOf, fc.integer({ min: 1, max: 20 }), async (leads, size) => {
        // Live sold everything to c: much changes.
        const live = leads.map(({ state }) => (state === 'AZ' ? [] : ['c-all']))
        const run = async (portion: number) => {
          const cases = casesOf(context, leads, live)
          const { backtester } = await backtesterOf(context)
          const changes = []
          for (let n = 0; n < cases.length; n += portion)
            changes.push(...(await backtester.judge(cases.slice(n, n + portion))))
          return { changes, result: backtester.tally.result() }
        }
        assert.deepEqual(await run(size), await run(1000))
      }),
      { numRuns: 30 }
    )
  })

  test('why a lead moves: a full cap, a filter, who buys first, who was not there', async ({
    assert,
  }) => {
    const context = await market()
    const { backtester } = await backtesterOf(context)
    const at = (n: number) => START + n * 60_000
    const cases = [
      pastCase(context, at(0), { state: 'CA' }, [{ key: 'b-all', status: 'accepted' }]),
      pastCase(context, at(1), { state: 'CA' }, [{ key: 'a-west', status: 'accepted' }]),
      pastCase(context, at(2), { state: 'CA' }, [{ key: 'a-west', status: 'accepted' }]),
      pastCase(context, at(3), { state: 'AZ' }, [{ key: 'c-all', status: 'accepted' }]),
      pastCase(context, at(4), { state: 'CA' }, [], { run: null }),
      pastCase(context, at(5), { state: 'NV' }, [{ key: 'gone', status: 'accepted' }]),
    ]
    const changes = await backtester.judge(cases)
    assert.deepEqual(
      changes.map(({ kind, live, draft, why }) => [
        kind,
        live,
        draft,
        why.side,
        why.partner,
        why.code,
      ]),
      [
        ['moved', ['b'], ['a'], 'lost', 'b', 'sold_before'],
        ['moved', ['a'], ['b'], 'lost', 'a', 'cap'],
        ['moved', ['c'], ['b'], 'lost', 'c', 'filter'],
        ['gained', [], ['b'], 'won', 'b', 'not_run'],
        ['moved', ['gone'], ['a'], 'lost', 'gone', 'absent'],
      ]
    )
    assert.deepInclude(changes[1].why, { window: 'day' })
    assert.deepInclude(changes[0].why, { by: 'a' })
    assert.equal(backtester.tally.result().notRun, 1)
  })

  test('a lead that was run again: only where the draft left it as live did', async ({
    assert,
  }) => {
    const context = await market()
    const one = (id: string, first: string, second: string): PastCase[] => {
      const offers = [
        { key: 'a-west', status: first, run: 'dist_1' },
        { key: 'b-all', status: 'rejected', run: 'dist_1' },
        { key: 'c-all', status: 'rejected', run: 'dist_1' },
        { key: 'a-west', status: second, run: 'dist_2', after: HOUR },
      ]
      const made = (run: string, more: object) => {
        const base = pastCase(context, START, { state: 'CA' }, offers, { id })
        return { ...base, ...more, run: { ...base.run!, id: run } }
      }
      return [made('dist_1', { last: false }), made('dist_2', { first: false, at: START + HOUR })]
    }
    const again = await backtesterOf(context)
    assert.deepEqual(await again.backtester.judge(one('x', 'rejected', 'accepted')), [])
    assert.equal(again.backtester.tally.result().leads, 1)
    // In the draft somebody else buys at once: nobody would have run it again.
    const [first, second] = one('y', 'rejected', 'accepted')
    const without = (of: PastCase) => ({
      ...of,
      deliveries: of.deliveries.filter(({ assignmentKey }) => assignmentKey !== 'b-all'),
    })
    const bought = await backtesterOf(context)
    const [change] = await bought.backtester.judge([without(first), without(second)])
    assert.deepEqual([change.live, change.draft], [['a'], ['b']])
    assert.lengthOf(change.steps, 1)
  })

  test('who has the lead from another profile is not offered it, until the sale is taken back', async ({
    assert,
  }) => {
    const context = await market()
    const { backtester } = await backtesterOf(context)
    const held = {
      key: 'a-west',
      status: 'accepted',
      profile: 'pro_2',
      run: 'dist_9',
      after: -HOUR,
    }
    const mine = { key: 'b-all', status: 'accepted' }
    const back = { ...held, cancelledAt: START - 1 }
    const cases = [
      pastCase(context, START, { state: 'CA' }, [held, mine]),
      pastCase(context, START + 1, { state: 'CA' }, [back, mine]),
    ]
    const changes = await backtester.judge(cases)
    // The answer of then is known: it was bought and given back, which ends the search and brings nothing.
    assert.deepEqual(
      changes.map(({ lead, kind, draft }) => [lead, kind, draft]),
      [[cases[1].lead.id, 'lost', []]]
    )
  })

  test('what comes from outside takes its part, and no cap of the draft is ever overrun', async ({
    assert,
  }) => {
    const context = await market()
    const outside = fc.array(
      fc.record({ hours: fc.integer({ min: 0, max: 60 }), place: fc.nat({ max: 3 }) }),
      { maxLength: 30 }
    )
    await fc.assert(
      fc.asyncProperty(leadsOf, outside, async (leads, others) => {
        const { world, backtester } = await backtesterOf(context, { offered: null })
        for (const { hours, place } of others) {
          const { key, price } = PLACES[place]
          const offers = [{ key, status: 'accepted', price }]
          for (const one of pastCase(context, START + hours * HOUR, {}, offers).deliveries)
            world.takeOutside(one, START)
        }
        await backtester.judge(
          casesOf(
            context,
            leads,
            leads.map(() => [])
          )
        )
        const peak = (scope: string, owner: string) => world.draft.peakOf(`${scope}:${owner}:day`)
        for (const [partner, day] of Object.entries(PARTNER_DAY))
          assert.isAtMost(peak('partner', `par_${partner}`), day)
        for (const { key, day } of PLACES) assert.isAtMost(peak('assignment', `asg_${key}`), day)
      }),
      { numRuns: 60 }
    )
  })

  test('caps begin with what was used before, and come back when a sale is cancelled', async ({
    assert,
  }) => {
    const context = await market()
    // Noon where the partner is: nothing here crosses its midnight.
    const NOON = START + 14 * HOUR
    const { world, backtester } = await backtesterOf(context)
    const before = pastCase(context, NOON - HOUR, {}, [
      { key: 'a-west', status: 'accepted', cancelledAt: NOON + 2 * HOUR },
      { key: 'a-west', status: 'accepted' },
      { key: 'a-west', status: 'accepted', cancelledAt: NOON - 1 },
    ]).deliveries
    for (const delivery of before) world.takeOutside(delivery, NOON)
    const sold = { key: 'a-west', status: 'accepted' }
    const cases = [0, 3, 3.5].map((hours) =>
      pastCase(context, NOON + hours * HOUR, { state: 'CA' }, [sold])
    )
    const changes = await backtester.judge(cases)
    // Two of two are used at first; one comes back after two hours.
    assert.deepEqual(
      changes.map(({ lead, draft }) => [lead, draft]),
      [
        [cases[0].lead.id, ['b']],
        [cases[2].lead.id, ['b']],
      ]
    )
    const cap = backtester.tally
      .result()
      .partners.find(({ partner }) => partner === 'a')!
      .caps.find(({ assignment: key }) => key === 'a-west')!
    assert.deepInclude(cap, { limit: 2, draft: 2, full: 2 })
  })

  test('a partner in doubt holds the lead, and its own price is kept', async ({ assert }) => {
    const context = await market()
    const { backtester } = await backtesterOf(context, { offered: 3000 })
    const doubtful = pastCase(context, START, { state: 'CA' }, [
      { key: 'a-west', status: 'unknown' },
    ])
    const cases = [
      {
        ...doubtful,
        run: { ...doubtful.run!, status: 'held' },
        deliveries: doubtful.deliveries.map((one) => ({ ...one, held: true })),
      },
      pastCase(context, START + 1, { state: 'AZ' }, [
        { key: 'a-west', status: 'accepted', price: 2500 },
      ]),
    ]
    assert.deepEqual(await backtester.judge(cases), [])
    const { held, revenue, bases } = backtester.tally.result()
    assert.deepEqual(held, { live: 1, draft: 1 })
    assert.deepEqual(revenue, { live: 2500, draft: 2500 })
    assert.deepEqual(bases.offers, { known: 2, rate: 0, assumed: 0 })
  })
})
