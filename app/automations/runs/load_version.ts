import { plugins } from '#host/registry'
import { fail, type Problem, type Result } from '#shared/result'
import type { AccountConfig } from '#distribution/account_config'
import { surroundingsOf } from '#automations/check_automation'
import { type CompiledAutomation, compileAutomation } from '#automations/compile_automation'
import { loadVersion } from '#automations/kept/repository'

/** Of each configuration: a version is compiled again when something it may name has changed. */
const compiled = new WeakMap<AccountConfig, Map<string, Result<CompiledAutomation, Problem[]>>>()

/** A version that ran before: what it names and is gone by now is no reason not to know it. */
export async function compiledVersion(
  config: AccountConfig,
  { id, entityId, version }: { id: string; entityId: string | null; version: number }
): Promise<Result<CompiledAutomation, Problem[]>> {
  const known = compiled.get(config) ?? new Map<string, Result<CompiledAutomation, Problem[]>>()
  compiled.set(config, known)
  const name = `${id}.${version}`
  const before = known.get(name)
  if (before) return before
  const stored = await loadVersion(id, version)
  if (!stored) return fail([{ field: '', rule: 'exists', message: 'the version is gone' }])
  const around = surroundingsOf(config, entityId)
  const result = compileAutomation(stored.document, around, plugins(), { gaps: 'hold' })
  known.set(name, result)
  return result
}
