import { type Ref, onBeforeUnmount, onMounted, ref } from 'vue'

/** Whether a media query holds, as long as the component lives. */
export function useMedia(query: string): Ref<boolean> {
  const media = matchMedia(query)
  const holds = ref(media.matches)
  const onChange = () => (holds.value = media.matches)
  onMounted(() => media.addEventListener('change', onChange))
  onBeforeUnmount(() => media.removeEventListener('change', onChange))
  return holds
}
