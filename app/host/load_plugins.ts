import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { checkPlugin } from '#host/check_plugin'
import type { FoundPlugin, LoadedPlugin } from '#host/types'
import type { PluginKind } from '#sdk'

export const KIND_FOLDERS: Record<PluginKind, string> = {
  channel: 'channels',
  strategy: 'strategies',
  tax: 'tax',
  node: 'nodes',
  document: 'documents',
  payment: 'payments',
  intake: 'intakes',
  trigger: 'triggers',
  action: 'actions',
}

/** Plugin files are `.ts` in development and `.js` in the build, never declarations or source maps. */
const PLUGIN_FILE = /^([^.].*?)\.(ts|js)$/
const LOAD_DEADLINE_MS = 10_000

/** Every plugin file under `root`/plugins and every package named; sorted, so that each start finds the same order. */
export async function findPlugins(
  root: string,
  packages: readonly string[],
  importPackage: (name: string) => Promise<unknown> = (name) => import(name)
): Promise<FoundPlugin[]> {
  const found: FoundPlugin[] = []
  for (const [kind, folder] of Object.entries(KIND_FOLDERS) as [PluginKind, string][]) {
    const directory = join(root, 'plugins', folder)
    const names = await readdir(directory).catch(() => [] as string[])
    for (const name of names.sort()) {
      const match = PLUGIN_FILE.exec(name)
      if (!match || name.endsWith('.d.ts')) continue
      found.push({
        source: `plugins/${folder}/${name}`,
        expected: { kind, id: match[1] },
        load: () => import(pathToFileURL(join(directory, name)).href),
      })
    }
  }
  for (const name of packages)
    found.push({ source: name, expected: null, load: () => importPackage(name) })
  return found
}

/** Loads one place in isolation: whatever goes wrong becomes the reason of its quarantine. A package may bring several. */
export async function loadFound(found: FoundPlugin): Promise<LoadedPlugin[]> {
  let module: unknown
  try {
    module = await withDeadline(found.load())
  } catch (error) {
    return [judge(found, undefined, `it could not be loaded: ${firstLine(error)}`)]
  }
  const exported = (module as { default?: unknown } | null)?.default
  const list = found.expected === null && Array.isArray(exported) ? exported : [exported]
  return list.map((one: unknown) => judge(found, one, null))
}

function judge(found: FoundPlugin, exported: unknown, failure: string | null): LoadedPlugin {
  const { source, expected } = found
  const claims = readClaims(exported)
  if (failure) return { source, expected, plugin: null, reason: failure, claims }
  const checked = checkPlugin(exported, expected)
  return checked.ok
    ? { source, expected, plugin: checked.value, reason: null, claims }
    : { source, expected, plugin: null, reason: checked.problem, claims }
}

function readClaims(exported: unknown): LoadedPlugin['claims'] {
  try {
    const { kind, id, name, version } = (exported ?? {}) as LoadedPlugin['claims']
    return { kind, id, name, version }
  } catch {
    return {}
  }
}

async function withDeadline<T>(loading: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<never>((_, reject) => {
    const message = `did not finish loading within ${LOAD_DEADLINE_MS / 1000} s`
    timer = setTimeout(() => reject(new Error(message)), LOAD_DEADLINE_MS)
  })
  return Promise.race([loading, late]).finally(() => clearTimeout(timer))
}

function firstLine(error: unknown): string {
  const text = error instanceof Error ? error.message || error.name : String(error)
  return text.split('\n')[0].slice(0, 300)
}
