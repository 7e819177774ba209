import { usePage } from '@inertiajs/vue3'
import type { SharedProps } from './types'

/** Where the pages of whoever is here begin: `/portal` for people of partners, nothing for the team. */
export const useBase = () => {
  const page = usePage<SharedProps>()
  return (path: string) => `${page.props.base}${path}`
}
