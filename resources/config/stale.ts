import { ref } from 'vue'
import { Problem } from '~/request'
import type { Around, ChangeLine, FieldChange } from '~/config/describe_changes'

/** What somebody else made of an object meanwhile, as the server tells it with a 409. */
export interface Stale<T = Record<string, unknown>> {
  current: T
  revision: string
  changes: FieldChange[]
  saved_by: string | null
  saved_at: string | null
}

export type Choice = 'mine' | 'theirs' | 'back'
/** What the difference is told with, or the difference as it is told. */
type Telling = Around | { lines: ChangeLine[] }
type Asked = { stale: Stale; around: Telling; answer: (choice: Choice) => void }

/** Shows the dialog while somebody decides (stale_dialog.vue stands on the pages that save). */
export const staleAsked = ref<Asked | null>(null)

const ask = (stale: Stale, around: Telling): Promise<Choice> =>
  new Promise((resolve) => {
    staleAsked.value = {
      stale,
      around,
      answer(choice) {
        staleAsked.value = null
        resolve(choice)
      },
    }
  })

/**
 * Saves on top of `base`. Where somebody else saved meanwhile it shows the difference: one's own is saved over theirs,
 * theirs is taken (`theirs` of the answer), or nothing happens and the edit goes on.
 */
export async function saveOnTop<A, T>(
  base: string,
  save: (base: string) => Promise<A>,
  around: (stale: Stale) => Telling
): Promise<{ saved: A } | { theirs: Stale<T> }> {
  try {
    return { saved: await save(base) }
  } catch (error) {
    const stale = error instanceof Problem ? (error.members.stale as Stale | undefined) : undefined
    if (!stale) throw error
    const choice = await ask(stale, around(stale))
    if (choice === 'mine') return saveOnTop(stale.revision, save, around)
    if (choice === 'theirs') return { theirs: stale as Stale<T> }
    throw error
  }
}
