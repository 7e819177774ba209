import db from '@adonisjs/lucid/services/db'
import { test } from '@japa/runner'
import { mergeLeads } from '#crm/merge/merge_leads'
import { finishMerges, moveBelongings } from '#crm/merge/belongings'
import { undoMerge } from '#crm/merge/undo_merge'
import type { MergeWish } from '#crm/merge/types'
import { eraseLead } from '#intake/erase_lead'
import { loadEntities } from '#entities/repository'
import { accountKey } from '#entities/account_keys'
import { openValues } from '#entities/seal_values'
import { LeadIndexer } from '#distribution/lead_search/indexer'
import { store } from '#store/store'
import { insider } from '#tests/functional/accounts/support/team'
import { as } from '#tests/functional/api/call'
import { brokenInvariants, ledgerOf } from '#tests/functional/distribution/support'
import { automationAccount, inARow } from '#tests/functional/automations/support'
import { makeAccount, someValues, startEngine } from '#tests/helpers/make_account'
import { rowsHolding } from '#tests/helpers/dump_tables'

const DAY = 86_400_000

async function home() {
  const account = await makeAccount()
  const api = as(account)
  const lead = async (values: Record<string, unknown> = {}, more: object = {}) => {
    const body = { entity: 'solar', values: { ...someValues(), ...values }, ...more }
    const made = await api.post('/leads', { duplicate: 'create', ...body }, { prefer: 'wait=10' })
    if (made.status !== 201) throw new Error(JSON.stringify(made.body))
    return made.body as { id: string; values: Record<string, unknown>; [key: string]: unknown }
  }
  const read = async (id: string) => (await api.get(`/leads/${id}`)).body
  const types = async (id: string) =>
    ((await api.get(`/events?lead=${id}`)).body.data as { type: string }[]).map(({ type }) => type)
  return { ...account, api, lead, read, types }
}

test.group('Merge of duplicates', (group) => {
  group.setup(() => startEngine())

  test('the same person is found by e-mail, number, key and as a stored duplicate, others are not', async ({
    assert,
  }) => {
    const { api, lead } = await home()
    const one = await lead({ email: 'Ada@mail.example', phone: '+14155552671' })
    const byMail = await lead({ email: 'ada@mail.example' })
    const byPhone = await lead({ phone: '(415) 555-2671' })
    await lead()
    await lead({ email: 'ada@mail.example' }, { test: true })
    const { body } = await api.get(`/leads/${one.id}/duplicates`)
    assert.deepEqual(
      body.data.map(({ id }: { id: string }) => id),
      [byPhone.id, byMail.id]
    )
    assert.deepEqual(body.data[0].same, ['phone'])
    assert.deepEqual(body.data[1].same, ['email', 'duplicate'])
  })

  test('an encrypted value finds them as well', async ({ assert }) => {
    const { api, id, lead } = await home()
    const entity = (await api.get('/entities/solar')).body
    const fields = entity.fields.map((field: { key: string }) =>
      field.key === 'phone' ? { ...field, encrypted: true } : field
    )
    const changed = await api.patch('/entities/solar', { fields })
    assert.equal(changed.status, 200, JSON.stringify(changed.body))
    const one = await lead({ phone: '+14155552671' })
    const two = await lead({ phone: '+14155552671' })
    const rows = await db.from('leads').where('account_id', id)
    for (const row of rows) assert.notInclude(row.values, '4155552671')
    const { body } = await api.get(`/leads/${two.id}/duplicates`)
    assert.deepEqual(body.data[0]?.id, one.id)
    assert.deepEqual(body.data[0].same, ['phone'])
  })

  test('the survivor has what was chosen and what it lacked; the other says where it went', async ({
    assert,
  }) => {
    const { api, lead, read, types } = await home()
    const into = await lead({ monthly_bill: 240, ssn: '078-05-1120' })
    const from = await lead({ monthly_bill: 300, phone: '+14155552671', ssn: '219-09-9999' })
    await api.patch(`/leads/${from.id}`, { stage: 'qualified' })
    const merged = await api.post(`/leads/${into.id}/merge`, {
      ...{ from: [from.id], values: { monthly_bill: from.id, ssn: from.id } },
    })
    assert.equal(merged.status, 200, JSON.stringify(merged.body))
    assert.deepEqual(merged.body.merges[0].kept, {
      ...{ phone: from.id, monthly_bill: from.id, ssn: from.id },
    })
    const survivor = await read(into.id)
    assert.deepInclude(survivor.values, {
      ...{ email: into.values.email, monthly_bill: 300, phone: '+14155552671', ssn: '219-09-9999' },
    })
    const other = await read(from.id)
    assert.equal(other.merged_into, into.id)
    assert.isNull(other.stage)
    assert.lengthOf(other.distributions, 1)
    assert.includeMembers(await types(into.id), ['lead.updated', 'lead.merged'])
    assert.include(await types(from.id), 'lead.merged')
    const events = (await api.get(`/events?lead=${from.id}&type=lead.merged`)).body.data
    assert.deepEqual(events[0].data, { into: into.id, merge: merged.body.merges[0].id })

    // Nothing is done with it any more.
    const refused = [
      await api.patch(`/leads/${from.id}`, { values: { monthly_bill: 1 } }),
      await api.post(`/leads/${from.id}/distributions`, { profile: 'solar-us' }),
      await api.post(`/leads/${from.id}/mails`, { subject: 'a', text: 'b' }),
      await api.post(`/leads/${into.id}/merge`, { from: [from.id] }),
      await api.post(`/leads/${from.id}/merge`, { from: [into.id] }),
    ]
    assert.deepEqual(
      refused.map(({ status }) => status),
      [409, 409, 409, 409, 409]
    )
    assert.include(refused[0].body.detail, into.id)
    assert.equal(refused[0].body.merged_into, into.id)
  })

  test('lists leave it out unless they are asked, also from the index', async ({ assert }) => {
    const { id: accountId, api, lead } = await home()
    const owner = await insider(accountId, 'owner')
    const into = await lead({ email: 'kept@mail.example' })
    const from = await lead({ email: 'gone@mail.example' })
    const other = await lead()
    const idsOf = (body: any) => body.data.map(({ id }: { id: string }) => id)
    const look = async () => ({
      list: idsOf((await api.get('/leads')).body),
      merged: idsOf((await api.get('/leads?merged=true')).body),
      page: idsOf((await owner.visitor.json('GET', '/leads/search')).body),
      words: idsOf((await owner.visitor.json('GET', '/leads/search?q=gone')).body),
    })
    const all = [other.id, from.id, into.id]
    assert.deepEqual(await look(), { list: all, merged: [], page: all, words: [from.id] })
    await api.post(`/leads/${into.id}/merge`, { from: [from.id] })
    const left = [other.id, into.id]
    const after = { list: left, merged: [from.id], page: left, words: [] }
    assert.deepEqual(await look(), after)
    const { props } = await owner.visitor.page('/leads')
    assert.deepEqual(props.page.meta.count, { n: 2, exact: true })
    // Once all of them are in the index, and while it still says what was before.
    const build = () => new LeadIndexer({ size: 16, holdMs: -10_000, lagMs: 0 }).pass()
    await store.all('update lead_followers set owned_until = 0 returning id')
    for (let n = 0; n < 14; n++) await lead({ email: `more-${n}@mail.example` })
    await build()
    const many = (await look()).list
    assert.notInclude(many, from.id)
    assert.lengthOf(many, 16)
    await api.post(`/leads/${into.id}/merge`, { from: [other.id] })
    assert.sameMembers((await look()).merged, [from.id, other.id])
    assert.lengthOf((await look()).page, 15)
    await store.all('delete from lead_followers returning id')
  })

  test('the page compares what differs, counts what goes along, and opens no encrypted value', async ({
    assert,
  }) => {
    const { id: accountId, api, lead } = await home()
    const owner = await insider(accountId, 'owner')
    const into = await lead({ ssn: '078-05-1120', monthly_bill: 240 })
    const from = await lead({ ssn: '219-09-9999', monthly_bill: 240 })
    const stranger = await (await home()).lead()
    await api.post(`/leads/${from.id}/mails`, { subject: 'Hello', text: 'There' })
    const path = `/leads/${into.id}/merge?with=${from.id},${stranger.id}`
    const { status, props, body } = await owner.visitor.page(path)
    assert.equal(status, 200, JSON.stringify(body))
    assert.deepEqual(
      props.leads.map((one: any) => [one.id, one.counts.lead_mails, one.counts.deliveries]),
      [
        [into.id, 0, 1],
        [from.id, 1, 1],
      ]
    )
    assert.equal(props.leftOut, 1)
    const fields = Object.fromEntries(props.fields.map((one: any) => [one.key, one]))
    assert.deepEqual(
      [fields.email.differs, fields.monthly_bill.differs, fields.ssn.differs],
      [true, false, true]
    )
    assert.deepEqual(fields.ssn.values[into.id], { value: null, hidden: true })
    assert.notInclude(JSON.stringify(body), '078-05-1120')
  })

  test('who comes again is the survivor', async ({ assert }) => {
    const { api, lead } = await home()
    const into = await lead()
    const from = await lead()
    await api.post(`/leads/${into.id}/merge`, { from: [from.id] })
    const again = await api.post('/leads', { entity: 'solar', values: { ...from.values } })
    assert.equal(again.status, 200)
    assert.equal(again.body.id, into.id)
  })

  test('sales and what was booked stay where they are, and the ledger holds', async ({
    assert,
  }) => {
    const { id: accountId, api, lead, read } = await home()
    const into = await lead()
    const from = await lead()
    const before = await ledgerOf(accountId)
    const postings = await db.from('postings').where('account_id', accountId).orderBy('id')
    const buckets = await db.from('cap_buckets').where('account_id', accountId).orderBy('id')
    await api.post(`/leads/${into.id}/merge`, { from: [from.id] })
    assert.deepEqual(await ledgerOf(accountId), before)
    assert.deepEqual(
      await db.from('postings').where('account_id', accountId).orderBy('id'),
      postings
    )
    assert.deepEqual(
      await db.from('cap_buckets').where('account_id', accountId).orderBy('id'),
      buckets
    )
    assert.deepEqual(await brokenInvariants(accountId), [])
    assert.equal((await read(from.id)).distributions[0].deliveries[0].lead_id, from.id)
  })

  test('undoing gives both back, unless a value was changed since or a month is over', async ({
    assert,
  }) => {
    const { id: accountId, api, lead, read } = await home()
    const into = await lead({ monthly_bill: 240 })
    const from = await lead({ monthly_bill: 300, phone: '+14155552671' })
    await api.patch(`/leads/${from.id}`, { stage: 'qualified' })
    const merge = async () => {
      const values = { monthly_bill: from.id }
      const { body } = await api.post(`/leads/${into.id}/merge`, { from: [from.id], values })
      return body.merges[0].id as string
    }
    const first = await merge()
    await api.patch(`/leads/${into.id}`, { values: { state: 'AZ' } })
    const undone = await api.post(`/leads/${into.id}/merges/${first}/undo`)
    assert.equal(undone.status, 200, JSON.stringify(undone.body))
    const [one, two] = [await read(into.id), await read(from.id)]
    assert.equal(one.values.monthly_bill, 240)
    assert.notProperty(one.values, 'phone')
    assert.equal(one.values.state, 'AZ')
    assert.isNull(two.merged_into)
    assert.equal(two.stage, 'qualified')
    const again = await api.post('/leads', { entity: 'solar', values: { ...from.values } })
    assert.equal(again.body.id, from.id)
    assert.equal((await api.post(`/leads/${into.id}/merges/${first}/undo`)).status, 409)

    const second = await merge()
    await api.patch(`/leads/${into.id}`, { values: { phone: '+14155550000' } })
    const refused = await api.post(`/leads/${into.id}/merges/${second}/undo`)
    assert.equal(refused.status, 409)
    assert.include(refused.body.detail, 'phone')
    await api.patch(`/leads/${into.id}`, { values: { phone: '+14155552671' } })
    const late = await undoMerge(accountId, into.id, second, null, Date.now() + 31 * DAY)
    assert.deepEqual(late, { ok: false, problem: { type: 'too_late' } })
    assert.equal((await api.post(`/leads/${into.id}/merges/${second}/undo`)).status, 200)
  })

  test('mails go along, once, also where the process died in between, and back', async ({
    assert,
  }) => {
    const { id: accountId, api, lead } = await home()
    const into = await lead()
    const from = await lead()
    await api.post(`/leads/${from.id}/mails`, { subject: 'Hello', text: 'There' })
    const mails = async (id: string) => (await api.get(`/leads/${id}/mails`)).body.data.length
    const { body } = await api.post(`/leads/${into.id}/merge`, { from: [from.id] })
    const [merge] = body.merges
    assert.deepEqual([await mails(into.id), await mails(from.id)], [1, 0])
    await moveBelongings(accountId, merge)
    await api.post(`/leads/${into.id}/mails`, { subject: 'Another', text: 'One' })
    await api.post(`/leads/${into.id}/merges/${merge.id}/undo`)
    assert.deepEqual([await mails(into.id), await mails(from.id)], [1, 1])

    await api.post(`/leads/${into.id}/merge`, { from: [from.id] })
    // As a process leaves it that dies right after the merge itself.
    const moved = JSON.parse(
      (await db.from('lead_merges').where('into_id', into.id).orderBy('at', 'desc').firstOrFail())
        .moved
    )
    await db.from('lead_mails').whereIn('id', moved.lead_mails).update({ lead_id: from.id })
    await db
      .from('lead_merges')
      .where('into_id', into.id)
      .whereNull('undone_at')
      .update({ moved: null })
    await finishMerges(Date.now())
    assert.equal(await mails(into.id), 1)
    await finishMerges(Date.now() + 60_000)
    assert.deepEqual([await mails(into.id), await mails(from.id)], [2, 0])

    // And as one leaves it that dies right after the undoing itself.
    const last = () => db.from('lead_merges').where('into_id', into.id).orderBy('at', 'desc')
    const { id, moved: went } = await last().firstOrFail()
    await api.post(`/leads/${into.id}/merges/${id}/undo`)
    await db
      .from('lead_mails')
      .whereIn('id', JSON.parse(went).lead_mails)
      .update({ lead_id: into.id })
    await db.from('lead_merges').where({ id }).update({ moved: went })
    await finishMerges(Date.now() + 60_000)
    assert.deepEqual([await mails(into.id), await mails(from.id)], [1, 1])
  })

  test('two at once: one of them wins, and nothing is merged twice or in a circle', async ({
    assert,
  }) => {
    const { id: accountId, lead } = await home()
    for (let round = 0; round < 8; round++) {
      const [a, b, c] = [await lead(), await lead(), await lead()].map(({ id }) => id)
      const wish = (into: string, ...from: string[]): MergeWish => ({ into, from, values: {} })
      const done = await Promise.all([
        mergeLeads(accountId, wish(a, b), null),
        mergeLeads(accountId, wish(b, a), null),
        mergeLeads(accountId, wish(c, b), null),
      ])
      const rows = await db.from('leads').whereIn('id', [a, b, c])
      const away = rows.filter((row) => row.merged_into !== null)
      assert.equal(away.length, done.filter(({ ok }) => ok).length)
      assert.isAbove(away.length, 0)
      for (const row of away) assert.notEqual(row.merged_into, row.id)
      // Following it from anywhere ends.
      for (const row of rows) {
        let [at, steps] = [row, 0]
        while (at.merged_into && steps++ < 5) at = rows.find(({ id }) => id === at.merged_into)
        assert.isBelow(steps, 3)
      }
    }
  })

  test('a lead that is being distributed is left alone, and one that is merged begins nothing', async ({
    assert,
  }) => {
    const { id: accountId, api, lead } = await home()
    const into = await lead()
    const from = await lead()
    await db.from('distributions').where('lead_id', from.id).update({ status: 'running' })
    const refused = await api.post(`/leads/${into.id}/merge`, { from: [from.id] })
    assert.equal(refused.status, 409)
    assert.include(refused.body.detail, 'being distributed')
    await db.from('distributions').where('lead_id', from.id).update({ status: 'sold' })
    for (let round = 0; round < 6; round++) {
      const other = await lead({ state: 'TX' })
      const [merged, begun] = await Promise.all([
        mergeLeads(accountId, { into: into.id, from: [other.id], values: {} }, null),
        api.post(`/leads/${other.id}/distributions`, { profile: 'solar-us' }),
      ])
      // Never both: a run of a lead that is gone, or a merge of one that is under way.
      const runs = await db.from('distributions').where('lead_id', other.id)
      if (merged.ok && begun.status === 201)
        assert.notInclude(['queued', 'running'], runs[1].status)
      if (begun.status === 409) assert.lengthOf(runs, 1)
    }
    assert.deepEqual(await brokenInvariants(accountId), [])
  })

  test('automations leave it: what waits is stopped', async ({ assert }) => {
    const account = await automationAccount()
    const route = inARow(
      ['begin', { type: 'lead_created' }],
      ['wait', { type: 'delay', minutes: 60 }],
      ['mark', { type: 'change_stage', stage: 'qualified' }]
    )
    await account.automate('later', route)
    const send = async () =>
      (await account.ok(account.api.post('/leads', { entity: 'solar', values: someValues() })))
        .id as string
    const [into, from] = [await send(), await send()]
    await account.settle()
    await account.ok(account.api.post(`/leads/${into}/merge`, { from: [from] }))
    await account.settle(Date.now() + 2 * 3_600_000)
    const runs = await db
      .from('automation_runs')
      .whereIn('lead_id', [into, from])
      .orderBy('lead_id')
    assert.deepEqual(
      runs.map(({ status, reason }) => [status, reason]),
      [
        ['done', null],
        ['stopped', 'merged'],
      ]
    )
  })

  test('who erases the survivor erases what became part of it', async ({ assert }) => {
    const { id: accountId, api, lead } = await home()
    const into = await lead({ email: 'person@mail.example' })
    const from = await lead({ email: 'same-person@mail.example' })
    await api.post(`/leads/${into.id}/merge`, { from: [from.id], values: { email: from.id } })
    assert.equal(await eraseLead(accountId, into.id, null), 'erased')
    const held = await rowsHolding(accountId, ['person@mail.example', 'same-person@mail.example'])
    assert.deepEqual(held, [])
  })

  test('leads of another entity or account, and what was never said, are refused by name', async ({
    assert,
  }) => {
    const { api, lead } = await home()
    const stranger = await (await home()).lead()
    const into = await lead()
    const from = await lead()
    const merge = (body: object) => api.post(`/leads/${into.id}/merge`, body)
    assert.equal((await merge({ from: [stranger.id] })).status, 404)
    assert.equal((await merge({ from: [into.id] })).status, 422)
    assert.equal((await merge({ from: [from.id, from.id] })).status, 422)
    const field = await merge({ from: [from.id], values: { nope: from.id } })
    assert.equal(field.body.errors[0].field, 'values.nope')
    const who = await merge({ from: [from.id], values: { phone: stranger.id } })
    assert.equal(who.body.errors[0].field, 'values.phone')
    const trial = await lead({}, { test: true })
    assert.equal((await merge({ from: [trial.id] })).body.errors[0].rule, 'test')
  })

  test('whatever is chosen: no value is lost, and undoing gives back what there was', async ({
    assert,
  }) => {
    const { id: accountId, lead } = await home()
    const [entity] = await loadEntities(accountId)
    const key = await accountKey(accountId)
    const dice = (n: number) => Math.floor(Math.random() * n)
    const pick = <T>(of: readonly T[]): T => of[dice(of.length)]
    const all = async (id: string) => {
      const rows = await db.from('leads').where('id', id).select('values')
      const old = await db.from('lead_revisions').where('lead_id', id).select('values')
      return [...rows, ...old].map((row) => openValues(key, entity, row.values))
    }
    const some = () => ({
      ...(dice(2) && { phone: `+1415555${1000 + dice(9000)}` }),
      ...(dice(2) && { monthly_bill: 200 + dice(500) }),
      ...(dice(2) && { ssn: String(dice(1_000_000)) }),
      state: pick(['CA', 'AZ', 'TX']),
    })
    for (let round = 0; round < 12; round++) {
      const leads = []
      for (let n = 0; n < 2 + dice(3); n++) leads.push(await lead(some()))
      const [into, ...from] = leads.map(({ id }) => id)
      const fields = entity.fields.map((field) => field.key)
      const values = Object.fromEntries(
        fields.filter(() => dice(2)).map((field) => [field, pick([into, ...from])])
      )
      const [before] = await all(into)
      const merged = await mergeLeads(accountId, { into, from, values }, null)
      if (!merged.ok) throw new Error(JSON.stringify(merged))
      const [survivor] = await all(into)
      const lost = JSON.stringify({ values, leads })
      for (const { id, values: own } of leads) {
        const kept = [...(await all(into)), ...(await all(id))]
        for (const [field, value] of Object.entries(own))
          assert.isTrue(
            kept.some((one) => one[field] === value),
            lost
          )
      }
      for (const [field, id] of Object.entries(values)) {
        const chosen = leads.find((one) => one.id === id)!.values[field]
        assert.deepEqual(survivor[field], chosen, lost)
      }
      for (const { id } of [...merged.value].reverse()) {
        const undone = await undoMerge(accountId, into, id, null, Date.now())
        assert.isTrue(undone.ok, JSON.stringify([undone, lost]))
      }
      assert.deepEqual((await all(into))[0], before, lost)
    }
  })
})
