import { type ChildProcess, fork } from 'node:child_process'
import { existsSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { dirname, extname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

/** The child beside this file: `.ts` in development, `.js` in the build. */
const HERE = fileURLToPath(import.meta.url)
const CHILD = join(dirname(HERE), `transform_child${extname(HERE)}`)

/**
 * Starts a child that may read its own code and the isolate library and nothing else: no files, no child processes,
 * no workers, an empty environment (the time zone is set, so that dates do not depend on the machine).
 */
export function startChild(): ChildProcess {
  return fork(CHILD, [], {
    execPath: process.execPath,
    execArgv: [
      '--permission',
      '--allow-addons',
      ...readablePaths().map((path) => `--allow-fs-read=${path}`),
      '--no-node-snapshot',
      '--no-warnings',
      '--max-old-space-size=64',
    ],
    env: { TZ: 'UTC' },
    cwd: tmpdir(),
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
  })
}

function readablePaths(): string[] {
  const require = createRequire(import.meta.url)
  const isolatedVm = dirname(require.resolve('isolated-vm'))
  const loader = dirname(
    createRequire(join(isolatedVm, 'isolated-vm.js')).resolve('node-gyp-build')
  )
  return [
    join(dirname(CHILD), '*'),
    join(isolatedVm, '*'),
    join(loader, '*'),
    packageFileOf(CHILD),
    // The loader of the native part looks here for the C library in use.
    '/etc/alpine-release',
  ]
}

/** The nearest package.json says that the child is an ES module. */
function packageFileOf(file: string): string {
  for (let folder = dirname(file); ; folder = dirname(folder)) {
    const candidate = join(folder, 'package.json')
    if (existsSync(candidate) || folder === dirname(folder)) return candidate
  }
}
