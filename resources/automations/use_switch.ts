import { ref } from 'vue'
import { router } from '@inertiajs/vue3'
import { useI18n } from 'vue-i18n'
import { useFormat } from '~/format'
import { useNotify } from '~/notify'
import { getJson, postJson } from '~/request'

interface Known {
  open: number
  past: { n: number; more: boolean }
}

/** Runs of an automation that are not at their end: what becomes of them is asked before it is off. */
export interface OffQuestion {
  key: string
  name: string
  open: number
}

/** Switches automations on and off: seen at once, taken back where it is refused. */
export function useSwitch() {
  const { t } = useI18n({ useScope: 'global' })
  const { number } = useFormat()
  const notify = useNotify()
  /** What stands until the page has heard of it, by key. */
  const wished = ref<Record<string, boolean>>({})
  const asked = ref<OffQuestion | null>(null)
  const isOn = (one: { key: string; status: 'on' | 'off' }) =>
    wished.value[one.key] ?? one.status === 'on'

  async function keep(key: string, on: boolean, send: () => Promise<string>) {
    wished.value[key] = on
    try {
      const said = await send()
      notify.done(t(on ? 'automations.switch.is_on' : 'automations.switch.is_off'), said)
      const only = ['automations', 'automation']
      router.reload({ only, onFinish: () => void delete wished.value[key] })
    } catch (error) {
      delete wished.value[key]
      notify.failed(error)
    }
  }

  const on = (key: string) =>
    keep(key, true, async () => {
      const { past } = await getJson<Known>(`/automations/${key}/open`)
      await postJson(`/automations/${key}/on`)
      const n = past.more ? `${number(past.n)}+` : number(past.n)
      return past.n === 0
        ? t('automations.switch.from_now')
        : t('automations.switch.not_done', { n }, past.n)
    })

  const offNow = (key: string, waiting: 'continue' | 'cancel', n = 0) =>
    keep(key, false, async () => {
      await postJson(`/automations/${key}/off`, { waiting })
      if (n === 0) return t('automations.switch.nothing_more')
      return t(`automations.switch.${waiting}_said`, { n: number(n) }, n)
    })

  async function off(one: { key: string; name: string }) {
    wished.value[one.key] = false
    const known = await getJson<Known>(`/automations/${one.key}/open`).catch(() => null)
    if (!known?.open) return offNow(one.key, 'continue')
    asked.value = { key: one.key, name: one.name, open: known.open }
  }

  /** What becomes of them; null: it stays on. */
  async function answer(waiting: 'continue' | 'cancel' | null) {
    const question = asked.value
    asked.value = null
    if (!question) return
    if (waiting === null) delete wished.value[question.key]
    else await offNow(question.key, waiting, question.open)
  }

  const toggle = (one: { key: string; name: string; status: 'on' | 'off' }, next: boolean) =>
    void (next ? on(one.key) : off(one))
  return { isOn, toggle, asked, answer }
}
