/*
 * Runs Japa suites, each in a process of its own, and adds up what they say.
 */
import { readFileSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { node, root, run, say } from './setup.mjs'

// Settings of the machine or of .env must not reach a test: an empty value is an absent one and is not overridden.
const SETTINGS = [
  'HOST',
  'PORT',
  'APP_URL',
  'STORAGE_PATH',
  'DATABASE_URL',
  'REDIS_URL',
  'WORKERS',
  'SMTP_URL',
  'DRIVE_DISK',
  'S3_BUCKET',
  'S3_REGION',
  'S3_ENDPOINT',
  'S3_ACCESS_KEY_ID',
  'S3_SECRET_ACCESS_KEY',
  'IMPORT_MAX_MB',
  'IMPORT_FILE_DAYS',
  'DELIVERY_ALLOW_PRIVATE',
  'VIES_URL',
  'DEMO',
  'SIGN_UP',
  'API_RATE_LIMIT',
  'METRICS_TOKEN',
  'DOMAINS_ASK_TOKEN',
  'LOG_LEVEL',
]

/** The environment of a test on the embedded parts: SQLite, in-process workers, local files. */
export function embeddedEnv() {
  const env = { ...process.env, NODE_ENV: 'test' }
  const own = readFileSync(join(root, '.env.test'), 'utf8')
  for (const name of SETTINGS) {
    // What .env.test sets is left to it.
    if (new RegExp(`^${name}=`, 'm').test(own)) delete env[name]
    else env[name] = ''
  }
  delete env.APP_KEY
  delete env.ENV_PATH
  return env
}

/**
 * What a suite says beside another: kept until the other has ended, then shown as it comes. A terminal that reads two at
 * once reads neither.
 */
export function aside() {
  const kept = []
  let shown = false
  return {
    write: (chunk) => (shown ? process.stdout.write(chunk) : kept.push(chunk)),
    show() {
      shown = true
      for (const chunk of kept.splice(0)) process.stdout.write(chunk)
    },
  }
}

/** One suite, from an empty storage; `files` narrows it, `write` has what it says. */
export async function runSuite(
  suite,
  env,
  files = [],
  write = (chunk) => process.stdout.write(chunk)
) {
  write(`\n${suite}\n`)
  rmSync(env.STORAGE_PATH ? env.STORAGE_PATH : join(root, 'tmp/test'), {
    recursive: true,
    force: true,
  })
  const filter = files.flatMap((pattern) => ['--files', pattern])
  const port = await freePort()
  let output = ''
  const code = await run(
    [node(), '--import=@poppinss/ts-exec', '--enable-source-maps', 'bin/test.ts', suite, ...filter],
    {
      env: { ...env, PORT: String(port), FORCE_COLOR: process.stdout.isTTY ? '1' : '0' },
      onOutput(chunk) {
        output += chunk
        write(chunk)
      },
    }
  )
  return { suite, code, ...readSummary(output) }
}

const freePort = () =>
  new Promise((done, fail) => {
    const probe = createServer().once('error', fail)
    probe.listen(0, '127.0.0.1', () => {
      const { port } = probe.address()
      probe.close(() => done(port))
    })
  })

/** Japa's last line is `Tests  12 passed, 1 failed (13)`. Without one the suite did not run to its end. */
function readSummary(output) {
  const plain = output.replace(/\x1b\[[0-9;]*m/g, '')
  const summary = [...plain.matchAll(/^\s*Tests\s+(.+?)\s*\(\d+\)\s*$/gm)].at(-1)?.[1]
  const number = (word) => Number(new RegExp(`(\\d+) ${word}`).exec(summary ?? '')?.[1] ?? 0)
  return {
    passed: number('passed'),
    failed: number('failed'),
    names: [...plain.matchAll(/^\s*✖ (.+)$/gm)].map(([, name]) => name),
    ended: summary !== undefined || /NO TESTS EXECUTED/i.test(plain),
  }
}

/** Prints the sum as the last line and ends the process: 0 when nothing failed. */
export function report(results) {
  let passed = 0
  let failed = 0
  for (const { suite, code, ended, ...counts } of results) {
    passed += counts.passed
    // A suite that broke off, or ended badly without a failed test, is a failure too.
    const broken = (!ended || code !== 0) && counts.failed === 0
    if (broken) say(`\nThe ${suite} suite broke off (exit code ${code}).`)
    failed += counts.failed + (broken ? 1 : 0)
  }
  // Once more at the end, where they are found.
  for (const { suite, names = [] } of results) for (const name of names) say(`✖ ${suite}: ${name}`)
  say(`\n${passed} passed, ${failed} failed`)
  process.exit(failed ? 1 : 0)
}
