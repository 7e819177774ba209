import { ref } from 'vue'

/** Whether the command palette is open; loaded when it first is. */
export const paletteOpen = ref(false)
/** What is typed into it. */
export const paletteQuery = ref('')
export const PALETTE_FIELD = 'palette-field'

export function openPalette() {
  paletteQuery.value = ''
  paletteOpen.value = true
}

/** Ctrl-K, or Cmd-K on a Mac, from anywhere; answers how to stop listening. */
export function listenForPalette(): () => void {
  const onKey = (event: KeyboardEvent) => {
    const command = event.ctrlKey || event.metaKey
    if (event.key.toLowerCase() === 'k' && command) {
      event.preventDefault()
      if (paletteOpen.value) paletteOpen.value = false
      else openPalette()
    } else if (awaitsField() && event.key.length === 1 && !command && !event.altKey) {
      event.preventDefault()
      event.stopPropagation()
      paletteQuery.value += event.key
    }
  }
  addEventListener('keydown', onKey, true)
  return () => removeEventListener('keydown', onKey, true)
}

/** Asked for, but its field has no focus yet: the hand is faster than the network. */
const awaitsField = () => paletteOpen.value && document.activeElement?.id !== PALETTE_FIELD
