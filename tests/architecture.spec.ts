/*
 * Holds the rules of the house. A rule that is broken for a reason is broken in one of the lists below, with the reason.
 */
import { basename, dirname } from 'node:path'
import { test } from '@japa/runner'
import {
  type SourceFile,
  filesBelow,
  foldersOfRoot,
  readSource,
  textOf,
} from '#tests/helpers/source_files'

/** Domains of app/ from left to right: a file imports from its own domain and from those left of it. */
const ORDER = [
  'shared',
  'sdk',
  'store',
  'host',
  'accounts',
  'help',
  'entities',
  'partners',
  'intake',
  'crm',
  'routing',
  'delivery',
  'suppliers',
  'billing',
  'distribution',
  'capture',
  'privacy',
  'insights',
  'portal',
  'notifications',
  'automations',
  'backup',
  'http',
  'commands',
]

const ROOT_FOLDERS = new Set([
  ...['app', 'plugins', 'config', 'database', 'start', 'resources', 'public', 'tests', 'bin'],
  ...['docs', '.adonisjs', '.ci', '.git', '.github'],
  // Made by installing, building and running; git ignores them.
  ...['node_modules', 'build', 'tmp', 'storage', 'coverage'],
])

const MAX_LINES = 250
const LONG_FILES: Record<string, string> = {
  'app/distribution/advance_run.ts': 'one class: every step a run can take, read top to bottom',
  'app/distribution/engine.ts': 'one process as a whole: what starts, what wakes, what stops',
  'app/http/openapi/components.ts': 'a table: the shapes of the API document',
  'app/notifications/words/catalogue.ts': 'a table: what is said of each kind, in both languages',
  'app/sdk/main.ts': 'the whole contract a plugin sees, on one page',
  'plugins/channels/webhook.ts':
    'a plugin is one file: its form in two languages, its checks, its request',
}

/** Decides from its arguments alone; the files named are the shell among them. */
const PURE = ['app/shared/', 'app/sdk/', 'app/routing/', 'app/entities/fields/', 'plugins/']
const SHELL: Record<string, string> = {
  'app/shared/ids.ts': 'makes the ids that others take as arguments',
  'app/routing/models/': 'rows',
  'app/routing/pause.ts': 'writes rows',
  'app/routing/publish_version.ts': 'writes rows',
  'app/routing/repository.ts': 'reads rows',
  'app/routing/save_profile.ts': 'writes rows',
}

/** The one place with sockets, and the files elsewhere that need a name of these modules and open none. */
const SOCKETS = 'app/delivery/transports/'
const NETWORK_MODULES = ['http', 'https', 'http2', 'net', 'tls', 'dgram', 'undici']
const NETWORK_CALLS = ['fetch', 'http.request', 'http.get', 'https.request', 'https.get']
const MORE_NETWORK_CALLS = [
  'net.connect',
  'net.createConnection',
  'tls.connect',
  'new WebSocket(…)',
]

const code = [...filesBelow('app'), ...filesBelow('plugins')]
const sources = new Map<string, SourceFile>()
const source = (path: string): SourceFile => {
  const known = sources.get(path) ?? readSource(path)
  sources.set(path, known)
  return known
}
const scripts = (folder: string) => filesBelow(folder).filter((path) => path.endsWith('.ts'))
const app = () => scripts('app').map(source)
const plugins = () => scripts('plugins').map(source)

/** `#routing/judge` and `#routing` are of routing; a package is of nothing. */
const aliasOf = (name: string) => /^#([a-z]+)(?:\/|$)/.exec(name)?.[1] ?? null
const domainOf = (path: string) => path.split('/')[1]
const rank = (domain: string) => ORDER.indexOf(domain)

/** Domains a settings file loads when it is loaded, through other settings files too; lazy imports wait for the app. */
function loadedBySettings(name: string, seen = new Set<string>()): string[] {
  if (seen.has(name)) return []
  seen.add(name)
  const { imports } = source(`${name.slice(1)}.ts`)
  return imports
    .filter((one) => !one.typeOnly && !one.lazy)
    .flatMap((one) => {
      const alias = aliasOf(one.name)
      if (alias === null) return []
      return alias === 'config' || alias === 'start' ? loadedBySettings(one.name, seen) : [alias]
    })
}

test.group('architecture: imports', () => {
  test('the domains of app/ are those of the order', ({ assert }) => {
    const domains = new Set(filesBelow('app').map(domainOf))
    assert.deepEqual(
      [...domains].filter((domain) => rank(domain) === -1),
      []
    )
  })

  test('imports in app/ point left', ({ assert }) => {
    const wrong = app().flatMap(({ path, imports }) =>
      imports
        .map(({ name }) => ({ name, alias: aliasOf(name) }))
        .filter(({ alias }) => alias !== null && alias !== 'config' && alias !== 'start')
        .filter(({ alias }) => rank(alias!) === -1 || rank(alias!) > rank(domainOf(path)))
        .map(({ name }) => `${path} imports ${name}`)
    )
    assert.deepEqual(wrong, [])
  })

  test('settings can be read from everywhere: they load nothing right of who reads them', ({
    assert,
  }) => {
    const wrong = app().flatMap(({ path, imports }) =>
      imports
        .filter(({ name }) => /^#(config\/|start\/env$)/.test(name))
        .flatMap(({ name }) =>
          loadedBySettings(name)
            .filter((domain) => rank(domain) > rank(domainOf(path)))
            .map((domain) => `${path} reads ${name}, which loads ${domain}`)
        )
    )
    assert.deepEqual(wrong, [])
    const others = app().flatMap(({ path, imports }) =>
      imports
        .filter(({ name }) => aliasOf(name) === 'start' && name !== '#start/env')
        .map(({ name }) => `${path} imports ${name}`)
    )
    assert.deepEqual(others, [])
  })

  test('plugins import the SDK and packages only', ({ assert }) => {
    const wrong = plugins().flatMap(({ path, imports }) =>
      imports
        .filter(({ name }) => {
          const alias = aliasOf(name)
          return alias ? alias !== 'sdk' : /^[./(]|^@adonisjs\/|^node:(?!buffer|util)/.test(name)
        })
        .map(({ name }) => `${path} imports ${name}`)
    )
    assert.deepEqual(wrong, [])
  })

  test('nobody imports a plugin: the registry finds them', ({ assert }) => {
    const rest = ['app', 'config', 'start', 'bin', 'database'].flatMap(scripts).map(source)
    const wrong = rest.flatMap(({ path, imports }) =>
      imports
        .filter(({ name }) => /^#plugins|\/plugins\/(channels|strategies|tax|nodes)\//.test(name))
        .map(({ name }) => `${path} imports ${name}`)
    )
    assert.deepEqual(wrong, [])
  })

  test('imports go by alias; only the sandbox, whose child knows no aliases, goes by path', ({
    assert,
  }) => {
    const wrong = [...app(), ...plugins()].flatMap(({ path, imports }) =>
      imports
        .filter(({ name }) => name.startsWith('.') && dirname(path) !== 'app/host/sandbox')
        .map(({ name }) => `${path} imports ${name}`)
    )
    assert.deepEqual(wrong, [])
  })
})

test.group('architecture: who may do what', () => {
  test('only the transports open sockets', ({ assert }) => {
    const wrong = [...app(), ...plugins()]
      .filter(({ path }) => !path.startsWith(SOCKETS))
      .flatMap(({ path, imports, calls }) => [
        ...imports
          .filter(({ typeOnly }) => !typeOnly)
          .filter(({ name }) => NETWORK_MODULES.includes(name.replace(/^node:/, '')))
          .map(({ name }) => `${path} imports ${name}`),
        ...[...NETWORK_CALLS, ...MORE_NETWORK_CALLS]
          .filter((name) => calls.has(name) || calls.has(`globalThis.${name}`))
          .map((name) => `${path} calls ${name}`),
      ])
    assert.deepEqual(wrong, [])
  })

  test("foreign code runs in the sandbox's child only", ({ assert }) => {
    const isolated = app().filter(({ imports }) =>
      imports.some((one) => one.name === 'isolated-vm')
    )
    assert.deepEqual(
      isolated.map(({ path }) => path),
      ['app/host/sandbox/run_in_isolate.ts']
    )
    const inChild = (name: string) => /(^|\/)(run_in_isolate|transform_child)(\.ts)?$/.test(name)
    const importers = app().filter(({ imports }) => imports.some((one) => inChild(one.name)))
    assert.deepEqual(
      importers.map(({ path }) => path),
      ['app/host/sandbox/transform_child.ts']
    )
    const evaluated = [...app(), ...plugins()].filter(
      ({ imports, calls }) =>
        calls.has('eval') ||
        calls.has('new Function(…)') ||
        calls.has('Function') ||
        imports.some(({ name }) => /^(node:)?vm2?$/.test(name))
    )
    assert.deepEqual(
      evaluated.map(({ path }) => path),
      []
    )
  })

  test('only the sandbox and the proof of the books start processes', ({ assert }) => {
    const wrong = [...app(), ...plugins()].filter(({ imports }) =>
      imports.some((one) => /^(node:)?(child_process|cluster)$/.test(one.name) && !one.typeOnly)
    )
    assert.deepEqual(
      wrong.map(({ path }) => path),
      [
        'app/billing/documents/pdf/start_browser.ts',
        'app/host/sandbox/start_child.ts',
        'app/insights/ledger/start_proof.ts',
      ]
    )
  })

  test('pure code takes time, randomness and the framework from nobody', ({ assert }) => {
    const isShell = (path: string) => Object.keys(SHELL).some((one) => path.startsWith(one))
    const wrong = [...app(), ...plugins()]
      .filter(({ path }) => PURE.some((folder) => path.startsWith(folder)) && !isShell(path))
      .flatMap(({ path, imports, calls }) => [
        ...imports
          .filter(({ name }) => /^@adonisjs\/|^#(store|config|start)\b|^node:fs/.test(name))
          .map(({ name }) => `${path} imports ${name}`),
        ...['Date.now', 'Math.random', 'new Date()']
          .filter((name) => calls.has(name))
          .map((name) => `${path} calls ${name}`),
      ])
    assert.deepEqual(wrong, [])
    assert.deepEqual(
      Object.keys(SHELL).filter((one) => !code.some((path) => path.startsWith(one))),
      [],
      'a name in the list is no file any more'
    )
  })
})

test.group('architecture: files', () => {
  test('the house has the folders of the plan and no others', ({ assert }) => {
    assert.deepEqual(
      foldersOfRoot().filter((name) => !ROOT_FOLDERS.has(name)),
      []
    )
  })

  test('names are snake_case', ({ assert }) => {
    const folders = ['app', 'plugins', 'config', 'start', 'bin', 'database', 'resources', 'tests']
    // A dot file, a README and fonts by their own name are no source.
    // Guides and their pictures are called as in their addresses.
    const isGuide = (path: string) => /^resources\/help\/(en|de|pictures)\//.test(path)
    const ours = /^[a-z0-9_]+(\.(spec|d|conf))?\.[a-z0-9]+$/
    const wrong = folders
      .flatMap(filesBelow)
      .filter((path) => !/^(\.|README\.md$)/.test(basename(path)) && !isGuide(path))
      .filter((path) => !ours.test(basename(path)) || /[^a-z0-9_/.]/.test(dirname(path)))
    assert.deepEqual(wrong, [])
  })

  test(`no file is longer than ${MAX_LINES} lines without a reason`, ({ assert }) => {
    const long = code.filter((path) => textOf(path).split('\n').length - 1 > MAX_LINES)
    assert.deepEqual(
      long.filter((path) => !LONG_FILES[path]),
      []
    )
    assert.deepEqual(
      Object.keys(LONG_FILES).filter((path) => !long.includes(path)),
      [],
      'a file in the list is short enough again'
    )
  })

  test('the median file stays under 60 lines', ({ assert }) => {
    const lines = code.map((path) => textOf(path).split('\n').length - 1).sort((a, b) => a - b)
    assert.isBelow(lines[lines.length >> 1], 60)
  })

  test('nothing is put off, and no rule is switched off', ({ assert }) => {
    // In two halves, so that this file may be read too.
    const halves: [string, string][] = [
      ['TO', 'DO\\b'],
      ['FIX', 'ME\\b'],
      ['eslint-', 'disable'],
      ['prettier-', 'ignore'],
      ['@ts-', '(ignore|nocheck|expect-error)'],
    ]
    const forbidden = new RegExp(halves.map((one) => one.join('')).join('|'))
    const folders = ['app', 'plugins', 'config', 'start', 'bin', 'database', 'resources', 'tests']
    const wrong = folders
      .flatMap(filesBelow)
      .filter((path) => /\.(ts|mts|mjs|js|vue|css|edge|yml)$/.test(path))
      .flatMap((path) =>
        textOf(path)
          .split('\n')
          .flatMap((line, i) => (forbidden.test(line) ? [`${path}:${i + 1}`] : []))
      )
    assert.deepEqual(wrong, [])
  })
})

test.group('architecture: these rules see what they should', () => {
  const read = (text: string) => readSource('app/x/y.ts', text)

  test('imports are told apart by how they load', ({ assert }) => {
    const { imports } = read(`
      import a from 'one'
      import type { B } from 'two'
      import { type C, type D } from 'three'
      import { type E, f } from 'four'
      import 'five'
      export { g } from 'six'
      export type { H } from 'seven'
      const i = () => import('eight')
      let j: import('nine').J
      const text = "import k from 'ten'"
      // import l from 'eleven'
    `)
    assert.deepEqual(
      imports.map((one) => [one.name, one.typeOnly ? 'type' : one.lazy ? 'lazy' : 'value']),
      [
        ['one', 'value'],
        ['two', 'type'],
        ['three', 'type'],
        ['four', 'value'],
        ['five', 'value'],
        ['six', 'value'],
        ['seven', 'type'],
        ['eight', 'lazy'],
        ['nine', 'type'],
      ]
    )
  })

  test('calls are found, also by member', ({ assert }) => {
    const { calls } = read(`
      await fetch(url); http.request(x); globalThis.fetch(url); Date.now(); new Date(); new Date(5)
      const text = "net.connect()"
    `)
    assert.deepEqual(
      [...calls].sort(),
      ['Date.now', 'fetch', 'globalThis.fetch', 'http.request', 'new Date()', 'new Date(…)'].sort()
    )
  })
})
