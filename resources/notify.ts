import { useToast } from '@nuxt/ui/composables/useToast'
import { i18n } from './i18n'
import { problemText } from './problem_text'

/** Short words that a thing was done, or why not. One of each kind of failure is on the screen at most. */
export function useNotify() {
  const toast = useToast()
  return {
    /** Something came otherwise than it was wanted, and what can be done about it. */
    offer: (title: string, description: string, action?: { label: string; onClick: () => void }) =>
      toast.add({
        ...{ title, description, color: 'warning', icon: 'i-lucide-undo-2', duration: 15_000 },
        actions: action && [{ ...action, color: 'neutral', variant: 'outline' }],
      }),
    done: (title: string, description?: string) =>
      toast.add({ title, description, color: 'success', icon: 'i-lucide-circle-check' }),
    info: (title: string, description?: string) =>
      toast.add({ title, description, color: 'info', icon: 'i-lucide-info' }),
    failed: (error: unknown, title?: string) => {
      const text = typeof error === 'string' ? error : problemText(error)
      toast.add({
        id: `failed:${text}`,
        title: title ?? i18n.global.t('common.failure.title'),
        description: text,
        color: 'error',
        icon: 'i-lucide-triangle-alert',
        duration: 8000,
      })
    },
  }
}
