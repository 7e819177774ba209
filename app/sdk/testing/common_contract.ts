import assert from 'node:assert/strict'
import { type Plugin, type PluginKind, vine } from '#sdk'
import { manifestProblems } from '#sdk/check_manifest'
import { deepFreeze } from '#sdk/testing/purity'

/** One thing a plugin must hold: a test in the making. */
export interface Check {
  title: string
  run: () => void | Promise<void>
}

export interface Case {
  title: string
  /** A config as people write it, without `use` or `type`. */
  config: unknown
}

export function commonChecks(plugin: Plugin, kind: PluginKind, cases: Case[]): Check[] {
  return [
    {
      title: 'is a plugin, has a config form and at least one case',
      run: () => {
        assert.deepEqual(manifestProblems(plugin), [])
        assert.equal(plugin.kind, kind)
        assert.ok(
          cases.length > 0,
          'give at least one case: its config is what the contract runs on'
        )
      },
    },
    {
      title: 'its schema reads the config of every case, and again what was stored of it',
      run: async () => {
        for (const one of cases) {
          const stored = JSON.stringify(await readConfig(plugin, one))
          await readConfig(plugin, { ...one, config: JSON.parse(stored) })
        }
      },
    },
  ]
}

/** The config as the host would hand it over, frozen: plugins share one config among all leads. */
export async function readConfig<C>(plugin: Plugin, { title, config }: Case): Promise<C> {
  const [error, value] = await vine.create(plugin.config).tryValidate(config)
  assert.ok(!error, `the config of "${title}" is refused: ${JSON.stringify(error?.messages)}`)
  return deepFreeze(value) as C
}

/** Checks the parts that are expected; the rest of `actual` is free. */
export function assertParts(actual: object, expected: object): void {
  const found = Object.fromEntries(
    Object.keys(expected).map((key) => [key, (actual as Record<string, unknown>)[key]])
  )
  assert.deepEqual(found, expected)
}
