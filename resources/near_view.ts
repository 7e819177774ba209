import { type Ref, onBeforeUnmount, onMounted, ref } from 'vue'

/**
 * Whether an element has come near the window's edge, once and for all: what is costly to draw waits until somebody
 * scrolls to it. Only what comes from below is drawn ahead: what is above would push away what a link led to.
 */
export function useNearView(element: Ref<HTMLElement | null>): Ref<boolean> {
  const near = ref(false)
  let watcher: IntersectionObserver | null = null
  onMounted(() => {
    watcher = new IntersectionObserver(
      (entries) => {
        if (!entries.some(({ isIntersecting }) => isIntersecting)) return
        near.value = true
        watcher?.disconnect()
      },
      { rootMargin: '0px 0px 600px 0px' }
    )
    if (element.value) watcher.observe(element.value)
  })
  onBeforeUnmount(() => watcher?.disconnect())
  return near
}
