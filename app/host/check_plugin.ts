import { type Plugin, type PluginKind } from '#sdk'
import { manifestProblems } from '#sdk/check_manifest'
import { type Result, fail, ok } from '#shared/result'

/**
 * Is this exported value the plugin that its place promises? File name = id, folder = kind; a package (expected is
 * null) may bring any. The problem is one sentence that a person can act on.
 */
export function checkPlugin(
  exported: unknown,
  expected: { kind: PluginKind; id: string } | null
): Result<Plugin, string> {
  let problems: string[]
  try {
    problems = manifestProblems(exported)
  } catch (error) {
    return fail(`it cannot be read: ${error instanceof Error ? error.message : String(error)}`)
  }
  if (problems.length > 0) return fail(problems.join('; '))
  const plugin = exported as Plugin
  if (expected && plugin.kind !== expected.kind)
    return fail(`its kind is ${plugin.kind}, but it lies in the folder of kind ${expected.kind}`)
  if (expected && plugin.id !== expected.id)
    return fail(`its id is "${plugin.id}", but its file is named "${expected.id}"`)
  return ok(plugin)
}
