/*
 * The brand of the product as the page got it, and the document that shows it: its style sheet, its icon, its title.
 */
import { computed } from 'vue'
import { usePage } from '@inertiajs/vue3'
import type { Brand, SharedProps } from './types'

export type { Brand, Picture } from './types'

export const useBrand = () => {
  const page = usePage<SharedProps>()
  return computed(() => page.props.brand)
}

let name = ''
export const titleOf = (title: string) => (title ? `${title} · ${name}` : name)

/** A visit may lead to pages of another brand, such as signing in: the document was drawn with the one before. */
export function wearBrand(brand: Brand) {
  name = brand.name
  const style = document.getElementById('brand-style')
  if (style && style.textContent !== brand.css) style.textContent = brand.css
  const icon = document.getElementById('brand-icon') as HTMLLinkElement | null
  if (!icon || icon.getAttribute('href') === brand.icons.tab) return
  icon.type = brand.icons.type
  icon.href = brand.icons.tab
}
