import { test } from '@japa/runner'
import fc from 'fast-check'
import type { Rule } from '#sdk/rule'
import type { LeadCriteria } from '#distribution/lead_search/criteria'
import { findPage } from '#distribution/lead_search/find_page'
import { LeadIndexer } from '#distribution/lead_search/indexer'
import { loadBlocks as load } from '#distribution/lead_search/blocks'
import { eraseLead } from '#intake/erase_lead'
import { store } from '#store/store'
import { rules } from '#tests/unit/routing/rule_arbitraries'
import {
  allLeads,
  changeLead,
  compiled,
  everyField,
  findAll,
  storeLeads,
  write,
} from '#tests/functional/lead_search/support'

/** Blocks of 16, and nobody is too young for one. */
const indexer = (options = {}) =>
  new LeadIndexer({ size: 16, holdMs: -10_000, lagMs: 0, ...options })

async function loadBlocks(accountId: string) {
  const { blocks } = await load(accountId)
  return blocks
}

/** What another process does once the one before has given the index up. */
async function index(options = {}) {
  await store.all('update lead_followers set owned_until = 0 returning id')
  return indexer(options).pass()
}

const usesEncrypted = (rule: Rule): boolean => JSON.stringify(rule).includes('"ssn"')

test.group('lead search', (group) => {
  group.each.teardown(async () => {
    await store.all('delete from lead_followers returning id')
  })

  test('whatever is asked: the pages hold what a look at every lead finds', async ({ assert }) => {
    const { account, entity } = await everyField()
    const ids = await storeLeads(account.id, entity, 90)
    const check = async (runs: number) => {
      for (const rule of fc.sample(rules, runs)) {
        const criteria: LeadCriteria = {
          entity,
          rule: usesEncrypted(rule) ? null : rule,
          ...(runs % 2 && { statuses: ['sold', 'held'] }),
        }
        const search = await compiled(account.id, criteria).catch(() => null)
        if (!search) continue
        const rows = (await allLeads(account.id)).filter((row) => search.matches(row))
        const naive = rows.map((row) => row.id)
        assert.deepEqual(await findAll(account.id, search), naive, JSON.stringify(rule))
        assert.deepEqual(await findAll(account.id, search, 'oldest', 40), naive.toReversed())
        const options = { order: 'newest', after: null, limit: 5, columns: '*' } as const
        const page = await findPage(account.id, search, {
          ...options,
          budgetMs: 60_000,
          countMs: 60_000,
        })
        if (page.count!.exact) assert.equal(page.count!.n, naive.length, JSON.stringify(rule))
        else assert.isAtMost(page.count!.n, naive.length)
      }
    }
    await check(6)
    await index()
    const blocks = await loadBlocks(account.id)
    assert.lengthOf(blocks, 5)
    assert.isTrue(blocks.every(({ built }) => built !== null))
    await check(25)
    // Changed, and not followed yet.
    for (const id of ids.filter((_, n) => n % 9 === 0)) await changeLead(account.id, id)
    await check(15)
    // Followed: the leads are known to be stale.
    await index()
    await check(15)
    // So many that their blocks are made anew.
    for (const id of ids.slice(0, 40)) await changeLead(account.id, id)
    await index()
    assert.isTrue((await loadBlocks(account.id)).slice(0, 2).every((one) => !one.stale.length))
    await check(15)
  })

  test('an encrypted field is found by its blind index', async ({ assert }) => {
    const { account, entity } = await everyField()
    await storeLeads(account.id, entity, 40)
    await index()
    for (const value of ['CA', 'cab', 'josé', 'nobody']) {
      const rule: Rule = { any: [{ field: 'ssn', operator: 'equals', value }] }
      const search = await compiled(account.id, { entity, rule })
      const naive = (await allLeads(account.id)).filter((row) => search.matches(row))
      assert.deepEqual(
        await findAll(account.id, search),
        naive.map((row) => row.id)
      )
    }
  })

  test('an erased lead is not found by its words any more, and they are gone from the index', async ({
    assert,
  }) => {
    const { account, entity } = await everyField()
    const ids = await storeLeads(account.id, entity, 20)
    const values = JSON.stringify({ email: 'zebulon@mail.example', text: 'Zebulon Quux' })
    await write([{ update: 'leads', id: ids[3], set: { values } }])
    await index()
    const byWord = await compiled(account.id, { text: 'zebulon qu' })
    assert.deepEqual(await findAll(account.id, byWord), [ids[3]])
    assert.equal(await eraseLead(account.id, ids[3], null), 'erased')
    assert.deepEqual(await findAll(account.id, byWord), [])
    const [block] = await loadBlocks(account.id)
    assert.isNull(block.built)
    assert.deepEqual(
      await store.all('select id from lead_terms where block_id = ?', [block.id]),
      []
    )
    // Others of its block are found before and after it is made anew.
    const everybody = await compiled(account.id, {})
    const sold = await compiled(account.id, { statuses: ['sold'] })
    const before = await findAll(account.id, sold)
    await index()
    assert.isNotNull((await loadBlocks(account.id))[0].built)
    assert.deepEqual(await findAll(account.id, sold), before)
    assert.lengthOf(await findAll(account.id, everybody), 20)
    assert.deepEqual(await findAll(account.id, byWord), [])
  })

  test('an erasure while the block is being made leaves no word of the lead', async ({
    assert,
  }) => {
    const { account, entity } = await everyField()
    const ids = await storeLeads(account.id, entity, 16)
    const values = JSON.stringify({ text: 'Wanda Xylander' })
    await write([{ update: 'leads', id: ids[15], set: { values } }])
    let erased = false
    await index({
      // Asked between two slices: the leads are read, their words not yet written.
      busy: () => {
        if (!erased) {
          erased = true
          void eraseLead(account.id, ids[15], null)
        }
        return false
      },
    })
    await eraseLead(account.id, ids[15], null)
    const words = await compiled(account.id, { text: 'wanda' })
    assert.deepEqual(await findAll(account.id, words), [])
    await index()
    const terms = await store.all('select data from lead_terms where account_id = ?', [account.id])
    const { inflateRawSync } = await import('node:zlib')
    assert.isNotEmpty(terms)
    for (const { data } of terms)
      assert.notInclude(inflateRawSync(data as Buffer).toString('utf8'), 'wanda')
  })

  test('an indexer that stopped half-way is followed by one that finishes', async ({ assert }) => {
    // What other accounts still wait for would be begun before this one, and died in instead.
    await index()
    const { account, entity } = await everyField()
    await storeLeads(account.id, entity, 50)
    const halfWay = async () => (await loadBlocks(account.id)).some(({ built }) => built === null)
    // A pass asks twice for each account before this one. Dies a little later each time, until it leaves a block half made.
    const before = await store.first('select count(*) as n from accounts where id < ?', [
      account.id,
    ])
    for (let breaths = 2 * Number(before!.n); !(await halfWay()); breaths++) {
      let left = breaths
      const busy = () => {
        if (--left < 0) throw new Error('the process ends here')
        return false
      }
      await assert.rejects(() => index({ busy }), 'the process ends here')
    }
    const sold = await compiled(account.id, { statuses: ['sold'] })
    const naive = (await allLeads(account.id)).filter((row) => row.status === 'sold').length
    assert.lengthOf(await findAll(account.id, sold), naive)
    // The dead one still has the index for a while.
    assert.isFalse(await indexer().pass())
    assert.isTrue(await index())
    const blocks = await loadBlocks(account.id)
    assert.lengthOf(blocks, 3)
    assert.isTrue(blocks.every(({ built }) => built !== null))
    assert.lengthOf(await findAll(account.id, sold), naive)
  }).timeout(180_000)

  test('a page that ran out of time says how far it looked, and the next one goes on from there', async ({
    assert,
  }) => {
    const { account, entity } = await everyField()
    const ids = await storeLeads(account.id, entity, 48)
    await write([{ update: 'leads', id: ids[0], set: { values: '{"text":"needle"}' } }])
    await index()
    const search = await compiled(account.id, {
      entity,
      rule: { field: 'text', operator: 'matches', value: '^needle$' },
    })
    const options = { order: 'newest', limit: 5, columns: '*', budgetMs: 0 } as const
    const found: string[] = []
    let pages = 0
    for (let after: string | null = null; ; pages++) {
      const page = await findPage(account.id, search, { ...options, after })
      found.push(...page.rows.map((row) => row.id as string))
      if (page.next === null) break
      assert.isNumber(page.searchedTo)
      after = page.next
    }
    assert.deepEqual(found, [ids[0]])
    assert.isAbove(pages, 1)
  })
})
