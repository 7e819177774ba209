import { ref } from 'vue'

/** What the reader chose. The page's head reads the same key before the first paint. */
export type Scheme = 'light' | 'dark' | 'system'

const KEY = 'scheme'
const system = matchMedia('(prefers-color-scheme: dark)')

const read = (): Scheme => {
  const stored = localStorage.getItem(KEY)
  return stored === 'light' || stored === 'dark' ? stored : 'system'
}

export const scheme = ref<Scheme>(read())
export const isDark = ref(false)

function apply() {
  scheme.value = read()
  isDark.value = scheme.value === 'system' ? system.matches : scheme.value === 'dark'
  document.documentElement.classList.toggle('dark', isDark.value)
}

export function chooseScheme(next: Scheme) {
  if (next === 'system') localStorage.removeItem(KEY)
  else localStorage.setItem(KEY, next)
  apply()
}

system.addEventListener('change', apply)
// Another tab of the same person.
addEventListener('storage', apply)
apply()
