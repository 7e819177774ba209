import { computed } from 'vue'
import { useI18n } from 'vue-i18n'
import type { RouteEditor } from './context'
import { ruleText } from './meaning'

/** What starts the profile, and which leads at what price: two lines. */
export function useStartText(editor: RouteEditor, currency: () => string) {
  const { t } = useI18n({ useScope: 'global' })
  return computed(() => {
    const { trigger: of } = editor.profile.value.form
    const trigger =
      typeof of === 'string'
        ? t(`profiles.trigger.short.${of}`)
        : t('profiles.trigger.short.stage', { stage: of.stage })
    const { price, filter } = editor.document.value
    const words = editor.words
    const rule = ruleText(filter, {
      words,
      fields: editor.fields.value,
      partnerName: (key) => key,
      strategyName: (id) => id,
      portName: editor.portName,
    })
    const detail = [rule || t('canvas.start.all'), price ? `${price} ${currency()}` : '']
    return { trigger, detail: detail.filter(Boolean).join(' · ') }
  })
}
