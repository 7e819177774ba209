import { test } from '@japa/runner'
import { filesBelow, textOf } from '#tests/helpers/source_files'

/** Licences that ask for no more than their own text to come along. */
const PERMISSIVE = new Set([
  ...['MIT', 'MIT-0', 'Apache-2.0', 'ISC', '0BSD', 'BSD-2-Clause', 'BSD-3-Clause'],
  ...['BlueOak-1.0.0', 'CC0-1.0', 'OFL-1.1', 'Unlicense'],
])

/** Packages whose own file says less, or something else, with why they may be used. */
const KNOWN: Record<string, string> = {
  '@adonisjs/limiter': 'MIT by its LICENSE.md; the field in package.json is missing',
  'vaul-vue': 'MIT by its repository; part of Nuxt UI, which ships it',
  'lightningcss':
    'MPL-2.0: builds the style sheets, is used as it is, and no part of it is in what is built',
}

/** Needed without being named in a file of ours, and by what. */
const NAMELESS: Record<string, string> = {
  '@adonisjs/assembler': 'ace: `serve`, `build`, `test`',
  '@adonisjs/prettier-config': 'named in package.json',
  '@aws-sdk/s3-request-presigner': 'Drive, for DRIVE_DISK=s3',
  '@japa/browser-client': 'peer of the test plugins of AdonisJS',
  '@tailwindcss/vite': 'Nuxt UI, its Vite plugin',
  'eslint': 'npm run lint',
  'eslint-plugin-vue': 'the ESLint preset of AdonisJS, for pages',
  'hot-hook': 'ace serve, for reloading',
  'pino-pretty': 'the logger, in development',
  'prettier': 'npm run format',
  'vue-tsc': 'npm run typecheck',
  'youch': 'AdonisJS, for error pages in development',
}

interface Locked {
  license?: string
  dev?: boolean
  devOptional?: boolean
}
type Names = Record<string, string>

const lock = JSON.parse(textOf('package-lock.json')) as { packages: Record<string, Locked> }
const manifest = JSON.parse(textOf('package.json')) as {
  license: string
  dependencies: Names
  devDependencies: Names
  optionalDependencies: Names
}
const nameOf = (path: string) => path.slice(path.lastIndexOf('node_modules/') + 13)

/** `MIT`, `(MIT OR GPL-3.0)`, `Apache-2.0 AND MIT`: one of each choice must do, all that apply together. */
const isPermissive = (licence: string) =>
  licence
    .replace(/[()]/g, '')
    .split(' AND ')
    .every((part) => part.split(' OR ').some((one) => PERMISSIVE.has(one.trim())))

test.group('packages', () => {
  test('what an install runs on is licensed permissively', ({ assert }) => {
    const used = Object.entries(lock.packages).filter(
      ([path, { dev, devOptional }]) => path !== '' && !dev && !devOptional
    )
    assert.isAbove(used.length, 100)
    const wrong = used
      .filter(([, { license }]) => !license || !isPermissive(license))
      .filter(([path]) => !KNOWN[nameOf(path)] && !nameOf(path).startsWith('lightningcss-'))
      .map(([path, { license }]) => `${path}: ${license ?? 'no licence named'}`)
    assert.deepEqual(wrong, [])
    const names = new Set(used.map(([path]) => nameOf(path)))
    assert.deepEqual(
      Object.keys(KNOWN).filter((name) => !names.has(name)),
      [],
      'a package in the list is not used any more'
    )
    assert.equal(manifest.license, 'MIT')
  })

  test('choices and sums of licences are read as such', ({ assert }) => {
    for (const licence of ['MIT', '(MIT OR GPL-3.0-only)', 'Apache-2.0 AND MIT'])
      assert.isTrue(isPermissive(licence), licence)
    for (const licence of ['GPL-3.0-only', 'MIT AND LGPL-3.0', 'UNLICENSED', 'SEE LICENSE IN X'])
      assert.isFalse(isPermissive(licence), licence)
  })

  test('every dependency is used', ({ assert }) => {
    const folders = ['app', 'plugins', 'config', 'start', 'bin', 'resources', 'tests', 'database']
    const roots = ['adonisrc.ts', 'ace.js', 'vite.config.ts', 'eslint.config.js', 'tsconfig.json']
    const text = [...folders.flatMap(filesBelow), ...roots]
      .filter((path) => /\.(ts|mts|mjs|js|vue|css|json)$/.test(path))
      .filter((path) => path !== 'tests/unit/licences.spec.ts')
      .map(textOf)
      .join('\n')
    const all = {
      ...manifest.dependencies,
      ...manifest.devDependencies,
      ...manifest.optionalDependencies,
    }
    // Quoted, alone or with a path behind it; types are used by whoever uses what they describe.
    const isNamed = (name: string) =>
      [`'${name}'`, `'${name}/`, `"${name}"`, `"${name}/`].some((one) => text.includes(one))
    const unused = Object.keys(all).filter(
      (name) => !isNamed(name) && !NAMELESS[name] && !isTypesOf(name, isNamed)
    )
    assert.deepEqual(unused, [])
    assert.deepEqual(
      Object.keys(NAMELESS).filter((name) => !(name in all) || isNamed(name)),
      [],
      'a name in the list is gone, or found by itself'
    )
  })
})

const isTypesOf = (name: string, isNamed: (name: string) => boolean) =>
  name === '@types/node' || (name.startsWith('@types/') && isNamed(name.slice('@types/'.length)))
