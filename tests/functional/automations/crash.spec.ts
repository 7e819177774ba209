import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { test } from '@japa/runner'
import { readRows } from '#tests/functional/billing/crash_support'
import { inARow } from '#tests/functional/automations/support'
import { SMALL_BLUEPRINT, someValues } from '#tests/helpers/make_account'
import { type ChildApp, childApp } from '#tests/helpers/child_app'
import { partnerServer } from '#tests/helpers/partner_server'

const BLUEPRINT = {
  ...SMALL_BLUEPRINT,
  profiles: SMALL_BLUEPRINT.profiles.map((one) => ({ ...one, trigger: 'manual' })),
}

/** An app with an account; answers how its API is called. */
async function configured(app: ChildApp) {
  await app.ace('migration:run', '--force')
  await app.ace('account:create', 'crash', '--currency=USD', '--country=US')
  const file = join(app.env.STORAGE_PATH, 'blueprint.json')
  await writeFile(file, JSON.stringify(BLUEPRINT))
  await app.ace('blueprint:apply', file, '--account=crash')
  const abilities = ['config:write', 'leads:write', 'leads:read'].map((one) => `--ability=${one}`)
  const token = await app.ace('token:create', '--account=crash', ...abilities)
  return async (method: string, path: string, body?: object) => {
    const answer = await fetch(`${app.url}/api/v1${path}`, {
      method,
      headers: { 'authorization': `Bearer ${token}`, 'content-type': 'application/json' },
      body: body && JSON.stringify(body),
    })
    const told = (await answer.json()) as any
    if (answer.status >= 400) throw new Error(`${path}: ${answer.status} ${JSON.stringify(told)}`)
    return told
  }
}

const until = async (holds: () => Promise<boolean>) => {
  while (!(await holds())) await new Promise((resolve) => setTimeout(resolve, 50))
}

test.group('kill -9 and automations', () => {
  test('a delay goes on after it, and what was under way is done once or said to be unknown', async ({
    assert,
  }) => {
    const app = await childApp()
    const server = await partnerServer()
    const runs = () => readRows(app, 'select * from automation_runs order by id')
    const steps = (node: string) =>
      readRows(app, `select * from automation_steps where node = '${node}' order by id`)
    try {
      const call = await configured(app)
      await app.start()
      const route = inARow(
        ['begin', { type: 'lead_created' }],
        ['wait', { type: 'delay', minutes: 30 }],
        ['sell', { type: 'distribute', profile: 'solar-us' }],
        ['call', { type: 'webhook', url: `${server.url}/hook`, timeout_seconds: 30 }]
      )
      const document = { route }
      await call('POST', '/automations', { key: 'later', name: 'Later', entity: 'solar', document })
      await call('POST', '/automations/later/publish', {})
      await call('POST', '/automations/later/on', {})
      await call('POST', '/leads', { entity: 'solar', values: someValues() })
      await until(async () => (await runs())[0]?.status === 'waiting')
      await app.kill('SIGKILL')

      const [waiting] = await runs()
      const [wait] = await steps('wait')
      assert.equal(Number(waiting.due_at), Number(wait.started_at) + 30 * 60_000)
      await app.start()
      await new Promise((resolve) => setTimeout(resolve, 3_000))
      assert.deepEqual(await steps('sell'), [], 'its time has not come')

      // The half hour is over; the request is answered by nobody, and the process dies while it waits.
      server.behave(() => {})
      await readRows(app, `update automation_runs set due_at = 1 returning id`)
      await until(async () => server.journal.length === 1)
      await app.kill('SIGKILL')
      assert.equal((await steps('call'))[0].status, 'running')
      // The claim of the dead has run out.
      await readRows(app, `update automation_runs set owned_until = 0 returning id`)
      await app.start()
      await until(async () => (await runs())[0].status === 'failed')
      const [run] = await runs()
      assert.match(run.reason as string, /^unknown: /)
      assert.equal((await steps('call'))[0].status, 'unknown')
      assert.lengthOf(server.journal, 1, 'not sent a second time by itself')
      assert.lengthOf(await readRows(app, 'select id from distributions'), 1)
      assert.lengthOf(await runs(), 1)

      server.behave(() => ({ json: {} }))
      await call('POST', `/automation-runs/${run.id as string}/retry`, {})
      await until(async () => (await runs())[0].status === 'done')
      assert.deepEqual(
        server.journal.map(({ key }) => key),
        [server.journal[0].key, server.journal[0].key]
      )
      assert.lengthOf(await readRows(app, 'select id from distributions'), 1)
    } finally {
      await app.close()
      await server.close()
    }
  }).timeout(600_000)
})
