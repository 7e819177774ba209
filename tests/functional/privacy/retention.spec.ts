import db from '@adonisjs/lucid/services/db'
import { DateTime } from 'luxon'
import { test } from '@japa/runner'
import { RetentionRunner } from '#privacy/retention/retention_runner'
import { startEngine } from '#tests/helpers/make_account'
import { type PartnerServer, partnerServer } from '#tests/helpers/partner_server'
import { rowsHolding } from '#tests/helpers/dump_tables'
import { ledgerOf } from '#tests/functional/distribution/support'
import { type PrivacyAccount, person, privacyAccount } from '#tests/functional/privacy/support'

const DAY = 86_400_000

async function lead({ api }: PrivacyAccount, days: number, more: object = {}) {
  const who = person()
  const { body } = await api.post(
    '/leads',
    { entity: 'loan', values: { name: who.name, email: who.email }, ...more },
    { prefer: 'wait=20' }
  )
  const at = Date.now() - days * DAY
  await db.from('leads').where('id', body.id).update({ created_at: at })
  await db.from('deliveries').where('lead_id', body.id).update({ created_at: at })
  return { id: body.id as string, who, status: body.status as string }
}

const erased = async ({ id }: PrivacyAccount) =>
  (await db.from('leads').where('account_id', id).whereNotNull('erased_at').orderBy('id')).map(
    (row) => row.id as string
  )

test.group('Privacy: retention', (group) => {
  let server: PartnerServer
  group.setup(() => startEngine())
  group.each.setup(async () => {
    server = await partnerServer()
    return () => server.close()
  })

  test('the preview says what is erased then, and nothing else goes', async ({ assert }) => {
    const home = await privacyAccount(server)
    const { owner, id } = home
    const sold = await lead(home, 400)
    const freshSold = await lead(home, 20)
    const tried = await lead(home, 400, { test: true })
    await owner.visitor.json('POST', '/profiles/loans/pause', { paused: true })
    const { body } = await home.api.post('/leads', {
      entity: 'callback',
      values: { topic: person().note },
    })
    await db
      .from('leads')
      .where('id', body.id)
      .update({ created_at: Date.now() - 400 * DAY })
    const held = await lead(home, 400)
    const unsold = await lead(home, 200)
    await owner.visitor.json('POST', '/privacy/holds', { lead: held.id, reason: 'claim' })
    assert.deepEqual([sold.status, unsold.status, tried.status], ['sold', 'received', 'sold'])

    const none = await owner.visitor.page('/privacy/retention')
    assert.deepEqual([none.props.whole, none.props.entities[0].days], [{}, {}])
    const wish = { hour: 3, account: {}, entities: { loan: { unsold: 180, sold: 300, test: 30 } } }
    const { body: preview } = await owner.visitor.json('POST', '/privacy/retention/preview', wish)
    assert.deepEqual(
      preview.data.map((one: any) => [one.entity, one.kind, one.count, one.held, one.exact]),
      [
        ['loan', 'unsold', 1, 1, true],
        ['loan', 'sold', 1, 0, true],
        ['loan', 'test', 1, 0, true],
      ]
    )
    assert.deepEqual(await erased(home), [], 'a look changes nothing')

    const ledger = await ledgerOf(id)
    assert.equal((await owner.visitor.json('PUT', '/privacy/retention', wish)).status, 204)
    // In the night, before the quiet hour, nothing happens; any number of processes do it once.
    const now = Date.now()
    const local = DateTime.fromMillis(now, { zone: 'Europe/Berlin' })
    await new RetentionRunner().pass(local.startOf('day').plus({ hours: 2 }).toMillis())
    assert.deepEqual(await erased(home), [])
    const late = local.startOf('day').plus({ hours: 23 }).toMillis()
    await Promise.all([new RetentionRunner().pass(late), new RetentionRunner().pass(late)])
    assert.sameMembers(await erased(home), [sold.id, tried.id, unsold.id])
    assert.notInclude(await erased(home), freshSold.id)
    assert.deepEqual(await ledgerOf(id), ledger)
    assert.deepEqual(await rowsHolding(id, [sold.who.name, unsold.who.email]), [])

    const [run, ...more] = (await owner.visitor.page('/privacy/retention')).props.runs
    assert.isEmpty(more)
    assert.deepEqual(
      [run.status, run.erased, run.held],
      ['done', { unsold: 1, sold: 1, test: 1 }, 1]
    )
    const trail = await db.from('events').where({ account_id: id, type: 'retention.finished' })
    assert.deepEqual(
      trail.map(({ data }) => JSON.parse(data)),
      [{ erased: 3, held: 1 }]
    )
  })

  test('requests, answers and kept mails go without the lead', async ({ assert }) => {
    const home = await privacyAccount(server)
    const { owner, id } = home
    const old = await lead(home, 100)
    const fresh = await lead(home, 10)
    await db
      .from('mails')
      .where('account_id', id)
      .whereLike('subject', `%${old.who.name}%`)
      .update({ created_at: Date.now() - 100 * DAY })
    const wish = { hour: 0, account: { mails: 90 }, entities: { loan: { bodies: 90 } } }
    const { body: preview } = await owner.visitor.json('POST', '/privacy/retention/preview', wish)
    assert.deepEqual(
      preview.data.map((one: any) => [one.kind, one.count]),
      [
        ['bodies', 2],
        ['mails', 1],
      ]
    )
    await owner.visitor.json('PUT', '/privacy/retention', wish)
    await new RetentionRunner().pass(Date.now())
    const { body } = await home.api.get(`/leads/${old.id}`)
    assert.equal(body.values.email, old.who.email)
    const requests = (of: any) =>
      of.distributions[0].deliveries.flatMap((one: any) =>
        one.attempts.map((attempt: any) => attempt.request !== null)
      )
    assert.deepEqual(requests(body), [false, false])
    assert.deepEqual(requests((await home.api.get(`/leads/${fresh.id}`)).body), [true, true])
    const mails = await db.from('mails').where('account_id', id)
    assert.lengthOf(mails, 1)
    assert.include(mails[0].subject, fresh.who.name)
  })

  test('a run that died is taken up where it stopped', async ({ assert }) => {
    const home = await privacyAccount(server)
    const { owner, id } = home
    const leads = [await lead(home, 60), await lead(home, 60), await lead(home, 60)]
    const wish = { hour: 0, account: {}, entities: { loan: { sold: 30 } } }
    await owner.visitor.json('PUT', '/privacy/retention', wish)
    const day = DateTime.fromMillis(Date.now(), { zone: 'Europe/Berlin' }).toISODate()
    await home.api.delete(`/leads/${leads[0].id}`)
    await db.table('retention_runs').insert({
      ...{
        id: `rrun_${id}`.slice(0, 40),
        account_id: id,
        day,
        status: 'running',
        owner: 'wrk_dead',
      },
      ...{ owned_until: Date.now() + 60_000, started_at: Date.now(), counts: '{}' },
    })
    await new RetentionRunner().pass(Date.now())
    assert.deepEqual(await erased(home), [leads[0].id], 'another is at it')
    await db.from('retention_runs').where('account_id', id).update({ owned_until: 0 })
    await new RetentionRunner().pass(Date.now())
    assert.sameMembers(
      await erased(home),
      leads.map((one) => one.id)
    )
    const [run] = await db.from('retention_runs').where('account_id', id)
    assert.equal(run.status, 'done')
  })

  test('days are whole and within limits; an unknown entity is passed over', async ({ assert }) => {
    const { owner } = await privacyAccount(server)
    const put = async (days: unknown) => {
      const wish = { hour: 3, account: { mails: days }, entities: {} }
      return (await owner.visitor.json('PUT', '/privacy/retention', wish)).status
    }
    assert.deepEqual(
      [await put(0), await put(1.5), await put(4000), await put(30)],
      [422, 422, 422, 204]
    )
    const wish = { hour: 3, account: {}, entities: { nothing: { sold: 1 } } }
    assert.equal((await owner.visitor.json('PUT', '/privacy/retention', wish)).status, 204)
    const { props } = await owner.visitor.page('/privacy/retention')
    assert.deepEqual(
      props.entities.map((one: any) => one.days),
      [{}, {}]
    )
  })
})
