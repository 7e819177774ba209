import { type Ref, type WatchSource, ref, watch } from 'vue'

/** True from the first time `source` is: draws a panel or dialog, and loads it, when it is first opened. */
export function onceTrue(source: WatchSource<unknown>): Ref<boolean> {
  const been = ref(false)
  watch(source, (now) => now && (been.value = true), { immediate: true })
  return been
}

/** Loads what must be there when the server is not, once the page has nothing better to do. */
export function loadWhenIdle(...parts: (() => Promise<unknown>)[]) {
  // A part that did not come is asked for again when it is needed.
  const load = () => parts.forEach((part) => void part().catch(() => undefined))
  if ('requestIdleCallback' in window) requestIdleCallback(load, { timeout: 5000 })
  else setTimeout(load, 2000)
}
