import { type Ref, computed, onBeforeUnmount, ref, shallowRef, watch } from 'vue'
import { problemsByField } from '~/problem_text'
import { Problem, postJson } from '~/request'
import { portsKey } from './ports'
import { type FieldProblem, pinProblems } from './problems'
import type { EditorDocument, Port } from './types'

interface Checked {
  problems: FieldProblem[]
  ports: Record<string, Port[] | null>
}

/** So long nothing has to change before the server is asked. */
const REST_MS = 350

/** Asks the server what is wrong with the document, as one edits. Nothing is stored by it. */
export function useDraftCheck(
  document: Readonly<Ref<EditorDocument>>,
  {
    url,
    body,
    asDrawn,
    active,
  }: {
    url: () => string
    body: (doc: EditorDocument) => object
    asDrawn: (problem: FieldProblem, doc: EditorDocument) => FieldProblem
    active: boolean
  }
) {
  const found = shallowRef<FieldProblem[]>([])
  const ports = shallowRef<ReadonlyMap<string, Port[]>>(new Map())
  const checking = ref(false)
  let timer: ReturnType<typeof setTimeout> | undefined
  let asked: AbortController | null = null

  async function check(doc: EditorDocument) {
    asked?.abort()
    const mine = (asked = new AbortController())
    try {
      const { signal } = mine
      const answer = await postJson<Checked>(url(), body(doc), { signal })
      found.value = answer.problems.map((problem) => asDrawn(problem, doc))
      const known = new Map(ports.value)
      for (const [id, told] of Object.entries(answer.ports))
        if (told && doc.route.nodes[id]) known.set(portsKey(doc.route.nodes[id]), told)
      ports.value = known
    } catch (error) {
      // Not reached or not allowed: saving will say so; what was found before still stands.
      if (!(error instanceof Problem) && !mine.signal.aborted) throw error
    } finally {
      if (asked === mine) checking.value = false
    }
  }

  if (active)
    watch(
      document,
      (doc, before) => {
        clearTimeout(timer)
        checking.value = true
        timer = setTimeout(() => void check(doc), before ? REST_MS : 0)
      },
      { immediate: true }
    )
  onBeforeUnmount(() => {
    clearTimeout(timer)
    asked?.abort()
  })

  return {
    checking,
    ports,
    problems: computed(() => pinProblems(found.value, document.value)),
    errors: computed(() => problemsByField(found.value)),
    problemCount: computed(() => found.value.length),
  }
}
