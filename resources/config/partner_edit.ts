import { router } from '@inertiajs/vue3'
import { useI18n } from 'vue-i18n'
import { saveOnTop } from '~/config/stale'
import { useEdit } from '~/edit'
import { useNotify } from '~/notify'
import type { PartnerForm, PartnerHead } from '~/partners'
import { patchJson } from '~/request'

/**
 * An edit of some parts of a partner: `pick` takes them out of its form, `body` makes of them what is sent (null takes a
 * part away). Saved on top of what the page has shown.
 */
export function usePartnerEdit<T extends object>(
  partner: () => PartnerHead,
  part: string,
  pick: (form: PartnerForm) => T,
  body: (value: T) => object
) {
  const { t } = useI18n()
  const notify = useNotify()
  const { key } = partner().form
  let base = partner().revision
  return useEdit<T>({
    key: `partner:${key}:${part}`,
    initial: () => pick(partner().form),
    async save(value) {
      const form = body(value)
      const done = await saveOnTop<PartnerHead, PartnerForm>(
        base,
        (on) => patchJson(`/partners/${key}`, { ...form, base: on }),
        ({ current }) => ({ section: 'partners', before: current, after: { ...current, ...form } })
      )
      base = 'saved' in done ? done.saved.revision : done.theirs.revision
      router.reload({ only: ['partner', 'caps', 'balance', 'movements'] })
      if ('theirs' in done) return pick(done.theirs.current)
      notify.done(t('partners.saved', { name: done.saved.form.name }))
      return pick(done.saved.form)
    },
  })
}
