import { fork } from 'node:child_process'
import { existsSync } from 'node:fs'
import { setTimeout as wait } from 'node:timers/promises'
import app from '@adonisjs/core/services/app'
import { test } from '@japa/runner'
import {
  type TransformFault,
  type TransformJob,
  TransformPool,
  closeTransformPool,
  enableTransform,
  runTransform,
} from '#host/sandbox/transform_pool'

const lead = { email: 'ann@example.com', phone: '+1 (415) 555-0100', bill: 240, tags: ['a', 'b'] }

const run = (code: string, input: Record<string, unknown> = lead, timeoutMs?: number) =>
  runTransform({ account: 'acc_1', code, input, timeoutMs })

async function output(code: string, input?: Record<string, unknown>) {
  const result = await run(code, input)
  if (!result.ok) throw new Error(`${result.problem.type}: ${result.problem.message}`)
  return result.value.output
}

async function fault(code: string, timeoutMs?: number): Promise<TransformFault> {
  const result = await run(code, lead, timeoutMs)
  if (result.ok) throw new Error(`must not succeed: ${JSON.stringify(result.value.output)}`)
  return result.problem
}

/** One part of a fault that is still to come. */
async function the<K extends keyof TransformFault>(key: K, coming: Promise<TransformFault>) {
  const problem = await coming
  return problem[key]
}

async function succeeds(job: TransformJob) {
  const result = await runTransform(job)
  return result.ok
}

/** Every hostile run must end by itself, which the time-out of the test sees to, and leave a sandbox that works. */
async function contained(code: string, timeoutMs = 300): Promise<TransformFault> {
  const problem = await fault(code, timeoutMs)
  const next = await output('export default (lead) => ({ alive: lead.bill })')
  if (next.alive !== 240) throw new Error('the sandbox does not work after it')
  return problem
}

test.group('Transforms | honest code', (group) => {
  group.teardown(() => closeTransformPool())

  test('changes the lead', async ({ assert }) => {
    const code = `export default (lead) => ({ ...lead, phone: lead.phone.replace(/\\D/g, '') })`
    assert.deepEqual(await output(code), { ...lead, phone: '14155550100' })
  })

  test('may be an async function, a named one, and have helpers of its own', async ({ assert }) => {
    const code = `
      const RATES = new Map([['a', 1]])
      const twice = async (n) => n * 2
      export default async function transform({ bill, tags }) {
        const doubled = await Promise.all([twice(bill), twice(1)])
        return { doubled, rate: RATES.get(tags[0]), day: new Date(0).toISOString(), zone: new Date(0).getHours() }
      }`
    assert.deepEqual(await output(code), {
      doubled: [480, 2],
      rate: 1,
      day: '1970-01-01T00:00:00.000Z',
      zone: 0,
    })
  })

  test('reads every kind of text unharmed', async ({ assert }) => {
    const input = { text: `"quotes" \`ticks\` \${x} \\ \u2028 \u0000 é 漢 😀`, nothing: null }
    assert.deepEqual(await output('export default (lead) => lead', input), input)
  })

  test('the console comes back with the output', async ({ assert }) => {
    const code = `export default (lead) => {
      console.log('bill', lead.bill, { a: [1] }, undefined)
      console.info('info'); console.warn(new TypeError('odd')); console.error(null)
      return {}
    }`
    const result = await run(code)
    if (!result.ok) return assert.fail(result.problem.message)
    assert.deepEqual(result.value.console, [
      'bill 240 {"a":[1]} undefined',
      'info',
      'TypeError: odd',
      'null',
    ])
    assert.isAbove(result.value.duration_ms, 0)
  })

  test('the console is limited to 100 lines of 1 KB', async ({ assert }) => {
    const code = `export default () => {
      for (let i = 0; i < 1000; i++) console.log('x'.repeat(5000), i)
      return {}
    }`
    const result = await run(code)
    if (!result.ok) return assert.fail(result.problem.message)
    assert.lengthOf(result.value.console, 100)
    assert.isTrue(result.value.console.every((line) => line.length === 1024))
  })

  test('runs of one script share nothing', async ({ assert }) => {
    const code = `
      let runs = 0
      export default () => {
        const seen = [runs++, globalThis.count ?? 0, [].polluted ?? 0, ({}).polluted ?? 0]
        globalThis.count = 1
        Array.prototype.polluted = 1
        Object.prototype.polluted = 1
        JSON.parse = () => { throw new Error('polluted') }
        return { seen: JSON.stringify(seen) }
      }`
    for (let i = 0; i < 4; i++) assert.deepEqual(await output(code), { seen: '[0,0,0,0]' })
  })

  test('two thousand runs in a row: none pays for the memory of those before it', async ({
    assert,
  }) => {
    const code = `export default (lead) => ({ ...lead, email: lead.email.replace(/@.*/, '') })`
    const fields = Array.from({ length: 20 }, (_, n) => [`field_${n}`, 'value '.repeat(10)])
    const input = { ...lead, ...Object.fromEntries(fields) }
    for (let i = 0; i < 100; i++) {
      const outputs = await Promise.all(Array.from({ length: 20 }, () => output(code, input)))
      assert.isTrue(outputs.every((one) => one.email === 'ann'))
    }
  })

  test('many at once all get their own answer', async ({ assert }) => {
    const code = 'export default async (lead) => ({ n: await lead.n })'
    const runs = Array.from({ length: 100 }, (_, n) => output(code, { n }))
    const outputs = await Promise.all(runs)
    assert.deepEqual(
      outputs.map((one) => one.n),
      Array.from({ length: 100 }, (_, n) => n)
    )
  })
})

test.group('Transforms | mistakes', (group) => {
  group.teardown(() => closeTransformPool())

  test('a syntax error names its line', async ({ assert }) => {
    assert.deepEqual(await fault('export default (lead) => {\n  return lead\n  retrun 5\n}'), {
      type: 'syntax',
      message: 'SyntaxError: Unexpected number',
      line: 3,
      console: [],
    })
  })

  test('an error names its line, wherever it is thrown, and keeps the console', async ({
    assert,
  }) => {
    const thrown = `export default (lead) => {
      console.log('so far')
      return lead.address.city
    }`
    assert.deepEqual(await fault(thrown), {
      type: 'error',
      message: "TypeError: Cannot read properties of undefined (reading 'city')",
      line: 3,
      console: ['so far'],
    })
    const later = `const f = async () => { await null;\n throw new RangeError('late') }\nexport default f`
    assert.containsSubset(await fault(later), { message: 'RangeError: late', line: 2 })
    const loading = `const a = 1\nthrow new Error('at once')\nexport default () => ({})`
    assert.containsSubset(await fault(loading), { message: 'Error: at once', line: 2 })
  })

  test('whatever is thrown is shown, never more than 500 characters of it', async ({ assert }) => {
    assert.containsSubset(await fault(`export default () => { throw 'just text' }`), {
      type: 'error',
      message: 'threw just text',
    })
    const long = await fault(`export default () => { throw new Error('x'.repeat(10000)) }`)
    assert.lengthOf(long.message, 500)
    const unreadable = `export default () => { throw { toString() { throw 1 }, toJSON() { throw 2 } } }`
    assert.strictEqual(await the('type', fault(unreadable)), 'error')
    const trap = `export default () => { const e = new Error(); Object.defineProperty(e, 'message', { get() { throw e } }); throw e }`
    assert.strictEqual(await the('type', fault(trap)), 'error')
  })

  test('code that exports no function says so', async ({ assert }) => {
    for (const code of ['', 'const a = 1', 'export default 5', 'export const f = () => ({})'])
      assert.include(await the('message', fault(code)), 'must "export default" a function')
    const stuck = 'await new Promise(() => {})\nexport default () => ({})'
    assert.include(await the('message', fault(stuck)), 'was not reached')
  })

  test('the output must be a plain object that JSON can hold', async ({ assert }) => {
    const values = ['null', 'undefined', '5', '"text"', '[1]', 'new Date()', 'new Map()', '() => 1']
    for (const value of values)
      assert.deepEqual(await fault(`export default () => (${value})`), {
        type: 'bad_output',
        message: 'must return a plain object',
        console: [],
      })
    const cycle = `export default () => { const a = {}; a.a = a; return a }`
    assert.strictEqual(await the('type', fault(cycle)), 'bad_output')
    assert.strictEqual(await the('type', fault('export default () => ({ n: 1n })')), 'bad_output')
    const deep = `export default () => { let a = {}; for (let i = 0; i < 25; i++) a = { a }; return a }`
    assert.strictEqual(await the('message', fault(deep)), 'returned more than 20 levels of nesting')
    const disguised = `export default () => ({ toJSON: () => 'text' })`
    assert.strictEqual(await the('type', fault(disguised)), 'bad_output')
    const smuggled = `export default () => JSON.parse('{"a":1,"__proto__":{"b":2}}')`
    assert.deepEqual(Object.keys(await output(smuggled)), ['a'])
  })

  test('input, code and output are limited in size', async ({ assert }) => {
    const big = await runTransform({
      account: 'acc_1',
      code: 'export default (lead) => lead',
      input: { text: 'é'.repeat(140_000) },
    })
    assert.isFalse(big.ok)
    if (!big.ok) assert.strictEqual(big.problem.message, 'the lead is larger than 256 KB')
    const long = await fault(`/* ${'x'.repeat(70_000)} */ export default (lead) => lead`)
    assert.strictEqual(long.message, 'the code is larger than 64 KB')
    const ascii = await fault(`export default () => ({ a: 'x'.repeat(263_000) })`)
    assert.strictEqual(ascii.type, 'output_too_large')
    const wide = await fault(`export default () => ({ a: '漢'.repeat(100_000) })`)
    assert.strictEqual(wide.type, 'output_too_large')
  })
})

test.group('Transforms | hostile code', (group) => {
  group.teardown(() => closeTransformPool())

  test('endless loops end at the timeout, with the console so far', async ({ assert }) => {
    const loop = `export default () => { console.log('before'); while (true); }`
    assert.deepEqual(await contained(loop), {
      type: 'timeout',
      message: 'did not end within 300 ms',
      console: ['before'],
    })
    const awaiting = `export default async () => { console.log('before'); for (;;) await null }`
    assert.strictEqual(await the('type', contained(awaiting)), 'timeout')
    assert.strictEqual(await the('type', contained('while (true);')), 'timeout')
    const leftBehind = `export default () => { (async () => { for (;;) await null })(); return {} }`
    assert.strictEqual(await the('type', contained(leftBehind)), 'timeout')
    const getter = `export default () => { throw { get name() { for (;;); }, toJSON() { for (;;); } } }`
    assert.strictEqual(await the('type', contained(getter)), 'timeout')
  })

  test('a promise that never resolves ends at the timeout', async ({ assert }) => {
    const never = `export default () => { console.log('waiting'); return new Promise(() => {}) }`
    assert.containsSubset(await contained(never), { type: 'timeout', console: ['waiting'] })
  })

  test('regular expressions and built-ins that do not look at the clock end too', async ({
    assert,
  }) => {
    const regex = `export default () => ({ a: /^(a+)+$/.test('a'.repeat(60) + 'b') })`
    assert.strictEqual(await the('type', contained(regex)), 'timeout')
    const numbers = `export default () => { let n = 3n; for (;;) n *= n }`
    assert.include(['timeout', 'memory'], await the('type', contained(numbers)))
    const sorting = `export default () => ({ a: new Array(1e8).fill(0).length })`
    assert.include(['timeout', 'memory'], await the('type', contained(sorting)))
  })

  test('memory bombs take down their child and nothing else', async ({ assert }) => {
    const bombs = [
      'const a = []; for (;;) a.push({ x: [1, 2, 3] })',
      'const a = new Map(); for (let i = 0; ; i++) a.set(i, {})',
      "return { a: 'x'.repeat(2 ** 28).split('').length }",
      'const a = []; for (;;) { const b = new ArrayBuffer(1, { maxByteLength: 1e9 }); b.resize(1e8); new Uint8Array(b).fill(1); a.push(b) }',
    ]
    for (const bomb of bombs) {
      // Long enough to fill the memory first, also on a machine that is busy with other things.
      const problem = await contained(`export default () => { ${bomb} }`, 30_000)
      assert.strictEqual(problem.type, 'memory', bomb)
    }
    const typed = `const a = []; export default () => { for (;;) a.push(new Uint8Array(1e7).fill(1)) }`
    assert.include(['error', 'memory'], await the('type', contained(typed, 30_000)))
  }).timeout(240_000)

  test('nothing of the app or of Node can be reached', async ({ assert }) => {
    const names = [
      'process',
      'require',
      'module',
      'fetch',
      'Buffer',
      'setTimeout',
      'WebAssembly',
      'SharedArrayBuffer',
      'Atomics',
      'global',
      'performance',
      'ivm',
      '$0',
    ]
    const code = `export default () => ({
      direct: [${names.map((n) => `typeof ${n}`).join(',')}].filter((t) => t !== 'undefined'),
      made: Function('return [' + ${JSON.stringify(names.map((n) => `typeof ${n}`).join(','))} + ']')().filter((t) => t !== 'undefined'),
      globals: Object.getOwnPropertyNames(globalThis).filter((n) => ${JSON.stringify(names)}.includes(n)),
    })`
    assert.deepEqual(await output(code), { direct: [], made: [], globals: [] })
  })

  test('constructors and prototypes of what is handed in lead nowhere', async ({ assert }) => {
    const code = `
      const climb = (value) => {
        try { return value.constructor.constructor('return typeof process + typeof require + typeof WebAssembly')() }
        catch (error) { return error.name }
      }
      export default (lead) => ({
        found: [lead, lead.tags, console, console.log, (async () => {})(), globalThis].map(climb),
      })`
    const result = await output(code)
    for (const found of result.found as string[])
      assert.include(['undefinedundefinedundefined', 'TypeError'], found)
  })

  test('imports are refused', async ({ assert }) => {
    assert.containsSubset(await fault(`import fs from 'fs'\nexport default () => ({})`), {
      type: 'syntax',
      message: 'Error: import is not available in a transform',
    })
    const dynamic = await fault(`export default async () => ({ fs: await import('node:fs') })`)
    assert.strictEqual(dynamic.type, 'error')
  })

  test('tampering with promises and JSON fakes no answer', async ({ assert }) => {
    const code = `
      Promise.prototype.then = () => { throw new Error('hijacked') }
      String.prototype.slice = () => '+{"forged":true}'
      JSON.stringify = () => '{"forged":true}'
      Object.prototype.toJSON = () => ({ forged: true })
      Function.prototype.call = () => '+{"forged":true}'
      export default async (lead) => { throw new Error('honest') }`
    assert.strictEqual(await the('message', fault(code)), 'Error: honest')
  })

  test('a script that had to be stopped three times is disabled, in its account only', async ({
    assert,
  }) => {
    const code = 'export default (lead) => { while (lead.loop); return { fine: true } }'
    const job = { account: 'acc_2', code, input: { loop: true }, timeoutMs: 50 }
    const types = []
    for (let i = 0; i < 4; i++) {
      const result = await runTransform(job)
      types.push(result.ok ? 'ok' : result.problem.type)
    }
    assert.deepEqual(types, ['timeout', 'timeout', 'timeout', 'disabled'])
    const calm = { ...job, input: {} }
    assert.isFalse(await succeeds(calm))
    assert.isTrue(await succeeds({ ...calm, account: 'acc_3' }))
    enableTransform('acc_2', code)
    assert.isTrue(await succeeds(calm))
  })
})

test.group('Transforms | life of the children', () => {
  const alive = (pid: number) => existsSync(`/proc/${pid}`)
  async function gone(pids: number[]) {
    for (let i = 0; i < 200 && pids.some(alive); i++) await wait(10)
    return !pids.some(alive)
  }

  test('closing ends the children and what they were doing', async ({ assert }) => {
    const pool = new TransformPool()
    const code = 'export default (lead) => { while (lead.loop); return {} }'
    await pool.run({ account: 'a', code, input: {} })
    const running = pool.run({ account: 'a', code, input: { loop: true }, timeoutMs: 5000 })
    const pids = pool.pids()
    assert.lengthOf(pids, 2)
    pool.close()
    const result = await running
    assert.isFalse(result.ok)
    assert.isTrue(await gone(pids))
    await assert.rejects(() => pool.run({ account: 'a', code, input: {} }), /closed/)
  })

  test('children do not outlive an app that is killed, not even in an endless loop', async ({
    assert,
  }) => {
    const host = fork(app.makePath('tests/fixtures/transform_host.ts'), [], {
      execArgv: ['--import', '@poppinss/ts-exec'],
    })
    const pids = await new Promise<number[]>((resolve) => host.once('message', resolve as never))
    assert.lengthOf(pids, 2)
    assert.isTrue(pids.every(alive))
    host.kill('SIGKILL')
    assert.isTrue(await gone(pids))
  }).timeout(60_000)

  test('an app with idle children ends by itself', async ({ assert }) => {
    const host = fork(app.makePath('tests/fixtures/transform_host.ts'), ['idle'], {
      execArgv: ['--import', '@poppinss/ts-exec'],
    })
    const code = await new Promise<number | null>((resolve) => host.once('exit', resolve))
    assert.strictEqual(code, 0)
  }).timeout(60_000)
})
