import db from '@adonisjs/lucid/services/db'
import { test } from '@japa/runner'
import { engine } from '#distribution/engine'
import { signWebhook } from '#delivery/sign_webhook'
import { eraseLead } from '#intake/erase_lead'
import { event } from '#store/audit_event'
import { store } from '#store/store'
import { HOUR, automationAccount, inARow, timedOut } from '#tests/functional/automations/support'
import { SMALL_BLUEPRINT, startEngine } from '#tests/helpers/make_account'

/** A profile that nothing but an automation starts. */
const BY_HAND = {
  ...SMALL_BLUEPRINT,
  profiles: SMALL_BLUEPRINT.profiles.map((one) => ({ ...one, trigger: 'manual' })),
}
const MAIL = { type: 'email', to: 'address', address: 'boss@bright.example' }
const HOOK = { type: 'webhook', url: 'https://hooks.example/x/{{ lead.id }}' }

test.group('automations', (group) => {
  group.setup(() => startEngine())

  test('moving a lead to a stage distributes it, once', async ({ assert }) => {
    const account = await automationAccount({ blueprint: BY_HAND })
    await account.automate(
      'qualified',
      inARow(
        ['begin', { type: 'stage_changed', to: 'qualified' }],
        ['sell', { type: 'distribute', profile: 'solar-us' }]
      )
    )
    const lead = await account.lead()
    await account.settle()
    assert.deepEqual(await account.runs('qualified'), [])

    await account.move(lead, 'qualified')
    await account.settle()
    await account.settle()
    await engine.waitForLead(account.id, lead, 10_000)
    const { body } = await account.api.get(`/leads/${lead}`)
    assert.equal(body.status, 'sold')
    assert.lengthOf(body.distributions, 1)
    assert.equal(body.distributions[0].trigger, 'automation')
    const [listed] = await account.runs('qualified')
    const run = await account.run(listed.id)
    assert.deepInclude(run, { status: 'done', lead, version: 1, cause: null, shown: 'done' })
    assert.deepEqual(
      run.steps.map((step: any) => [step.node, step.status, step.port]),
      [
        ['begin', 'done', 'out'],
        ['sell', 'done', 'out'],
      ]
    )
    assert.deepEqual(run.steps[1].detail, {
      profile: 'solar-us',
      distribution: body.distributions[0].id,
    })
    const { cause } = await db
      .from('distributions')
      .where('id', body.distributions[0].id)
      .firstOrFail()
    assert.equal(cause, run.id)
  })

  test('an unsold lead is mailed to a person after an hour', async ({ assert }) => {
    const account = await automationAccount()
    await account.automate(
      'unsold',
      inARow(
        ['begin', { type: 'unsold' }],
        ['wait', { type: 'delay', minutes: 60 }],
        [
          'mail',
          {
            ...MAIL,
            subject: 'Unsold: {{ lead.email }}',
            text: 'From {{ lead.source }}, {{ profile.name }}',
          },
        ]
      )
    )
    await account.lead({ state: 'CA' })
    const lead = await account.lead({ state: 'TX', email: 'tex@example.org' })
    const begun = Date.now()
    await account.settle()
    const runs = await account.runs('unsold')
    assert.lengthOf(runs, 1, 'the other one was sold')
    assert.deepInclude(runs[0], { status: 'waiting', node: 'wait', lead })
    await account.settle(begun + HOUR - 60_000)
    assert.lengthOf(account.hands.mails, 0)
    await account.settle(Date.now() + HOUR)
    assert.lengthOf(account.hands.mails, 1)
    assert.deepInclude(account.hands.mails[0], {
      to: ['boss@bright.example'],
      subject: 'Unsold: tex@example.org',
      text: 'From , Solar US',
      accountId: account.id,
    })
    assert.equal((await account.runs('unsold'))[0].status, 'done')
  })

  test('an overdue invoice pauses its partner', async ({ assert }) => {
    const account = await automationAccount()
    await account.automate(
      'dunning',
      inARow(
        ['begin', { type: 'invoice_overdue' }],
        ['pause', { type: 'pause_partner' }],
        [
          'tell',
          {
            ...MAIL,
            subject: '{{ invoice.number }}',
            text: '{{ partner.name }} owes {{ invoice.due }}',
          },
        ]
      ),
      { entity: null }
    )
    const partnerId = await account.partnerId('sunco')
    await happens(
      account.id,
      'invoice.overdue',
      { partnerId },
      {
        ...{
          invoice: 'inv_1',
          number: 'INV-1',
          due: '10.00',
          currency: 'USD',
          due_day: '2026-10-01',
        },
      }
    )
    await account.settle()
    const { body: partner } = await account.api.get('/partners/sunco')
    assert.isTrue(partner.paused)
    const [run] = await account.runs('dunning')
    assert.deepInclude(run, { status: 'done', partner: 'sunco', invoice: 'inv_1', lead: null })
    assert.deepInclude(account.hands.mails[0], { subject: 'INV-1', text: 'SunCo owes 10.00' })
    const change = await db
      .from('config_changes')
      .where({ account_id: account.id, object: 'partners.sunco' })
      .orderBy('id', 'desc')
      .firstOrFail()
    assert.equal(change.actor, 'automation:dunning')
  })

  test('a run that causes itself again is stopped and shown', async ({ assert }) => {
    const account = await automationAccount()
    await account.automate(
      'there',
      inARow(
        ['begin', { type: 'stage_changed', to: 'qualified' }],
        ['back', { type: 'change_stage', stage: 'new' }]
      )
    )
    await account.automate(
      'back',
      inARow(
        ['begin', { type: 'stage_changed', to: 'new' }],
        ['there', { type: 'change_stage', stage: 'qualified' }]
      )
    )
    const lead = await account.lead()
    await account.move(lead, 'qualified')
    await account.settle()
    const [there, back] = [await account.runs('there'), await account.runs('back')]
    assert.deepEqual(
      there.map((run) => run.shown),
      ['stopped: loop', 'done']
    )
    assert.deepEqual(
      back.map((run) => run.shown),
      ['done']
    )
    assert.equal(back[0].cause, there[1].id)
    assert.equal(there[0].cause, back[0].id)
    assert.deepEqual((await account.run(there[0].id)).steps, [])

    // A person who moves it again is no loop.
    await account.move(lead, 'new')
    await account.settle()
    assert.deepEqual(
      (await account.runs('back')).map((run) => run.shown),
      ['stopped: loop', 'done', 'done']
    )
  })

  test('what comes of a distribution it began is its doing too', async ({ assert }) => {
    const account = await automationAccount()
    await account.automate(
      'again',
      inARow(['begin', { type: 'unsold' }], ['sell', { type: 'distribute', profile: 'solar-us' }])
    )
    const lead = await account.lead({ state: 'TX' })
    for (let n = 0; n < 3; n++) {
      await account.settle()
      await engine.waitForLead(account.id, lead, 10_000)
    }
    assert.deepEqual(
      (await account.runs('again')).map((run) => run.shown),
      ['stopped: loop', 'done']
    )
    const { body } = await account.api.get(`/leads/${lead}`)
    assert.lengthOf(body.distributions, 2)
  })

  test('a profile that runs at the stage an automation moves a lead to knows whose doing it is', async ({
    assert,
  }) => {
    const profiles = SMALL_BLUEPRINT.profiles.map((one) => ({
      ...one,
      trigger: { stage: 'qualified' },
    }))
    const account = await automationAccount({ blueprint: { ...SMALL_BLUEPRINT, profiles } })
    const move = { type: 'change_stage', stage: 'qualified' }
    await account.automate('move', inARow(['begin', { type: 'lead_created' }], ['move', move]))
    await account.automate(
      'sold',
      inARow(
        ['begin', { type: 'delivery_accepted', partner: 'sunco' }],
        ['give', { type: 'assign', assignee: 'Ann' }]
      )
    )
    const lead = await account.lead()
    await account.settle()
    await engine.waitForLead(account.id, lead, 10_000)
    await account.settle()
    const [moved] = await account.runs('move')
    const [sold] = await account.runs('sold')
    const { cause } = await db.from('distributions').where('lead_id', lead).firstOrFail()
    assert.equal(cause, moved.id)
    assert.deepInclude(sold, { status: 'done', cause: moved.id, partner: 'sunco' })
    const told = await db
      .from('events')
      .where({ lead_id: lead, type: 'lead.stage_changed' })
      .firstOrFail()
    assert.equal(told.actor, 'automation:move')
    assert.equal(JSON.parse(told.data).cause, moved.id)
  })

  test('whoever must not be written to gets no mail', async ({ assert }) => {
    const account = await automationAccount()
    await account.ok(account.api.post('/suppression', { key: 'dnc', name: 'Do not contact' }))
    const entries = ['never@example.org']
    await account.automate(
      'hello',
      inARow(
        ['begin', { type: 'lead_created' }],
        ['mail', { type: 'email', to: 'lead', subject: 'Hello', text: 'Hi' }]
      )
    )
    await account.lead({ email: 'never@example.org' })
    await account.lead({ email: 'gladly@example.org' })
    // Put on the list after the lead came, and before its mail goes.
    await account.ok(account.api.post('/suppression/dnc/entries', { entries }))
    await account.settle()
    assert.deepEqual(
      account.hands.mails.map(({ to }) => to),
      [['gladly@example.org']]
    )
    const runs = await account.runs('hello')
    const steps = await Promise.all(runs.map(async ({ id }) => (await account.run(id)).steps[1]))
    assert.deepEqual(
      steps.map(({ status, detail }) => [status, detail.suppressed ?? null]),
      [
        ['done', null],
        ['done', 'dnc'],
      ]
    )
  })

  test('more than it may is stopped and shown, and a person can run it all the same', async ({
    assert,
  }) => {
    const account = await automationAccount()
    const route = inARow(
      ['begin', { type: 'stage_changed' }],
      ['give', { type: 'assign', assignee: 'Ann' }]
    )
    await account.automate('assign', route, { limits: { per_subject_hour: 2 } })
    const lead = await account.lead()
    for (const stage of ['qualified', 'new', 'qualified', 'new']) await account.move(lead, stage)
    await account.settle()
    const shown = async () => (await account.runs('assign')).map((run) => run.shown)
    assert.deepEqual(await shown(), ['stopped: rate', 'stopped: rate', 'done', 'done'])
    const [last] = await account.runs('assign')
    await account.ok(account.api.post(`/automation-runs/${last.id}/retry`))
    await account.settle()
    assert.deepEqual(await shown(), ['done', 'stopped: rate', 'done', 'done'])

    const all = await automationAccount()
    await all.automate('assign', route, { limits: { per_minute: 1 } })
    for (const one of [await all.lead(), await all.lead()]) await all.move(one, 'qualified')
    await all.settle()
    assert.deepEqual(
      (await all.runs('assign')).map((run) => run.shown),
      ['stopped: rate', 'done']
    )
  })

  test('a lead that has stood at a stage for long sets it off, one that left does not', async ({
    assert,
  }) => {
    const account = await automationAccount()
    await account.automate(
      'stale',
      inARow(
        ['begin', { type: 'time_in_stage', stage: 'qualified', minutes: 60 }],
        ['give', { type: 'assign', assignee: 'boss@bright.example' }],
        ['mail', { type: 'email', to: 'assignee', subject: 'Stale', text: '{{ lead.email }}' }]
      )
    )
    const [stays, leaves, returns] = [
      await account.lead(),
      await account.lead(),
      await account.lead(),
    ]
    for (const lead of [stays, leaves, returns]) await account.move(lead, 'qualified')
    await account.move(leaves, 'new')
    await account.move(returns, 'new')
    await account.settle()
    assert.lengthOf(await account.runs('stale'), 0, 'none has begun')
    assert.lengthOf(await account.runs('stale', '?status=scheduled'), 3)
    await account.move(returns, 'qualified')
    await account.settle(Date.now() + HOUR)
    const runs = await account.runs('stale')
    assert.sameMembers(
      runs.map((run) => run.lead),
      [stays, returns]
    )
    assert.isTrue(runs.every((run) => run.status === 'done'))
    assert.lengthOf(await account.runs('stale', '?status=skipped'), 2)
    assert.lengthOf(account.hands.mails, 2)
    await account.settle(Date.now() + 5 * HOUR)
    assert.lengthOf(await account.runs('stale'), 2, 'once for each time it came')
  })

  test('what happened before it was on, or while it was off, sets nothing off', async ({
    assert,
  }) => {
    const account = await automationAccount()
    const route = inARow(
      ['begin', { type: 'lead_created' }],
      ['give', { type: 'assign', assignee: 'Ann' }]
    )
    await account.lead()
    await account.automate('assign', route)
    await account.lead()
    await account.settle()
    await account.ok(account.api.post('/automations/assign/off', { waiting: 'continue' }))
    await account.lead()
    await account.settle()
    await account.ok(account.api.post('/automations/assign/on'))
    await account.settle()
    assert.lengthOf(await account.runs('assign'), 1)
  })

  test('switched off, what waits goes on or is stopped', async ({ assert }) => {
    for (const [waiting, shown] of [
      ['continue', 'done'],
      ['cancel', 'stopped: switched_off'],
    ]) {
      const account = await automationAccount()
      await account.automate(
        'later',
        inARow(
          ['begin', { type: 'lead_created' }],
          ['wait', { type: 'delay', minutes: 5 }],
          ['give', { type: 'assign', assignee: 'Ann' }]
        )
      )
      await account.lead()
      await account.settle()
      await account.ok(account.api.post('/automations/later/off', { waiting }))
      await account.settle(Date.now() + HOUR)
      const [run] = await account.runs('later')
      assert.equal(run.shown, shown)
      if (waiting === 'continue') continue
      // What was stopped in a delay waits for the rest of it.
      await account.ok(account.api.post(`/automation-runs/${run.id}/retry`))
      await account.settle()
      assert.equal((await account.run(run.id)).status, 'waiting')
      await account.settle(Date.now() + HOUR)
      assert.equal((await account.run(run.id)).status, 'done')
    }
  })

  test('a request is signed; one that fails is retried by a person with the same key', async ({
    assert,
  }) => {
    const account = await automationAccount()
    const route = inARow(
      ['begin', { type: 'lead_created' }],
      ['call', { ...HOOK, body: { email: '{{ lead.email }}', ssn: '{{ lead.ssn }}' } }],
      ['give', { type: 'assign', assignee: 'Ann' }]
    )
    const document = { route }
    const { secret } = await account.ok(
      account.api.post('/automations', { key: 'call', name: 'Call', entity: 'solar', document })
    )
    await account.ok(account.api.post('/automations/call/publish'))
    await account.ok(account.api.post('/automations/call/on'))
    account.hands.answer = { status: 503, body: 'down for 078-05-1120' }
    const lead = await account.lead({ ssn: '078-05-1120' })
    await account.settle()
    const [listed] = await account.runs('call')
    assert.equal(listed.status, 'failed')
    const failed = (await account.run(listed.id)).steps.at(-1)
    assert.deepInclude(failed, { node: 'call', status: 'failed', error: 'it answered 503' })
    assert.notInclude(JSON.stringify(failed), '078-05-1120')

    account.hands.answer = { status: 200 }
    await account.ok(account.api.post(`/automation-runs/${listed.id}/retry`))
    await account.settle()
    const { steps, status } = await account.run(listed.id)
    assert.equal(status, 'done')
    assert.deepEqual(
      steps.map((step: any) => `${step.node} ${step.status}`),
      ['begin done', 'call failed', 'call done', 'give done']
    )
    const [first, second] = account.hands.requests
    assert.equal(first.url, `https://hooks.example/x/${lead}`)
    const key = first.headers['idempotency-key']
    assert.equal(second.headers['idempotency-key'], key)
    assert.equal(second.headers['webhook-id'], key)
    const at = Number(second.headers['webhook-timestamp'])
    assert.equal(second.headers['webhook-signature'], signWebhook(secret, key, at, second.body!))
    const refused = await account.api.post(`/automation-runs/${listed.id}/retry`)
    assert.equal(refused.status, 409)
  })

  test('a request that left and was not answered is unknown, and nothing comes after it', async ({
    assert,
  }) => {
    const account = await automationAccount()
    await account.automate(
      'call',
      inARow(
        ['begin', { type: 'lead_created' }],
        ['call', HOOK],
        ['give', { type: 'assign', assignee: 'Ann' }]
      )
    )
    account.hands.answer = timedOut(true)
    await account.lead()
    await account.settle()
    await account.settle(Date.now() + HOUR)
    assert.lengthOf(account.hands.requests, 1, 'never sent again by itself')
    const [{ id }] = await account.runs('call')
    const run = await account.run(id)
    assert.deepInclude(run, { status: 'failed', reason: 'unknown: no answer in time' })
    assert.equal(run.steps.at(-1).status, 'unknown')
  })

  test('whoever takes over from a process that died does nothing twice', async ({ assert }) => {
    const account = await automationAccount({ blueprint: BY_HAND })
    await account.automate(
      'many',
      inARow(
        ['begin', { type: 'lead_created' }],
        ['sell', { type: 'distribute', profile: 'solar-us' }],
        ['move', { type: 'change_stage', stage: 'qualified' }],
        ['call', HOOK]
      )
    )
    const lead = await account.lead()
    await account.settle()
    const [{ id }] = await account.runs('many')
    await engine.waitForLead(account.id, lead, 10_000)
    /** As a process leaves it that died when a step was done, and not yet noted. */
    const cutAt = async (node: string) => {
      const step = db.from('automation_steps').where({ run_id: id, node })
      const { position } = await step.clone().firstOrFail()
      await db
        .from('automation_steps')
        .where('run_id', id)
        .where('position', '>', position)
        .delete()
      await step.update({ status: 'running', port: null, ended_at: null })
      const set = { status: 'running', node, ended_at: null, owner: 'wrk_dead' }
      await db
        .from('automation_runs')
        .where('id', id)
        .update({ ...set, owned_until: Date.now() + 5_000 })
    }
    await cutAt('sell')
    await account.settle()
    assert.equal((await account.run(id)).status, 'running', 'another has it')
    await account.settle(Date.now() + 10_000)
    assert.equal((await account.run(id)).status, 'done')
    const { body } = await account.api.get(`/leads/${lead}`)
    assert.lengthOf(body.distributions, 1)

    await cutAt('move')
    await account.settle(Date.now() + 10_000)
    const moved = await db.from('events').where({ lead_id: lead, type: 'lead.stage_changed' })
    assert.lengthOf(moved, 1)

    const sent = account.hands.requests.length
    await cutAt('call')
    await account.settle(Date.now() + 10_000)
    assert.lengthOf(account.hands.requests, sent)
    const run = await account.run(id)
    assert.deepEqual([run.status, run.steps.at(-1).status], ['failed', 'unknown'])
  })

  test('branches ask the lead as it is then', async ({ assert }) => {
    const account = await automationAccount()
    const rule = { field: 'lead.stage', operator: 'equals', value: 'qualified' }
    await account.automate('branch', {
      start: 'begin',
      nodes: {
        begin: { type: 'lead_created', ports: { out: 'wait' } },
        wait: { type: 'delay', minutes: 1, ports: { out: 'ask' } },
        ask: { type: 'condition', rule, ports: { yes: 'write', no: 'erase' } },
        write: {
          type: 'update_fields',
          values: { phone: '', monthly_bill: '{{ lead.monthly_bill }}1' },
        },
        erase: { type: 'erase' },
      },
    })
    const [good, bad] = [
      await account.lead({ phone: '+14155550100', monthly_bill: 7 }),
      await account.lead(),
    ]
    await account.settle()
    await account.move(good, 'qualified')
    await account.settle(Date.now() + HOUR)
    const { body } = await account.api.get(`/leads/${good}`)
    assert.equal(body.values.monthly_bill, 71)
    assert.isUndefined(body.values.phone)
    const { body: erased } = await account.api.get(`/leads/${bad}`)
    assert.isNotNull(erased.erased_at)
    for (const run of await account.runs('branch')) assert.equal(run.status, 'done')
  })

  test('an erased lead takes along what was noted and sent of it', async ({ assert }) => {
    const account = await automationAccount()
    await account.automate(
      'mail',
      inARow(
        ['begin', { type: 'lead_created' }],
        ['mail', { type: 'email', to: 'lead', subject: 'Hello {{ lead.email }}', text: 'Hi' }],
        ['wait', { type: 'delay', minutes: 1 }],
        ['give', { type: 'assign', assignee: 'Ann' }]
      )
    )
    const lead = await account.lead({ email: 'gone@example.org' })
    // Kept in the outbox, as where no mail server is set.
    await account.runner.follow(Date.now())
    await account.runner.advance()
    const kept = () => db.from('mails').where('account_id', account.id)
    assert.deepEqual(
      (await kept()).map(({ subject }) => subject),
      ['Hello gone@example.org']
    )
    await eraseLead(account.id, lead, null)
    await account.settle(Date.now() + HOUR)
    assert.lengthOf(await kept(), 0)
    const [{ id, shown }] = await account.runs('mail')
    assert.equal(shown, 'stopped: erased')
    assert.notInclude(JSON.stringify(await account.run(id)), 'gone@example.org')
  })

  test('tells what it would do with a lead, and does nothing', async ({ assert }) => {
    const account = await automationAccount({ blueprint: BY_HAND })
    const route = {
      start: 'begin',
      nodes: {
        begin: { type: 'lead_created', ports: { out: 'move' } },
        move: { type: 'change_stage', stage: 'qualified', ports: { out: 'ask' } },
        ask: {
          type: 'condition',
          rule: { field: 'lead.stage', operator: 'equals', value: 'qualified' },
          ports: { yes: 'wait', no: 'mail' },
        },
        wait: { type: 'delay', minutes: 60, ports: { out: 'mail' } },
        mail: {
          ...MAIL,
          subject: '{{ lead.email }}',
          text: '{{ lead.ssn }}',
          ports: { out: 'sell' },
        },
        sell: { type: 'distribute', profile: 'solar-us' },
      },
    }
    const document = { route }
    await account.ok(
      account.api.post('/automations', { key: 'try', name: 'Try', entity: 'solar', document })
    )
    const lead = await account.lead({ email: 'try@example.org', ssn: '078-05-1120' })
    const { data } = await account.ok(account.api.post('/automations/try/test', { lead }))
    assert.deepEqual(
      data.map((step: any) => [step.node, step.port, step.would?.do ?? null]),
      [
        ['begin', 'out', null],
        ['move', 'out', 'stage'],
        ['ask', 'yes', null],
        ['wait', 'out', 'wait'],
        ['mail', 'out', 'mail'],
        ['sell', 'out', 'distribute'],
      ]
    )
    assert.deepInclude(data[4].would, { subject: 'try@example.org', text: '•••' })
    assert.equal(Date.parse(data[4].at) - Date.parse(data[3].at), HOUR)
    const { body } = await account.api.get(`/leads/${lead}`)
    assert.deepEqual([body.stage, body.distributions.length], ['new', 0])
    assert.lengthOf(account.hands.mails, 0)
    const other = await automationAccount()
    const refused = await account.api.post('/automations/try/test', { lead: await other.lead() })
    assert.equal(refused.status, 404)
    const nodes = { ...route.nodes, wait: { ...route.nodes.wait, minutes: 'long' } }
    const odd = { lead, document: { route: { ...route, nodes } } }
    const wrong = await account.api.post('/automations/try/test', odd)
    assert.deepInclude(wrong.body.errors[0], {
      field: 'document.route.nodes.wait.minutes',
      rule: 'number',
    })
  })

  test('a draft is published, reverted and refused with everything in the way', async ({
    assert,
  }) => {
    const account = await automationAccount()
    const { api, ok } = account
    const document = (stage: string) => ({
      route: inARow(['begin', { type: 'lead_created' }], ['move', { type: 'change_stage', stage }]),
    })
    const made = { key: 'move', name: 'Move', entity: 'solar', document: document('qualified') }
    const first = await ok(api.post('/automations', made))
    assert.match(first.secret, /^whsec_/)
    assert.equal((await api.post('/automations', made)).status, 409)
    assert.equal((await api.post('/automations/move/on')).status, 409, 'never published')
    assert.equal((await ok(api.post('/automations/move/publish'))).version, 1)
    assert.equal((await ok(api.post('/automations/move/publish'))).version, 1)

    const stale = await api.patch('/automations/move', { name: 'Other', base: 7 })
    assert.equal(stale.status, 409)
    await ok(api.patch('/automations/move', { document: document('sold') }))
    const refused = await api.post('/automations/move/publish')
    assert.equal(refused.status, 422)
    assert.deepInclude(refused.body.errors[0], {
      field: 'document.route.nodes.move.stage',
      rule: 'unknown_stage',
    })
    await ok(api.patch('/automations/move', { document: document('new') }))
    assert.equal((await ok(api.post('/automations/move/publish'))).version, 2)
    const reverted = await ok(api.post('/automations/move/revert', { version: 1 }))
    assert.equal(reverted.version, 1)
    assert.equal(reverted.document.route.nodes.move.stage, 'qualified')
    const { data } = await ok(api.get('/automations/move/versions'))
    assert.deepEqual(
      data.map(({ version, live }: any) => [version, live]),
      [
        [2, false],
        [1, true],
      ]
    )
    assert.equal(
      (await ok(api.get('/automations/move/versions/2'))).document.route.nodes.move.stage,
      'new'
    )
    assert.equal((await api.delete('/automations/move')).status, 204)
    assert.equal((await api.get('/automations/move')).status, 404)
    assert.equal((await api.post('/automations', made)).status, 201, 'the key is free again')
  })

  test('runs and automations of another account are not there', async ({ assert }) => {
    const [one, other] = [await automationAccount(), await automationAccount()]
    const route = inARow(
      ['begin', { type: 'lead_created' }],
      ['give', { type: 'assign', assignee: 'Ann' }]
    )
    await one.automate('mine', route)
    await other.automate('theirs', route)
    await one.lead()
    await one.settle()
    const [{ id }] = await one.runs('mine')
    assert.deepEqual(await other.runs('theirs'), [], 'set off by leads of its own alone')
    for (const [method, path] of [
      ['get', `/automation-runs/${id}`],
      ['post', `/automation-runs/${id}/stop`],
      ['post', `/automation-runs/${id}/retry`],
      ['get', '/automations/mine'],
      ['get', '/automations/mine/runs'],
    ] as const)
      assert.equal((await other.api[method](path)).status, 404, path)
  })

  test('a run that is stopped by a person goes no further', async ({ assert }) => {
    const account = await automationAccount()
    await account.automate(
      'later',
      inARow(
        ['begin', { type: 'lead_created' }],
        ['wait', { type: 'delay', minutes: 5 }],
        ['give', { type: 'assign', assignee: 'Ann' }]
      )
    )
    await account.lead()
    await account.settle()
    const [{ id }] = await account.runs('later')
    await account.ok(account.api.post(`/automation-runs/${id}/stop`))
    await account.settle(Date.now() + HOUR)
    const run = await account.run(id)
    assert.deepInclude(run, { status: 'stopped', reason: 'by token:test' })
    assert.equal((await account.api.post(`/automation-runs/${id}/stop`)).status, 409)
  })
})

const happens = (
  accountId: string,
  type: Parameters<typeof event>[0],
  subject: object,
  data: Record<string, unknown>
) =>
  store.submit({
    locks: [],
    decide: () => ({
      result: null,
      writes: [event(type, { accountId, ...subject }, data, Date.now())],
    }),
  })
