import { COLOURS } from '#entities/colours'
import {
  MAX_STAGES,
  type Pipeline,
  STAGE_KINDS,
  fullPipelines,
  stageKeys,
  usualPipelines,
} from '#entities/pipelines'
import { keyText } from '#shared/common_shapes'
import type { Problem } from '#shared/result'
import { at, list, object, oneOf, optional, text } from '#shared/shape'

export const stageKey = () => text({ max: 64 })

/** A pipeline as the blueprint writes it. */
export const pipelineShape = object({
  key: keyText(),
  name: text({ max: 60 }),
  stages: list(
    object({
      key: stageKey(),
      name: optional(text({ max: 64 })),
      color: optional(oneOf(COLOURS)),
      kind: optional(oneOf(STAGE_KINDS)),
    }),
    { max: MAX_STAGES }
  ),
})

/** Paths of entries that say again, by `fold`, what an earlier one said. */
export function repeated(items: string[], path: string, fold: (item: string) => string): Problem[] {
  const seen = new Set<string>()
  const problems: Problem[] = []
  for (const [i, item] of items.entries()) {
    if (seen.has(fold(item)))
      problems.push({ field: at(path, i), rule: 'unique', message: `"${item}" is there twice` })
    seen.add(fold(item))
  }
  return problems
}

/** Stages and pipelines, as one of them says or both do. */
export function readPipelines(
  stages: string[] | undefined,
  forms: Parameters<typeof fullPipelines>[0] | undefined,
  path: string
): { pipelines: Pipeline[]; problems: Problem[] } {
  if (!forms)
    return {
      pipelines: usualPipelines(stages ?? []),
      problems: repeated(stages ?? [], at(path, 'stages'), (stage) => stage),
    }
  const where = at(path, 'pipelines')
  const pipelines = fullPipelines(forms)
  const problems = checkPipelines(pipelines, where)
  const keys = stageKeys(pipelines)
  if (problems.length === 0 && stages && JSON.stringify(stages) !== JSON.stringify(keys)) {
    const message = `must be those of "pipelines" in their order (${keys.join(', ') || 'none'}), or left out`
    problems.push({ field: at(path, 'stages'), rule: 'agree', message })
  }
  return { pipelines, problems }
}

function checkPipelines(pipelines: Pipeline[], where: string): Problem[] {
  const problems: Problem[] = []
  const keys = new Set<string>()
  const stages = new Map<string, Pipeline>()
  const add = (field: string, rule: string, message: string) =>
    problems.push({ field, rule, message })
  for (const [i, pipeline] of pipelines.entries()) {
    const here = at(where, i)
    if (keys.has(pipeline.key)) add(at(here, 'key'), 'unique', `"${pipeline.key}" is there twice`)
    keys.add(pipeline.key)
    if (pipeline.stages.length === 0)
      add(at(here, 'stages'), 'required', 'must have at least one stage')
    for (const [n, { key }] of pipeline.stages.entries()) {
      const field = at(at(at(here, 'stages'), n), 'key')
      const other = stages.get(key)
      if (other === pipeline) add(field, 'unique', `"${key}" is there twice`)
      else if (other) add(field, 'unique', `"${key}" is a stage of "${other.name}" already`)
      else stages.set(key, pipeline)
    }
  }
  if (stages.size > MAX_STAGES) add(where, 'max', `must have at most ${MAX_STAGES} stages in all`)
  return problems
}
