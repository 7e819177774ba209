import { computed, markRaw, shallowRef, toRaw, watch } from 'vue'
import { useI18n } from 'vue-i18n'
import type { Edit } from '~/edit'
import * as history from './history'
import { sameValue } from './same_value'
import type { EditorDocument } from './types'

/**
 * The document under work with its undo, kept in an edit: that one saves it, and brings it back after a reload. A value
 * that came from elsewhere (saved, discarded, taken from somebody else) is a step like any other, so it can be undone.
 */
export function useDocument(edit: Edit<EditorDocument>) {
  const { t } = useI18n({ useScope: 'global' })
  const plain = (value: EditorDocument) =>
    markRaw(JSON.parse(JSON.stringify(toRaw(value))) as EditorDocument)
  const first = plain(edit.value)
  const steps = shallowRef(history.begin(first))
  const document = computed(() => history.present(steps.value))

  function go(next: history.History<EditorDocument>) {
    if (next === steps.value) return
    steps.value = next
    edit.value = markRaw(history.present(next))
  }
  function change(label: string, make: (doc: EditorDocument) => EditorDocument, merge?: string) {
    const next = make(document.value)
    go(history.record(steps.value, next, { label, merge: merge ?? null, at: Date.now() }))
  }

  watch(
    () => edit.value,
    (value) => {
      if (toRaw(value) === document.value) return
      const next = plain(value)
      if (sameValue(next, document.value)) steps.value = history.replacePresent(steps.value, next)
      else {
        const label = t('canvas.step.stored')
        steps.value = history.record(steps.value, next, { label, at: Date.now() })
      }
    },
    { flush: 'sync' }
  )

  return {
    document,
    change,
    undo: () => go(history.undo(steps.value)),
    redo: () => go(history.redo(steps.value)),
    undoLabel: computed(() => history.undoLabel(steps.value)),
    redoLabel: computed(() => history.redoLabel(steps.value)),
  }
}
