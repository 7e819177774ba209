import { spawn } from 'node:child_process'
import { readFile, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { test } from '@japa/runner'
import { parse } from 'yaml'
import { store } from '#store/store'
import { type Place, wanting } from '#tests/functional/real_input/evaluator'
import {
  type PartnerWorld,
  partnerWorld,
  verdictOf,
} from '#tests/functional/real_input/partner_world'
import { type Line, Replay } from '#tests/functional/real_input/replay'
import {
  type Contact,
  OWN_PRICES,
  research,
  termDeposits,
  traitsOfBody,
  traitsOfRow,
} from '#tests/functional/real_input/uci_market'
import { as } from '#tests/functional/api/call'
import { compiledAce } from '#tests/helpers/compiled_app'
import { type TestAccount, makeAccount } from '#tests/helpers/make_account'

const root = fileURLToPath(new URL('../../../', import.meta.url))
const FILE = join(root, 'tests/fixtures/uci_bank_marketing_slice.csv')
const SANDBOX = 'http://127.0.0.1:3333/sandbox/partners'

/** Runs `lead:post` as its users do, in a process of its own; answers what it printed. */
async function leadPost(wish: string[]): Promise<{ code: number; out: string; err: string }> {
  const { args, ...options } = await compiledAce('lead:post', ...wish)
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, args, options)
    let out = ''
    let err = ''
    child.stdout.on('data', (chunk) => (out += chunk))
    child.stderr.on('data', (chunk) => (err += chunk))
    child.on('error', reject)
    child.on('close', (code) => resolve({ code: code ?? -1, out, err }))
  })
}

async function contacts(): Promise<Map<string, Contact>> {
  const [header, ...lines] = (await readFile(FILE, 'utf8')).trim().split('\n')
  const names = header.split(';')
  const rows = new Map<string, Contact>()
  for (const line of lines) {
    const cells = line.split(';')
    rows.set(cells[0], Object.fromEntries(names.map((name, i) => [name, cells[i]])))
  }
  return rows
}

const verdict = (place: Place<Contact>, row: Contact) =>
  verdictOf(place.key, traitsOfRow(row), OWN_PRICES[place.key] ?? null)

const FAULTS: Record<string, RegExp> = {
  crash: /^the partner answered 500$/,
  flaky: /^the partner answered 503$/,
  hang_up: /^the connection broke/,
  silence: /^no complete answer within 12 s$/,
  maintenance: /^the answer is not readable as JSON or XML$/,
}

test.group('real input: 1,500 bank contacts through lead:post', (group) => {
  let account: TestAccount
  let world: PartnerWorld
  let folder: string
  let rows: Map<string, Contact>
  let replay: Replay<Contact>
  let leads: Map<string, string>

  group.setup(async () => {
    folder = await mkdtemp(join(tmpdir(), 'sluice-uci-'))
    rows = await contacts()
    world = await partnerWorld(OWN_PRICES, traitsOfBody)
    const blueprint = await readFile(
      join(root, 'database/blueprints/uci_bank_marketing.yml'),
      'utf8'
    )
    // All leads at once on a machine with other work: an endpoint that answers at all does so within this.
    const text = blueprint.replaceAll(SANDBOX, world.url)
    const patient = text.replaceAll('timeout_seconds: 4', 'timeout_seconds: 12')
    account = await makeAccount({ blueprint: parse(patient) })
    return async () => {
      await world.close()
      await rm(folder, { recursive: true })
    }
  })

  test('every row is stored once', async ({ assert }) => {
    const map = join(folder, 'map.yml')
    await writeFile(map, 'row: external_id\n')
    const args = [FILE, '--account', account.key, '--entity', 'bank_contact', '--map', map]
    const done = await leadPost([...args, '--source', 'uci', '--wait'])
    assert.equal(done.code, 0, done.err)
    assert.match(
      done.out,
      /1,500 rows in .*\n {2}stored {6}1,500\n {2}duplicates {2}0\n {2}refused {5}0\n/
    )
    const stored = await store.all(
      'select id, external_id, source, "values", extra from leads where account_id = ?',
      [account.id]
    )
    assert.deepEqual(stored.map((lead) => lead.external_id).sort(), [...rows.keys()].sort())
    leads = new Map(stored.map((lead) => [lead.id as string, lead.external_id as string]))
    for (const lead of stored) {
      const row = rows.get(lead.external_id as string)!
      const values = JSON.parse(lead.values as string)
      assert.equal(lead.source, 'uci')
      assert.equal(values.age, Number(row.age))
      assert.equal(values.credit_default, row.default)
      assert.equal(values.euribor, Number(row.euribor3m))
      assert.equal(values.subscribed, row.y === '1')
      assert.deepEqual(JSON.parse(lead.extra as string), { 'nr.employed': row['nr.employed'] })
    }
  }).timeout(90_000)

  test('each step of every distribution is what the evaluator says', async ({ assert }) => {
    replay = new Replay([termDeposits, research], verdict)
    const distributions = await store.all(
      'select d.id, d.lead_id, d.created_at, p.key from distributions d join profiles p on p.id = d.profile_id where d.account_id = ?',
      [account.id]
    )
    assert.lengthOf(distributions, 3000)
    for (const { id, lead_id: lead, created_at: since, key } of distributions) {
      const market = key === termDeposits.key ? termDeposits : research
      replay.add(id as string, market, rows.get(leads.get(lead as string)!)!, Number(since))
    }
    // Ids of one process are in the order in which it decided, and one process decided about all of these.
    const events = await store.all(
      'select at, type, distribution_id, delivery_id, data from events where account_id = ? and distribution_id is not null order by id',
      [account.id]
    )
    replay.follow(
      events
        .filter(({ type }) => type !== 'cap.reached')
        .map((event): Line => ({
          at: Number(event.at),
          type: event.type as string,
          distribution: event.distribution_id as string,
          delivery: event.delivery_id as string | null,
          data: JSON.parse(event.data as string),
        }))
    )
    assert.deepEqual(replay.wrong, [])
  })

  test('deliveries, prices, reasons and requests', async ({ assert }) => {
    const deliveries = await store.all('select * from deliveries where account_id = ?', [
      account.id,
    ])
    assert.sameMembers(
      deliveries.map(({ id }) => id),
      [...replay.offers.keys()]
    )
    const said: string[] = []
    for (const row of deliveries) {
      const {
        place,
        verdict: answer,
        status,
        price,
        attempts,
        holds,
      } = replay.offers.get(row.id as string)!
      const { opinion, reason } = answer
      assert.deepEqual(
        [row.assignment_key, row.status, Number(row.price), Number(row.attempts), row.reference],
        [place.key, status, price, attempts, status === 'accepted' ? answer.reference : null]
      )
      assert.equal(Boolean(row.duplicate), opinion === 'duplicate')
      if (status === 'accepted') assert.isNull(row.reason)
      else if (reason !== null) assert.equal(row.reason, reason)
      else assert.match(row.reason as string, FAULTS[opinion])
      const held =
        row.reserved === null ? [] : (JSON.parse(row.reserved as string) as [string, number][])
      assert.sameMembers(
        held.map(([, amount]) => amount),
        holds.map(({ amount }) => amount)
      )
      assert.equal(world.asked.get(row.id as string), attempts, 'requests the partner saw')
      said.push(`${opinion} ${status}`)
    }
    // The slice is worth its time only while all of this happens in it.
    assert.includeMembers(said, [
      'accept accepted',
      'accept_as_text accepted',
      'reject rejected',
      'duplicate rejected',
      'forbid rejected',
      'maintenance rejected',
      'crash failed',
      'flaky accepted',
      'flaky failed',
      'hang_up unknown',
      'silence unknown',
    ])
    assert.equal(world.asked.size, deliveries.length)
  })

  test('one posting per sale; sums are the partners’ own', async ({ assert }) => {
    const postings = await store.all('select * from postings where account_id = ?', [account.id])
    const sold = new Map([...replay.offers].filter(([, offer]) => offer.status === 'accepted'))
    assert.sameMembers(
      postings.map((one) => one.delivery_id),
      [...sold.keys()]
    )
    assert.sameMembers([...world.accepted], [...sold.keys()])
    for (const posting of postings) {
      assert.equal(Number(posting.amount), sold.get(posting.delivery_id as string)!.price)
      assert.equal(posting.kind, 'sale')
      assert.equal(posting.source, 'uci')
    }
    const revenue = await store.all(
      'select id, revenue, status from distributions where account_id = ?',
      [account.id]
    )
    for (const { id, revenue: booked, status } of revenue) {
      const run = replay.runs.get(id as string)!
      assert.deepEqual([status, Number(booked)], [run.status, run.revenue])
    }
  })

  test('caps: used to the unit, bound in this run, never exceeded', async ({ assert }) => {
    const buckets = await store.all('select id, used from cap_buckets where account_id = ?', [
      account.id,
    ])
    const used = [...replay.books.used.values()].filter((amount) => amount > 0)
    const stored = buckets.map((bucket) => Number(bucket.used)).filter((amount) => amount > 0)
    assert.deepEqual(
      stored.sort((a, b) => a - b),
      used.sort((a, b) => a - b)
    )
    const bound = new Set([...replay.runs.values()].flatMap((run) => [...run.skipped]))
    assert.includeMembers(
      [...bound],
      [
        'quinta-known',
        'outono-seniors',
        'nordbank-offices',
        'casa-owners',
        'academia-degrees',
        'todos-rest',
        'painel-long',
      ]
    )
  })

  test('leads say what became of them, and the API why', async ({ assert }) => {
    const statuses = await store.all('select id, status from leads where account_id = ?', [
      account.id,
    ])
    const runsOf = await store.all('select id, lead_id from distributions where account_id = ?', [
      account.id,
    ])
    const byLead = Map.groupBy(runsOf, (run) => run.lead_id)
    for (const { id, status } of statuses) {
      const ends = byLead.get(id)!.map((run) => replay.runs.get(run.id as string)!.status)
      assert.equal(
        status,
        ['sold', 'held', 'unsold'].find((one) => ends.includes(one))
      )
    }
    const api = as(account)
    for (const { id } of statuses.filter((_, i) => i % 10 === 0)) {
      const { body } = await api.get(`/leads/${id}`)
      const row = rows.get(body.external_id)!
      for (const distribution of body.distributions) {
        const run = replay.runs.get(distribution.id)!
        const offered = [...run.offers.values()].map(({ place }) => place.key)
        assert.deepEqual(
          distribution.deliveries.map((one: { assignment: string }) => one.assignment).sort(),
          [...offered].sort()
        )
        if (!run.market.lets(row)) continue
        const wanted = wanting(run.market, row).map(({ key }) => key)
        for (const { assignment, eligible, reason } of distribution.evaluations) {
          const expected = !wanted.includes(assignment)
            ? [false, 'filter']
            : offered.includes(assignment)
              ? [true, null]
              : run.skipped.has(assignment)
                ? [false, 'cap']
                : [true, 'not_reached']
          assert.deepEqual([eligible, reason], expected, `${assignment} in ${distribution.id}`)
        }
      }
    }
  })
})
