import { spawn } from 'node:child_process'
import { mkdir, mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { test } from '@japa/runner'
import { storagePath } from '#config/storage'
import { type PostFileWish, postFile } from '#distribution/post_file/post_file'
import { store } from '#store/store'
import { compiledAce } from '#tests/helpers/compiled_app'
import { type TestAccount, makeAccount, startEngine } from '#tests/helpers/make_account'

test.group('post a file of leads', (group) => {
  let folder: string
  let account: TestAccount

  group.setup(() => startEngine())
  group.each.setup(async () => {
    folder = await mkdtemp(join(tmpdir(), 'sluice-post-'))
    account = await makeAccount()
    return () => rm(folder, { recursive: true })
  })

  async function file(name: string, content: string | Buffer) {
    await writeFile(join(folder, name), content)
    return join(folder, name)
  }
  const wish = (path: string, more: Partial<PostFileWish> = {}): PostFileWish => ({
    accountId: account.id,
    file: path,
    entity: 'solar',
    mapping: null,
    source: null,
    profile: null,
    run: true,
    wait: true,
    again: false,
    ...more,
  })
  async function post(path: PostFileWish['file'], more: Partial<PostFileWish> = {}) {
    const done = await postFile(
      { ...wish(''), file: path, ...more },
      new AbortController().signal,
      () => {}
    )
    if (!done.ok) throw new Error(JSON.stringify(done.problem))
    return done.value
  }
  async function leads() {
    const rows = await store.all('select * from leads where account_id = ? order by id', [
      account.id,
    ])
    return rows.map((row) => ({
      externalId: row.external_id,
      source: row.source,
      values: JSON.parse(row.values as string),
      extra: JSON.parse(row.extra as string),
    }))
  }

  test('separators, quotes, labels, marks and encodings are found out', async ({ assert }) => {
    const files = [
      await file(
        'a.csv',
        'E-mail,Monthly Bill,Note\n"anna@example.com",240,"said ""yes"", twice"\n'
      ),
      await file('b.csv', '\uFEFFemail;monthly_bill;note\r\nben@example.com;250;Köln\r\n'),
      await file('c.txt', 'note\temail\tmonthly-bill\n\n\nx\tclara@example.com\t260\n'),
      await file('d.csv', Buffer.from('email;note\ndora@example.com;M\xFCnchen \x80\n', 'latin1')),
      await file(
        'e.jsonl',
        '{"EMAIL":"emil@example.com","monthly bill":270}\n\n{"values":{"email":"fritz@example.com"},"external_id":7}\n'
      ),
    ]
    for (const path of files) await post(path)
    const found = (await leads()).map(({ values, extra }) => ({ ...values, ...extra }))
    assert.deepEqual(found, [
      { email: 'anna@example.com', monthly_bill: 240, Note: 'said "yes", twice' },
      { email: 'ben@example.com', monthly_bill: 250, note: 'Köln' },
      { email: 'clara@example.com', monthly_bill: 260, note: 'x' },
      { email: 'dora@example.com', note: 'München €' },
      { email: 'emil@example.com', monthly_bill: 270 },
      { email: 'fritz@example.com' },
    ])
  })

  test('a mapping says what columns are, by name or by number, and leaves columns out', async ({
    assert,
  }) => {
    const named = await file(
      'named.csv',
      'Mail address;Bill;Secret;id\nanna@example.com;240;x;17\n'
    )
    await post(named, {
      mapping: 'Mail address: email\nBill: monthly_bill\nSecret: null\nid: external_id',
    })
    const bare = await file('bare.csv', 'ben@example.com,250\nclara@example.com,260\n')
    await post(bare, { mapping: '{"1": "email", "2": "monthly_bill"}', source: 'list' })
    const found = await leads()
    assert.deepEqual(
      found.map(({ values }) => values),
      [
        { email: 'anna@example.com', monthly_bill: 240 },
        { email: 'ben@example.com', monthly_bill: 250 },
        { email: 'clara@example.com', monthly_bill: 260 },
      ]
    )
    assert.equal(found[0].externalId, '17')
    assert.deepEqual(found[0].extra, {})
    assert.equal(found[2].source, 'list')
  })

  test('what cannot be posted at all is refused in words', async ({ assert }) => {
    const refused = async (path: string, more: Partial<PostFileWish> = {}) => {
      const done = await postFile(wish(path, more), new AbortController().signal, () => {})
      return done.ok ? null : done.problem[0].message
    }
    const bare = await file('bare.csv', 'ben@example.com,250\n')
    assert.match((await refused(bare))!, /names no field of "solar".*--map/)
    assert.match((await refused(bare, { mapping: '1: emial' }))!, /"emial" is no field of solar/)
    assert.match((await refused(bare, { mapping: 'a: [' }))!, /./)
    assert.match((await refused(bare, { entity: 'lunar' }))!, /no entity "lunar"/)
    assert.match((await refused(bare, { profile: 'nope' }))!, /no profile "nope"/)
    assert.match((await refused(join(folder, 'missing.csv')))!, /cannot be read/)
    assert.lengthOf(await leads(), 0)
  })

  test('bad rows are refused with their line, good rows beside them are stored', async ({
    assert,
  }) => {
    const path = await file(
      'mixed.csv',
      [
        'email,monthly_bill,state',
        'anna@example.com,240,CA',
        'not an address,240,CA',
        'ben@example.com,lots,CA',
        'too,few',
        'clara@example.com,250,NV,surplus',
        'dora@example.com,260,TX,,',
        'anna@example.com,240,CA',
      ].join('\n')
    )
    const { state, refusals } = await post(path)
    assert.deepEqual(state.counts, {
      stored: 2,
      duplicates: 1,
      updated: 0,
      refused: 4,
      repeated: 0,
    })
    assert.deepEqual(
      refusals.map(({ line }) => line),
      [3, 4, 5, 6]
    )
    assert.match(refusals[0].message, /^email: /)
    assert.match(refusals[2].message, /has 2 columns, the first row has 3/)
  })

  test('a file is posted once, unless it is asked for again', async ({ assert }) => {
    const path = await file('once.csv', 'email\nanna@example.com\n')
    assert.isFalse((await post(path)).before)
    assert.isTrue((await post(path)).before)
    const copy = await file('copy.csv', await readFile(path, 'utf8'))
    assert.isTrue((await post(copy)).before)
    const again = await post(path, { again: true })
    assert.deepEqual(again.state.counts.duplicates, 1)
    assert.lengthOf(await leads(), 1)
  })

  test('a stream that is sent twice is stored once', async ({ assert }) => {
    const text = Buffer.from(
      'state;monthly_bill;email\nCA;240;anna@example.com\nCA;240;ben@example.com\n'
    )
    // In pieces that cut lines and characters anywhere.
    const stream = () =>
      Readable.from([...text].map((byte) => Buffer.of(byte))) as AsyncIterable<Buffer>
    assert.equal((await post(stream())).state.counts.stored, 2)
    assert.equal((await post(stream())).state.counts.repeated, 2)
    assert.lengthOf(await leads(), 2)
  })

  test('interrupted and started again, every row is stored exactly once', async ({ assert }) => {
    const rows = Array.from(
      { length: 3000 },
      (_, i) => `row-${i},${100 + i},person${i}@example.com`
    )
    const path = await file('long.csv', ['external_id,monthly_bill,email', ...rows].join('\n'))
    const to = ['--account', account.key, '--entity', 'solar']
    const { args, ...options } = await compiledAce('lead:post', path, ...to)
    const imports = join(storagePath, 'imports')
    await mkdir(imports, { recursive: true })
    const known = new Set(await readdir(imports))

    const first = spawn(process.execPath, args, options)
    const ended = new Promise<number | null>((resolve) => first.on('close', resolve))
    for (let row = 0; row === 0;) {
      await new Promise((resolve) => setTimeout(resolve, 5))
      const mine = (await readdir(imports)).find((name) => /\.json$/.test(name) && !known.has(name))
      if (mine) row = Number(JSON.parse(await readFile(join(imports, mine), 'utf8')).row)
    }
    first.kill('SIGINT')
    assert.equal(await ended, 130)
    const before = (await leads()).length
    assert.isAbove(before, 0)
    assert.isBelow(before, rows.length)

    // As if it had died right after a batch was stored and before that was noted.
    const [name] = (await readdir(imports)).filter((one) => !known.has(one))
    const noted = JSON.parse(await readFile(join(imports, name), 'utf8'))
    assert.equal(noted.row, before)
    await writeFile(join(imports, name), JSON.stringify({ ...noted, row: noted.row - 150 }))

    const second = spawn(process.execPath, args, options)
    let out = ''
    second.stdout.on('data', (chunk) => (out += chunk))
    assert.equal(await new Promise((resolve) => second.on('close', resolve)), 0)
    assert.match(out, /by earlier runs/)
    const stored = await leads()
    assert.lengthOf(stored, rows.length)
    assert.lengthOf([...new Set(stored.map((lead) => lead.externalId))], rows.length)
  }).timeout(90_000)
})
