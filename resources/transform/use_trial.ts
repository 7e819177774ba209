import { computed, onScopeDispose, ref, shallowRef } from 'vue'
import { cleanDraft } from '~/delivery/draft'
import type { DeliveryDraft, Preview } from '~/delivery/types'
import { problemText, problemsByField } from '~/problem_text'
import { Problem, postJson } from '~/request'
import type { RuleSample } from '~/rules/rule_trial'
import type { TransformPlace, TransformTrial } from './types'

export interface TrialWish {
  code: string
  entity: string
  place: TransformPlace
  sample: RuleSample | null
  /** The delivery the script stands in, to show what its partner would get. */
  delivery?: DeliveryDraft
}

/** Runs a script on a sample lead when it is asked to: a script is only ever run by somebody's wish. */
export function useTransformTrial(wish: () => TrialWish) {
  const trial = shallowRef<TransformTrial | null>(null)
  const preview = shallowRef<Preview | null>(null)
  const failure = ref('')
  const sampleErrors = shallowRef<Record<string, string>>({})
  const busy = ref(false)
  const ran = ref('')
  /** The script that was run is another by now. */
  const stale = computed(() => trial.value !== null && wish().code !== ran.value)
  let running: AbortController | null = null

  async function run() {
    running?.abort()
    const { signal } = (running = new AbortController())
    const { code, entity, place, sample, delivery } = wish()
    busy.value = true
    failure.value = ''
    sampleErrors.value = {}
    try {
      const [answer, shown] = await Promise.all([
        postJson<TransformTrial>('/transforms/try', { code, entity, place, ...sample }, { signal }),
        delivery &&
          postJson<Preview>(
            '/templates/preview',
            { ...cleanDraft(delivery), ...sample },
            { signal }
          ),
      ])
      trial.value = answer
      preview.value = shown ?? null
      ran.value = code
    } catch (error) {
      if (signal.aborted) return
      if (!(error instanceof Problem)) throw error
      trial.value = preview.value = null
      failure.value = problemText(error)
      sampleErrors.value = problemsByField(error.errors)
    } finally {
      if (!signal.aborted) busy.value = false
    }
  }
  onScopeDispose(() => running?.abort())
  return { trial, preview, failure, sampleErrors, busy, stale, run }
}
