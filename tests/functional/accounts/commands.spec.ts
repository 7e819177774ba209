import { test } from '@japa/runner'
import { execFile } from 'node:child_process'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { verifyToken } from '#accounts/verify_token'
import { findAccountByKey } from '#accounts/repository'
import { compiledAce } from '#tests/helpers/compiled_app'

const root = fileURLToPath(new URL('../../../', import.meta.url))
const example = join(root, 'tests/fixtures/blueprints/solar.yml')

/** Runs an ace command as a person does, in a process of its own on the database of the tests. */
const ace = async (args: string[], env: Record<string, string> = {}) => {
  const run = await compiledAce(...args)
  return new Promise<{ code: number; stdout: string; stderr: string }>((resolve) => {
    execFile(
      process.execPath,
      run.args,
      { cwd: run.cwd, env: { ...run.env, ...env }, timeout: 120_000 },
      (error, stdout, stderr) => resolve({ code: error ? Number(error.code) : 0, stdout, stderr })
    )
  })
}

test.group('commands of accounts and blueprints', (group) => {
  let folder: string
  group.setup(async () => {
    folder = await mkdtemp(join(tmpdir(), 'sluice-'))
    return () => rm(folder, { recursive: true })
  })

  test('an agency, and an account that is a client of it', async ({ assert }) => {
    const key = `cli-agency-${process.pid}-${Date.now()}`
    await ace(['account:create', key])
    const early = await ace(['account:create', `${key}-0`, `--agency=${key}`])
    assert.equal(early.code, 1)
    assert.match(early.stderr, /is no agency/)
    assert.equal((await ace(['account:agency', key])).code, 0)
    const made = await ace(['account:create', `${key}-1`, `--agency=${key}`])
    assert.equal(made.code, 0, made.stderr)
    const agency = (await findAccountByKey(key))!
    assert.isTrue(agency.agency)
    assert.equal((await findAccountByKey(`${key}-1`))!.parentId, agency.id)
    const off = await ace(['account:agency', key, '--off'])
    assert.equal(off.code, 1)
    assert.match(off.stderr, /has clients/)
    const nobody = await ace(['account:agency', 'nobody-here'])
    assert.equal(nobody.code, 1)
    assert.match(nobody.stderr, /no account "nobody-here"/)
  })

  test('from nothing to a configured account with a token', async ({ assert }) => {
    const key = `cli-${process.pid}-${Date.now()}`
    const made = await ace([
      'account:create',
      key,
      '--name=CLI',
      '--currency=EUR',
      `--owner=${key}@example.com`,
    ])
    assert.equal(made.code, 0, made.stderr)
    assert.match(made.stdout, /Password {2}\S{16,}/)
    const account = await findAccountByKey(key)
    assert.equal(account!.name, 'CLI')

    const broken = join(folder, 'broken.yml')
    await writeFile(broken, 'sluice: 1\npartners:\n  - { key: a, name: A, caps: { day: many } }\n')
    const [again, token, refused, wrong] = await Promise.all([
      ace(['account:create', key]),
      ace(['token:create', '--account', key, '--ability', 'leads:write,leads:read'], {
        LOG_LEVEL: 'trace',
      }),
      ace(['token:create', '--account', key, '--ability', 'everything']),
      ace(['blueprint:apply', broken, '--account', key]),
    ])
    assert.equal(again.code, 1)
    assert.match(again.stderr, /exists already/)
    assert.equal(again.stdout, '')

    assert.match(token.stdout, /^slc_[0-9A-Za-z]{46}\n$/)
    const identity = await verifyToken(token.stdout.trim())
    assert.deepEqual(identity!.abilities, ['leads:write', 'leads:read'])
    assert.deepEqual([refused.code, refused.stdout], [1, ''])
    assert.match(refused.stderr, /"everything" is no ability/)

    assert.deepEqual([wrong.code, wrong.stdout], [1, ''])
    assert.match(wrong.stderr, /^partners\[0\]\.caps\.day: must be a whole number/)

    const foreign = join(folder, 'foreign.yml')
    const text = await readFile(example, 'utf8')
    await writeFile(foreign, text.replace('${SUNCO_KEY}', '${DATABASE_URL}'))
    const own = await ace(['blueprint:apply', foreign, '--account', key])
    assert.deepEqual([own.code, own.stdout], [1, ''])
    assert.match(own.stderr, /DATABASE_URL is a setting of this install/)

    const applied = await ace(['blueprint:apply', example, '--account', key], { SUNCO_KEY: 'k-1' })
    assert.equal(applied.code, 0, applied.stderr)
    assert.match(applied.stdout, /^\+ profiles\.solar-us created$/m)

    const exported = await ace(['blueprint:export', '--account', key])
    assert.match(exported.stdout, /^sluice: 1\n/)
    assert.include(exported.stdout, 'X-Api-Key: ${SUNCO_KEY}')
    const file = join(folder, 'export.yml')
    await writeFile(file, exported.stdout)
    const third = await ace(['blueprint:apply', file, '--account', key])
    assert.equal(third.stdout, 'No changes.\n')
  }).timeout(600_000)

  test('say so when there is no such account or file', async ({ assert }) => {
    const token = await ace(['token:create', '--account=nobody', '--ability=leads:read'])
    assert.deepEqual([token.code, token.stdout], [1, ''])
    assert.match(token.stderr, /no account "nobody"/)
    const exported = await ace(['blueprint:export', '--account=nobody'])
    assert.deepEqual([exported.code, exported.stdout], [1, ''])
  }).timeout(300_000)
})
