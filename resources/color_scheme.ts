import { ref } from 'vue'

/** What the reader chose; null follows the system. The page's head reads the same key before the first paint. */
export type Scheme = 'light' | 'dark' | null

const KEY = 'sluice-scheme'
const system = matchMedia('(prefers-color-scheme: dark)')

const read = (): Scheme => {
  const stored = localStorage.getItem(KEY)
  return stored === 'light' || stored === 'dark' ? stored : null
}

export const isDark = ref(false)

function apply() {
  const scheme = read()
  isDark.value = scheme ? scheme === 'dark' : system.matches
  document.documentElement.classList.toggle('dark', isDark.value)
}

export function toggleScheme() {
  const next = isDark.value ? 'light' : 'dark'
  // Back to what the system says: then it is followed again.
  if ((next === 'dark') === system.matches) localStorage.removeItem(KEY)
  else localStorage.setItem(KEY, next)
  apply()
}

system.addEventListener('change', apply)
apply()
