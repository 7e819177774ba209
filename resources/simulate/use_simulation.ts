import { computed, onScopeDispose, ref, shallowRef, watch } from 'vue'
import { problemText, problemsByField } from '~/problem_text'
import { type FieldProblem, Problem, postJson } from '~/request'
import type { RuleSample } from '~/rules/rule_trial'
import type { Verdict } from '~/story/types'
import type { SimulatedRun } from './types'

export interface SimulationWish {
  /** Key of the profile. */
  profile: string
  /** The profile's form as it stands; null: the live version. */
  form: object | null
  sample: RuleSample | null
  /** RFC 3339; null: now. */
  at: string | null
}

const PAUSE_MS = 400

/**
 * Takes a lead through the route when somebody asks, and from then on anew with every change of the route: what is lit
 * up is always what stands there.
 */
export function useSimulation(wish: () => SimulationWish) {
  const run = shallowRef<SimulatedRun | null>(null)
  const failure = ref('')
  /** What is wrong with the route itself, by its place in the form. */
  const routeProblems = shallowRef<FieldProblem[]>([])
  const sampleErrors = shallowRef<Record<string, string>>({})
  const busy = ref(false)
  const asked = ref(false)
  let running: AbortController | null = null
  let timer: ReturnType<typeof setTimeout> | undefined

  const bodyOf = ({ form, sample, at }: SimulationWish, more: object = {}) => ({
    ...sample,
    ...(form && { route: form }),
    ...(at && { at }),
    ...more,
  })
  const urlOf = ({ profile }: SimulationWish) => `/profiles/${encodeURIComponent(profile)}/simulate`

  async function simulate() {
    clearTimeout(timer)
    running?.abort()
    const { signal } = (running = new AbortController())
    const asking = wish()
    asked.value = true
    busy.value = true
    try {
      run.value = await postJson<SimulatedRun>(urlOf(asking), bodyOf(asking), { signal })
      failure.value = ''
      routeProblems.value = []
      sampleErrors.value = {}
    } catch (error) {
      if (signal.aborted) return
      if (!(error instanceof Problem)) throw error
      run.value = null
      const ofSample = ({ field }: FieldProblem) => /^(values|lead|source|at)\b/.test(field)
      sampleErrors.value = problemsByField(error.errors.filter(ofSample))
      routeProblems.value = error.errors.filter((one) => !ofSample(one))
      failure.value = error.errors.length ? '' : problemText(error)
    } finally {
      if (!signal.aborted) busy.value = false
    }
  }

  /** Those of many whose partner or key has the word in it. */
  const find = async (search: string): Promise<{ total: number; rows: Verdict[] }> => {
    const asking = wish()
    const answer = await postJson<SimulatedRun>(urlOf(asking), bodyOf(asking, { search }))
    return answer.found ?? { total: 0, rows: [] }
  }

  watch(
    () => JSON.stringify(wish().form),
    () => {
      if (!asked.value) return
      clearTimeout(timer)
      timer = setTimeout(() => void simulate(), PAUSE_MS)
    }
  )
  onScopeDispose(() => {
    clearTimeout(timer)
    running?.abort()
  })
  const refused = computed(
    () => routeProblems.value.length > 0 || Object.keys(sampleErrors.value).length > 0
  )
  return { run, failure, routeProblems, sampleErrors, refused, busy, asked, simulate, find }
}
