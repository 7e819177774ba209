import type { AutomationView, Task } from '#sdk'
import { taskProblem } from '#sdk/automation'
import { guardCall } from '#host/guard'
import type { PluginOf } from '#host/registry'
import type { ProgramNode } from '#routing/compile_route'
import { type Result, fail } from '#shared/result'

/** What an action wants done, through the guard; a failure says what is wrong with it. */
export function prepareTask(
  plugin: PluginOf<'action'>,
  view: AutomationView,
  node: ProgramNode
): Result<Task, string> {
  const run = () => plugin.prepare(view, node.config) as Task
  const prepared = guardCall(plugin, 'prepare', run, taskProblem)
  if (prepared.ok) return prepared
  const cause = prepared.problem.cause as
    { name?: string; path?: string; message?: string } | undefined
  if (cause?.name !== 'PrepareError') return fail(prepared.problem.message)
  return fail(cause.path ? `${cause.path}: ${cause.message}` : String(cause.message))
}
