import { test } from '@japa/runner'
import fc from 'fast-check'
import { acceptLead } from '#entities/accept_lead'
import { findEntity } from '#entities/repository'
import { type AcceptInput, type AcceptOutcome, acceptLeads } from '#intake/accept_leads'
import { eraseLead } from '#intake/erase_lead'
import { newId } from '#shared/ids'
import { store } from '#store/store'
import { makeAccount } from '#tests/helpers/make_account'

const DAY_MS = 86_400_000

type Values = Record<string, unknown>

/** An account of contacts that are the same person by e-mail or by phone; nobody is offered them. */
async function contacts(duplicate: object = {}) {
  const { id } = await makeAccount({
    blueprint: {
      sluice: 1,
      entities: [
        {
          key: 'contact',
          name: 'Contact',
          duplicate: { keys: ['email', 'phone'], action: 'skip', ...duplicate },
          fields: [
            { key: 'email', label: 'E-mail', type: 'email' },
            { key: 'phone', label: 'Phone', type: 'phone' },
            { key: 'ssn', label: 'SSN', type: 'text', encrypted: true },
            { key: 'amount', label: 'Amount', type: 'number' },
          ],
        },
      ],
    },
  })
  const entity = (await findEntity(id, 'contact'))!
  const input = (values: Values, more: Partial<AcceptInput> = {}): AcceptInput => {
    const accepted = acceptLead(values, entity, Date.now(), { country: 'US', currency: 'USD' })
    if (!accepted.ok) throw new Error(JSON.stringify(accepted.problem))
    return {
      entity,
      accepted: accepted.value,
      source: null,
      externalId: null,
      profile: null,
      test: false,
      duplicate: null,
      consent: null,
      ...more,
    }
  }
  return {
    id,
    /** All of them at the same moment, each as a request of its own. */
    post: (all: Values[], more: Partial<AcceptInput> = {}) =>
      Promise.all(
        all.map(async (values) => (await acceptLeads(id, [input(values, more)]))[0])
      ) as Promise<Exclude<AcceptOutcome, { type: 'unknown_profile' }>[]>,
    stored: () => store.all('select * from leads where account_id = ? order by id', [id]),
    values: (row: { values?: unknown }) => JSON.parse(row.values as string) as Values,
    /** Lets `days` go by for every match key of the account. */
    age: (days: number) =>
      store.all('select id, seen_at from lead_keys where account_id = ?', [id]).then((keys) =>
        store.submit({
          locks: [],
          decide: () => ({
            result: null,
            writes: keys.map((key) => ({
              update: 'lead_keys' as const,
              id: key.id as string,
              set: { seen_at: Number(key.seen_at) - days * DAY_MS },
            })),
          }),
        })
      ),
  }
}

const countOf = (outcomes: { type: string }[]) => {
  const counts: Record<string, number> = {}
  for (const { type } of outcomes) counts[type] = (counts[type] ?? 0) + 1
  return counts
}
const leadIds = (outcomes: AcceptOutcome[]) => [
  ...new Set(outcomes.map((one) => ('leadId' in one ? one.leadId : null))),
]

test.group('duplicates that arrive together', () => {
  test('of 200 equal leads exactly one is stored, and the others name it', async ({ assert }) => {
    const { post, stored } = await contacts()
    const spellings = ['ann@example.org', ' ANN@example.org ', 'Ann@Example.ORG']
    const all = Array.from({ length: 200 }, (_, i) => ({ email: spellings[i % 3], amount: i }))
    const outcomes = await post(all)
    assert.deepEqual(countOf(outcomes), { stored: 1, duplicate: 199 })
    const rows = await stored()
    assert.lengthOf(rows, 1)
    assert.deepEqual(leadIds(outcomes), [rows[0].id as string])
  })

  test('keys that overlap in different pairs: no key is stored twice, nobody is turned away for nothing', async ({
    assert,
  }) => {
    const email = fc.option(fc.integer({ min: 0, max: 7 }), { nil: null, freq: 6 })
    const phone = fc.option(fc.integer({ min: 0, max: 7 }), { nil: null, freq: 6 })
    const posts = fc.array(fc.record({ email, phone }), { minLength: 2, maxLength: 60 })
    await fc.assert(
      fc.asyncProperty(posts, async (given) => {
        const { post, stored } = await contacts()
        const keysOf = (one: { email: number | null; phone: number | null }) => [
          ...(one.email === null ? [] : [`e${one.email}`]),
          ...(one.phone === null ? [] : [`p${one.phone}`]),
        ]
        const outcomes = await post(
          given.map((one) => ({
            ...(one.email !== null && { email: `p${one.email}@example.org` }),
            ...(one.phone !== null && { phone: `+1 212 555 010${one.phone}` }),
          }))
        )
        const mine = new Map<string, string[]>()
        for (const [i, outcome] of outcomes.entries())
          if (outcome.type === 'stored') mine.set(outcome.leadId, keysOf(given[i]))
        assert.sameMembers(
          (await stored()).map((row) => row.id as string),
          [...mine.keys()]
        )
        const taken = [...mine.values()].flat()
        assert.lengthOf(new Set(taken), taken.length, 'two stored leads share a key')
        for (const [i, outcome] of outcomes.entries()) {
          if (outcome.type === 'stored') continue
          assert.equal(outcome.type, 'duplicate')
          const first = mine.get((outcome as { leadId: string }).leadId)
          assert.isDefined(first, 'the lead that was first is stored')
          assert.isTrue(
            keysOf(given[i]).some((key) => first!.includes(key)),
            'a duplicate shares a key with the lead it is told to repeat'
          )
        }
      }),
      { numRuns: 12 }
    )
  })

  test('a lead without any key is nobody’s duplicate', async ({ assert }) => {
    const { post } = await contacts()
    const outcomes = await post([
      { amount: 1 },
      { email: ' ', amount: 2 },
      { phone: '', amount: 3 },
    ])
    assert.deepEqual(countOf(outcomes), { stored: 3 })
  })

  test('a key of an encrypted field is as exact as any', async ({ assert }) => {
    const { post, stored } = await contacts({ keys: ['ssn'] })
    const outcomes = await post(Array.from({ length: 50 }, () => ({ ssn: '078-05-1120' })))
    assert.deepEqual(countOf(outcomes), { stored: 1, duplicate: 49 })
    const keys = await store.all('select id from lead_keys where lead_id = ?', [
      (await stored())[0].id,
    ])
    assert.lengthOf(keys, 1)
    assert.notMatch(keys[0].id as string, /078-?05-?1120/)
  })

  test('test leads neither block nor are blocked', async ({ assert }) => {
    const { post } = await contacts()
    const same = [{ email: 'ann@example.org' }, { email: 'ann@example.org' }]
    assert.deepEqual(countOf(await post(same, { test: true })), { stored: 2 })
    assert.deepEqual(countOf(await post(same)), { stored: 1, duplicate: 1 })
    assert.deepEqual(countOf(await post(same, { test: true })), { stored: 2 })
  })
})

test.group('duplicates: how long a key counts', () => {
  test('it counts for the days of the policy and not longer', async ({ assert }) => {
    const { post, age } = await contacts({ within_days: 30 })
    const ann = { email: 'ann@example.org' }
    const [first] = await post([ann])
    await age(29)
    assert.deepEqual(countOf(await post([ann])), { duplicate: 1 })
    await age(1)
    const again = await post(Array.from({ length: 40 }, () => ann))
    assert.deepEqual(countOf(again), { stored: 1, duplicate: 39 })
    assert.lengthOf(leadIds(again), 1)
    assert.notDeepEqual(leadIds(again), leadIds([first]))
  })

  test('without days it counts for ever', async ({ assert }) => {
    const { post, age } = await contacts()
    await post([{ email: 'ann@example.org' }])
    await age(5_000)
    assert.deepEqual(countOf(await post([{ email: 'ann@example.org' }])), { duplicate: 1 })
  })

  test('an erased lead blocks nobody', async ({ assert }) => {
    const { id, post } = await contacts()
    const [first] = await post([{ email: 'ann@example.org' }])
    assert.equal(await eraseLead(id, (first as { leadId: string }).leadId, null), 'erased')
    assert.deepEqual(countOf(await post([{ email: 'ann@example.org' }])), { stored: 1 })
  })
})

test.group('duplicates: what is done with them', () => {
  const twenty = Array.from({ length: 20 }, (_, i) => ({ email: 'ann@example.org', amount: i }))

  test('create: every one is stored, all but the first say whom they repeat', async ({
    assert,
  }) => {
    const { post, stored } = await contacts({ action: 'create' })
    assert.deepEqual(countOf(await post(twenty)), { stored: 20 })
    const rows = await stored()
    const firsts = rows.filter((row) => row.duplicate_of === null)
    assert.lengthOf(firsts, 1)
    assert.deepEqual(
      [...new Set(rows.map((row) => row.duplicate_of).filter(Boolean))],
      [firsts[0].id]
    )
  })

  test('reject: one is stored, the others are refused and name it', async ({ assert }) => {
    const { post, stored } = await contacts({ action: 'reject' })
    const outcomes = await post(twenty)
    assert.deepEqual(countOf(outcomes), { stored: 1, rejected: 19 })
    assert.deepEqual(leadIds(outcomes), [(await stored())[0].id as string])
  })

  test('update: one lead takes over the values of all, each change kept as a revision', async ({
    assert,
  }) => {
    const { post, stored, values } = await contacts({ action: 'update' })
    const outcomes = await post(twenty)
    assert.deepEqual(countOf(outcomes), { stored: 1, updated: 19 })
    const rows = await stored()
    assert.lengthOf(rows, 1)
    const kept = await store.all(
      'select revision, "values" from lead_revisions where lead_id = ? order by revision',
      [rows[0].id]
    )
    const seen = [...kept, rows[0]].map((row) => values(row).amount as number)
    assert.deepEqual(
      seen.toSorted((a, b) => a - b),
      twenty.map((one) => one.amount),
      'every post was the current one at some moment'
    )
    assert.equal(Number(rows[0].revision), 20)
  })

  test('the sender’s wish goes before the policy', async ({ assert }) => {
    const { post, stored } = await contacts({ action: 'skip' })
    const [first] = await post([{ email: 'ann@example.org', amount: 1 }])
    const [rejected] = await post([{ email: 'ann@example.org' }], { duplicate: 'reject' })
    const [created] = await post([{ email: 'ann@example.org' }], { duplicate: 'create' })
    assert.equal(rejected.type, 'rejected')
    assert.equal(created.type, 'stored')
    assert.deepEqual(
      (await stored()).map((row) => row.duplicate_of),
      [null, (first as { leadId: string }).leadId]
    )
  })
})

test.group('duplicates: the same request twice', () => {
  const key = (requestHash: string, id = newId('idk')) => ({ idempotency: { id, requestHash } })

  test('twenty times at once make one lead, and each hears of it', async ({ assert }) => {
    const { post, stored } = await contacts()
    const outcomes = await post(
      Array.from({ length: 20 }, () => ({ amount: 7 })),
      key('same')
    )
    assert.deepEqual(countOf(outcomes), { stored: 1, replayed: 19 })
    assert.deepEqual(leadIds(outcomes), [(await stored())[0].id as string])
  })

  test('the same key with another body is a conflict and stores nothing', async ({ assert }) => {
    const { post, stored } = await contacts()
    const id = newId('idk')
    const [one, other] = await Promise.all([
      post([{ amount: 1 }], key('a', id)),
      post([{ amount: 2 }], key('b', id)),
    ])
    assert.sameMembers([one[0].type, other[0].type], ['stored', 'idempotency_conflict'])
    assert.lengthOf(await stored(), 1)
  })

  test('what is repeated is the first answer, also where that was no new lead', async ({
    assert,
  }) => {
    const { post } = await contacts()
    const [first] = await post([{ email: 'ann@example.org' }])
    const again = key('again')
    const [duplicate] = await post([{ email: 'ann@example.org' }], again)
    const [replayed] = await post([{ email: 'ann@example.org' }], again)
    assert.equal(duplicate.type, 'duplicate')
    assert.deepEqual(replayed, {
      type: 'replayed',
      leadId: (first as { leadId: string }).leadId,
      as: 'duplicate',
    })
  })
})
