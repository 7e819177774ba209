import { execFile } from 'node:child_process'
import { test } from '@japa/runner'
import { store } from '#store/store'
import { FRENCH, billingAccount, book } from '#tests/functional/billing/support'
import { compiledAce } from '#tests/helpers/compiled_app'

const ace = async (...args: string[]) => {
  const run = await compiledAce(...args)
  return new Promise<{ code: number; stdout: string; stderr: string }>((resolve) => {
    execFile(
      process.execPath,
      run.args,
      { cwd: run.cwd, env: run.env, timeout: 120_000 },
      (error, stdout, stderr) => resolve({ code: error ? Number(error.code) : 0, stdout, stderr })
    )
  })
}

test.group('commands of billing', () => {
  test('a month is drafted, and the ledger is proved', async ({ assert }) => {
    const { key, id } = await billingAccount({ billing: FRENCH })
    await book({ id }, { day: '2026-10-31', amount: 1250, count: 2 })
    await book({ id }, { day: '2026-10-31', amount: 100, partner: 'brightco' })
    const made = await ace('invoice:generate', '--account', key, '--period', '2026-10')
    assert.equal(made.code, 0, made.stderr)
    assert.match(made.stdout, /^inv_\w+ {2}sunco {2}25\.00 EUR$/m)
    assert.match(made.stdout, /brightco {2}1\.00 EUR {2}held: .*country is missing/)
    const wrong = await ace('invoice:generate', '--account', key, '--period', '2026-13')
    assert.deepEqual([wrong.code, wrong.stdout], [1, ''])

    const proved = await ace('ledger:check', '--account', key)
    assert.equal(proved.code, 0, proved.stderr)
    assert.include(
      proved.stdout,
      'ledger 26.00 = invoices 0.00 − credit notes 0.00 + unbilled 26.00; reports 26.00'
    )
    const [{ id: draft }] = await store.all(
      `select id from invoices where account_id = ? order by net desc limit 1`,
      [id]
    )
    await store.submit<void>({
      locks: [],
      decide: () => ({
        result: undefined,
        writes: [{ update: 'invoices', id: draft as string, set: { net: 1 } }],
      }),
    })
    const broken = await ace('ledger:check', '--account', key)
    assert.equal(broken.code, 1)
    assert.match(broken.stderr, /net 1 and tax 0 make 2500, its lines 2500/)
  }).timeout(600_000)
})
