import { nextTick, ref } from 'vue'

/**
 * Puts entries of a list into another order: dragged by a handle, or moved by the arrow keys while the handle has the
 * focus. `v-bind="row(i)"` goes on each entry, `v-bind="handle(i)"` on its handle, a button.
 */
export function useReorder(length: () => number, move: (from: number, to: number) => void) {
  /** Entry whose handle is held: only then may it be dragged, so that text in it can still be marked. */
  const armed = ref<number | null>(null)
  const dragged = ref<number | null>(null)
  const over = ref<number | null>(null)

  function done() {
    armed.value = dragged.value = over.value = null
  }

  const row = (i: number) => ({
    'draggable': armed.value === i,
    'data-over': over.value === i && dragged.value !== i ? 'true' : undefined,
    'onDragstart': (event: DragEvent) => {
      dragged.value = i
      event.dataTransfer?.setData('text/plain', String(i))
    },
    'onDragover': (event: DragEvent) => {
      if (dragged.value === null) return
      event.preventDefault()
      over.value = i
    },
    'onDrop': (event: DragEvent) => {
      event.preventDefault()
      if (dragged.value !== null && dragged.value !== i) move(dragged.value, i)
      done()
    },
    'onDragend': done,
  })

  const handle = (i: number) => ({
    'data-handle': i,
    'onPointerdown': () => (armed.value = i),
    'onPointerup': done,
    'onKeydown': async (event: KeyboardEvent) => {
      const to = { ArrowUp: i - 1, ArrowDown: i + 1, Home: 0, End: length() - 1 }[event.key]
      if (to === undefined) return
      event.preventDefault()
      if (to < 0 || to >= length() || to === i) return
      const list = (event.currentTarget as HTMLElement).closest('[data-reorder]')
      move(i, to)
      await nextTick()
      list?.querySelector<HTMLElement>(`[data-handle="${to}"]`)?.focus()
    },
  })

  return { row, handle, dragged }
}

/** A list with one entry moved to another place. */
export function moved<T>(list: readonly T[], from: number, to: number): T[] {
  const next = [...list]
  const [one] = next.splice(from, 1)
  next.splice(to, 0, one)
  return next
}
