/*
 * Pipelines as pages know them: in full, and as an entity's form writes them.
 */
import {
  type Pipeline,
  type PipelineForm,
  type Stage,
  fullPipelines,
  stageKeys,
  usualPipelines,
  writePipelines,
} from '../../app/entities/pipelines.js'

export { MAX_PIPELINES, MAX_STAGES, STAGE_KINDS, labelOf } from '../../app/entities/pipelines.js'
export { COLOURS, type Colour } from './colours.js'
export type { Pipeline, PipelineForm, Stage, StageKind } from '../../app/entities/pipelines.js'

interface Written {
  stages?: string[]
  pipelines?: PipelineForm[]
}

/** The pipelines an entity's form comes to. */
export const pipelinesOf = ({ stages, pipelines }: Written): Pipeline[] =>
  pipelines ? fullPipelines(pipelines) : usualPipelines(stages ?? [])

/** The same as a form writes it: what is as usual is left out. */
export function writtenAs(pipelines: Pipeline[]): Written {
  const stages = stageKeys(pipelines)
  const forms = writePipelines(pipelines)
  return { ...(stages.length && { stages }), ...(forms && { pipelines: forms }) }
}

interface WithPipelines {
  key: string
  pipelines: Pipeline[]
}

export const stagesOf = ({ pipelines }: WithPipelines): Stage[] =>
  pipelines.flatMap(({ stages }) => stages)

/** The stage a lead stands in; undefined for one that is none any more. Without an entity the first that has it counts. */
export const stageOf = (
  entities: readonly WithPipelines[],
  { entity, stage }: { entity?: string; stage: string | null }
): Stage | undefined =>
  entities
    .filter(({ key }) => entity === undefined || key === entity)
    .flatMap(stagesOf)
    .find(({ key }) => key === stage)

/** What the stage of a lead is called. */
export const stageName = (
  entities: readonly WithPipelines[],
  of: { entity?: string; stage: string | null }
): string | null => stageOf(entities, of)?.name ?? of.stage
