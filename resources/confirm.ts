import { ref } from 'vue'

/** What somebody is asked before it cannot be undone. `consequence` says what will happen, in numbers. */
export interface Question {
  title: string
  body?: string
  consequence?: string
  /** The verb on the button: "Delete", "Publish". */
  action: string
  danger?: boolean
  /** Must be typed in before the button works: for what destroys much. */
  typed?: string
}

export const question = ref<(Question & { answer: (yes: boolean) => void }) | null>(null)

/** Resolves with true when they go on. A second question answers the first with no. */
export const confirm = (asked: Question): Promise<boolean> =>
  new Promise((resolve) => {
    question.value?.answer(false)
    question.value = {
      ...asked,
      answer(yes) {
        question.value = null
        resolve(yes)
      },
    }
  })
