import { COLOURS, type Colour } from '#entities/colours'

/** What a stage means: `won` and `lost` end a lead's way through its pipeline. */
export const STAGE_KINDS = ['open', 'won', 'lost'] as const
export type StageKind = (typeof STAGE_KINDS)[number]

export interface Stage {
  key: string
  name: string
  color: Colour
  kind: StageKind
}

/** Keys of stages are unique within the entity: where a lead stands says its pipeline too. */
export interface Pipeline {
  key: string
  name: string
  stages: Stage[]
}

/** As a blueprint writes them: what is as usual is left out. */
export interface StageForm {
  key: string
  name?: string
  color?: Colour
  kind?: StageKind
}
export interface PipelineForm {
  key: string
  name: string
  stages: StageForm[]
}

export const MAX_PIPELINES = 20
export const MAX_STAGES = 100

/** What something is called whose key alone is known: `monthly_bill` is "Monthly bill". */
export const labelOf = (key: string) =>
  key.charAt(0).toUpperCase() + key.slice(1).replaceAll('_', ' ')

const usualStage = (key: string, place: number): Stage => ({
  key,
  name: labelOf(key),
  color: COLOURS[place % COLOURS.length],
  kind: 'open',
})

/** What a list of stages makes without more words: one pipeline, or none. */
export const usualPipelines = (stages: readonly string[]): Pipeline[] =>
  stages.length ? [{ key: 'main', name: 'Pipeline', stages: stages.map(usualStage) }] : []

/** A stage with everything filled in that may be left out; `place` is its own in its pipeline. */
export const fullStage = (form: StageForm, place: number): Stage => {
  const usual = usualStage(form.key, place)
  return {
    key: form.key,
    name: form.name ?? usual.name,
    color: form.color ?? usual.color,
    kind: form.kind ?? usual.kind,
  }
}

export const fullPipelines = (forms: readonly PipelineForm[]): Pipeline[] =>
  forms.map(({ key, name, stages }) => ({ key, name, stages: stages.map(fullStage) }))

export const stageKeys = (pipelines: readonly { stages: readonly { key: string }[] }[]): string[] =>
  pipelines.flatMap(({ stages }) => stages.map(({ key }) => key))

const writeStage = (stage: Stage, place: number): StageForm => {
  const usual = usualStage(stage.key, place)
  return {
    key: stage.key,
    ...(stage.name !== usual.name && { name: stage.name }),
    ...(stage.color !== usual.color && { color: stage.color }),
    ...(stage.kind !== usual.kind && { kind: stage.kind }),
  }
}

/** Pipelines as they are written; null where the list of their stages says all there is to say. */
export function writePipelines(pipelines: readonly Pipeline[]): PipelineForm[] | null {
  const usual = usualPipelines(stageKeys(pipelines))
  if (JSON.stringify(pipelines) === JSON.stringify(usual)) return null
  return pipelines.map(({ key, name, stages }) => ({ key, name, stages: stages.map(writeStage) }))
}

export const stageOf = (pipelines: readonly Pipeline[], key: string): Stage | undefined =>
  pipelines.flatMap(({ stages }) => stages).find((stage) => stage.key === key)

/** What stages are called, by key. */
export const stageNames = (pipelines: readonly Pipeline[]): Record<string, string> =>
  Object.fromEntries(pipelines.flatMap(({ stages }) => stages.map(({ key, name }) => [key, name])))
