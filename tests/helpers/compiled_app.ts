import {
  mkdir,
  readFile,
  readdir,
  rename,
  rm,
  stat,
  symlink,
  utimes,
  writeFile,
} from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { type Options, transform } from '@swc/core'
import { storagePath } from '#config/storage'

const root = fileURLToPath(new URL('../../', import.meta.url))
const compiled = join(root, 'tmp/compiled')
/** What V8 made of it and of the packages, kept from one process to the next. */
export const CODE_CACHE = join(root, 'tmp/compiled-code')

const FOLDERS = ['app', 'bin', 'config', 'database', 'plugins', 'start']
/** Read by the app as they are. */
const LINKED = ['resources', 'public', 'package.json', '.env.test']

/** What `@poppinss/ts-exec` makes of the project's tsconfig, so that a child process runs what the tests run. */
const AS_EXECUTED: Options = {
  swcrc: false,
  sourceMaps: false,
  module: { type: 'es6' },
  jsc: {
    target: 'esnext',
    parser: { syntax: 'typescript', decorators: true },
    transform: { legacyDecorator: true, decoratorMetadata: true },
    experimental: { keepImportAttributes: true },
    keepClassNames: true,
  },
}

let made: Promise<string> | null = null

/**
 * The folder of the app in JavaScript, for tests that run it in processes of its own: started from TypeScript, each of
 * them would compile the same thousand files again. Made once a process; a file that has not changed since is kept.
 */
export const compiledApp = (): Promise<string> => (made ??= compile())

/** Arguments and options with which node runs an ace command of the compiled app on what the tests run on. */
export async function compiledAce(...args: string[]) {
  return {
    args: ['bin/console.js', ...args],
    cwd: await compiledApp(),
    env: { ...process.env, STORAGE_PATH: storagePath, NODE_COMPILE_CACHE: CODE_CACHE },
  }
}

async function compile(): Promise<string> {
  await mkdir(compiled, { recursive: true })
  for (const name of LINKED)
    await symlink(join(root, name), join(compiled, name)).catch((error: NodeJS.ErrnoException) => {
      if (error.code !== 'EEXIST') throw error
    })
  const sources = [
    'adonisrc.ts',
    ...(await Promise.all(FOLDERS.map((folder) => filesIn(folder)))).flat(),
  ]
  const wanted = new Set(sources.map(nameOf))
  const there = await Promise.all(FOLDERS.map((folder) => filesIn(folder, compiled)))
  // A file that was renamed must not be found under its old name.
  for (const name of there.flat()) if (!wanted.has(name)) await rm(join(compiled, name))
  await Promise.all(sources.map(bring))
  return compiled
}

const isCompiled = (name: string) => name.endsWith('.ts') && !name.endsWith('.d.ts')
const nameOf = (source: string) => (isCompiled(source) ? source.replace(/ts$/, 'js') : source)

async function filesIn(folder: string, base = root): Promise<string[]> {
  const entries = await readdir(join(base, folder), { recursive: true, withFileTypes: true }).catch(
    () => []
  )
  return entries
    .filter((entry) => entry.isFile() && !entry.name.endsWith('.part'))
    .map(({ parentPath, name }) => join(parentPath, name).slice(base.length).replace(/^\//, ''))
}

/** Compiles or copies a file unless it is there as old as its source. Whole or not at all: another suite may be at it. */
async function bring(source: string) {
  const target = join(compiled, nameOf(source))
  const { atime, mtime } = await stat(join(root, source))
  const old = await stat(target).catch(() => null)
  if (old && Math.abs(old.mtimeMs - mtime.getTime()) < 1) return
  const bytes = await readFile(join(root, source))
  const content = isCompiled(source)
    ? (await transform(bytes.toString(), { ...AS_EXECUTED, filename: join(root, source) })).code
    : bytes
  await mkdir(dirname(target), { recursive: true })
  const part = `${target}.${process.pid}.part`
  await writeFile(part, content)
  await utimes(part, atime, mtime)
  await rename(part, target)
}
