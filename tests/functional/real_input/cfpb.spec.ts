import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { test } from '@japa/runner'
import { parse as parseCsv } from 'csv-parse/sync'
import { parse } from 'yaml'
import { store } from '#store/store'
import {
  type Complaint,
  OWN_PRICES,
  creditHelp,
  secondOpinion,
  traitsOfBody,
  traitsOfRow,
} from '#tests/functional/real_input/cfpb_market'
import { Books } from '#tests/functional/real_input/evaluator'
import {
  type PartnerWorld,
  partnerWorld,
  verdictOf,
} from '#tests/functional/real_input/partner_world'
import { type ExpectedRun, settleAtOnce } from '#tests/functional/real_input/settle_at_once'
import { as } from '#tests/functional/api/call'
import { type TestAccount, makeAccount, startEngine } from '#tests/helpers/make_account'

const root = fileURLToPath(new URL('../../../', import.meta.url))
const SANDBOX = 'http://127.0.0.1:3333/sandbox/partners'
const MARKETS = [creditHelp, secondOpinion]

const verdict = (assignment: string, row: Complaint) =>
  verdictOf(assignment, traitsOfRow(row), OWN_PRICES[assignment] ?? null)
const money = (minor: number) => ({ amount: (minor / 100).toFixed(2), currency: 'USD' })

test.group('real input: 145 consumer complaints through the API, one after the other', (group) => {
  let account: TestAccount
  let world: PartnerWorld
  let rows: Complaint[]
  const books = new Books()
  const ids: string[] = []
  const expected: ExpectedRun[] = []

  group.setup(async () => {
    await startEngine()
    rows = parseCsv(await readFile(join(root, 'tests/fixtures/cfpb_complaints.csv')), {
      columns: true,
    })
    world = await partnerWorld(OWN_PRICES, traitsOfBody)
    const blueprint = await readFile(join(root, 'database/blueprints/cfpb_credit_help.yml'), 'utf8')
    // One lead at a time: an endpoint that answers at all does so within this, on any machine.
    const text = blueprint
      .replaceAll(SANDBOX, world.url)
      .replaceAll('timeout_seconds: 4', 'timeout_seconds: 1.5')
    account = await makeAccount({ blueprint: parse(text) })
    return () => world.close()
  })

  test('each lead goes where the evaluator says, for the reasons it says', async ({ assert }) => {
    const api = as(account)
    for (const row of rows) {
      const made = await api.post('/intake?wait=30', {
        entity: 'complaint',
        source: 'cfpb',
        ...row,
      })
      assert.equal(made.status, 201, JSON.stringify(made.body))
      ids.push(made.body.lead_id)
      const { body: lead } = await api.get(`/leads/${made.body.lead_id}`)
      const runs = MARKETS.map((market) => {
        const told = lead.distributions.find(
          (one: { profile: string }) => one.profile === market.key
        )
        const run = settleAtOnce(market, row, books, Date.parse(told.started_at), verdict)
        assert.deepEqual(
          [told.status, told.revenue],
          [run.status, money(run.revenue)],
          row.complaint_id
        )
        assert.deepEqual(
          told.deliveries.map((one: any) => ({
            assignment: one.assignment,
            status: one.status,
            price: one.price,
            attempts: one.attempts.map((attempt: { outcome: string }) => attempt.outcome),
            duplicate: one.duplicate,
            reference: one.reference,
          })),
          run.deliveries.map((one) => ({
            assignment: one.assignment,
            status: one.status,
            price: money(one.price),
            attempts: one.attempts,
            duplicate: one.verdict.opinion === 'duplicate',
            reference: one.status === 'accepted' ? one.verdict.reference : null,
          }))
        )
        for (const [i, { status, verdict: said }] of run.deliveries.entries())
          if (status === 'rejected' && said.reason !== null)
            assert.equal(told.deliveries[i].reason, said.reason)
        if (market.lets(row))
          for (const evaluation of told.evaluations)
            assert.equal(
              evaluation.reason,
              run.reasons[evaluation.assignment],
              `${evaluation.assignment} for ${row.complaint_id}: ${evaluation.explanation}`
            )
        else assert.lengthOf(told.deliveries, 0)
        return run
      })
      expected.push(...runs)
      const statuses = runs.map(({ status }) => status)
      assert.equal(
        lead.status,
        (['sold', 'held', 'unsold'] as const).find((one) => statuses.includes(one))
      )
      assert.equal(made.body.outcome, lead.status === 'held' ? 'pending' : lead.status)
    }
  }).timeout(90_000)

  test('every cap and every posting is the evaluator’s', async ({ assert }) => {
    const buckets = await store.all('select used from cap_buckets where account_id = ?', [
      account.id,
    ])
    const positive = (amounts: number[]) => amounts.filter((n) => n > 0).sort((a, b) => a - b)
    assert.deepEqual(
      positive(buckets.map(({ used }) => Number(used))),
      positive([...books.used.values()])
    )
    const reasons = expected.flatMap((run) => Object.entries(run.reasons))
    const capped = new Set(reasons.filter(([, why]) => why === 'cap').map(([key]) => key))
    assert.includeMembers(
      [...capped],
      ['sunbelt-debt', 'pacific-west', 'homekeep-mortgage', 'anybank-rest', 'lawdesk-late']
    )
    const postings = await store.all(
      'select d.assignment_key, p.amount from postings p join deliveries d on d.id = p.delivery_id where p.account_id = ?',
      [account.id]
    )
    const sales = expected
      .flatMap((run) => run.deliveries)
      .filter((one) => one.status === 'accepted')
    const line = (key: unknown, amount: unknown) => `${key} ${Number(amount)}`
    assert.deepEqual(
      postings.map((one) => line(one.assignment_key, one.amount)).sort(),
      sales.map((one) => line(one.assignment, one.price)).sort()
    )
    assert.equal(world.accepted.size, sales.length)
  })

  test('sent again, every complaint is the lead it was', async ({ assert }) => {
    const api = as(account)
    const asked = world.asked.size
    for (const [i, row] of rows.entries()) {
      const again = await api.post('/intake', { entity: 'complaint', ...row })
      assert.deepEqual([again.status, again.body.lead_id], [200, ids[i]])
    }
    const [{ n }] = await store.all('select count(*) as n from leads where account_id = ?', [
      account.id,
    ])
    assert.equal(Number(n), rows.length)
    assert.equal(world.asked.size, asked)
  })
})
