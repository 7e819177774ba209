import { type Ref, computed, onBeforeUnmount, ref, shallowRef, watch } from 'vue'
import { useI18n } from 'vue-i18n'
import { useFormat } from '~/format'
import { useLiveStream } from '~/live_stream'
import { type Problem, getJson } from '~/request'
import { type RouteEditor, useProfileRoute } from './context'
import { letPass, stopPassing } from './passing'
import {
  type PassedLead,
  type RouteTraffic,
  trafficOverlay,
  wiresOfLead,
  withLead,
} from './traffic'
import type { Overlay } from './types'

export const PERIODS = ['today', 'yesterday', '7d', '30d', 'custom'] as const
export type Period = (typeof PERIODS)[number]

const REFRESH_MS = 60_000
/** Where nothing moves, a card that counted a lead shows it for so long. */
const TOUCH_MS = 1_200

export interface Wish {
  period: Period
  from: string
  to: string
  version: number | null
}

/** Counts of the route and leads as they pass, drawn over the canvas while the panel is open. */
export function useTraffic(editor: RouteEditor, wish: Ref<Wish>, live: Ref<boolean>) {
  const { t } = useI18n()
  const { number, percent } = useFormat()
  const traffic = shallowRef<RouteTraffic | null>(null)
  const failed = ref<string | null>(null)
  const loading = ref(false)
  const passed = ref(0)
  const touched = shallowRef<ReadonlySet<string>>(new Set())
  const { profile } = useProfileRoute()
  const url = () => `/profiles/${profile.value.form.key}`
  let asked = 0
  /** By the server's clock: what a stream tells of the seconds before is nothing new. */
  let since = ''

  async function load() {
    const { period, from, to, version } = wish.value
    if (period === 'custom' && !(from && to)) return
    const mine = ++asked
    loading.value = true
    try {
      const dates = period === 'custom' ? { from, to } : {}
      const told = await getJson<RouteTraffic>(`${url()}/traffic`, { period, version, ...dates })
      if (mine !== asked) return
      traffic.value = told
      since ||= told.upto
      failed.value = null
    } catch (error) {
      if (mine === asked) failed.value = (error as Problem).message
    } finally {
      if (mine === asked) loading.value = false
    }
  }
  watch(wish, () => void load(), { deep: true, immediate: true })

  // ---- live: what passes while one looks
  let newest: string | null = null
  const still = () => matchMedia('(prefers-reduced-motion: reduce)').matches
  const counts = computed(() => wish.value.period !== 'yesterday')
  const stream = useLiveStream<PassedLead>({
    url: () => `${url()}/live`,
    name: 'leads',
    newest: () => newest,
    probe: () => getJson(`${url()}/traffic`, { period: 'today' }),
    onRows(rows, more) {
      newest = rows[0]?.id ?? newest
      const leads = rows.filter(({ at }) => at > since).toReversed()
      passed.value += leads.length
      if (counts.value && traffic.value && wish.value.period !== 'custom')
        traffic.value = leads.reduce(withLead, traffic.value)
      if (document.hidden) return
      if (still()) touch(leads)
      else letPass(leads.map(({ id, path, test }) => ({ id, test, wires: wiresOfLead(path) })))
      // More went through than was told: the counts are asked for again.
      if (more) void load()
    },
  })
  watch(
    live,
    (on) => {
      passed.value = 0
      newest = null
      since = traffic.value?.upto ?? ''
      if (on) stream.start()
      else {
        stream.stop()
        stopPassing()
      }
    },
    { immediate: true }
  )
  function touch(leads: PassedLead[]) {
    touched.value = new Set(leads.flatMap(({ path }) => path.map(({ node }) => node)))
    setTimeout(() => (touched.value = new Set()), TOUCH_MS)
  }
  const timer = setInterval(() => document.hidden || void load(), REFRESH_MS)

  // ---- over the canvas
  const words = {
    count: (n: number) =>
      n < 10_000 ? number(n) : number(n, { notation: 'compact', maximumFractionDigits: 1 }),
    port: (name: string) => editor.portName(name),
    node: (one: { count: number; share: number; held: number; errors: number }) =>
      [
        t('traffic.node', { n: number(one.count), share: percent(one.share) }, one.count),
        one.held > 0 ? t('traffic.held', { n: number(one.held) }, one.held) : '',
        one.errors > 0 ? t('traffic.errors', { n: number(one.errors) }, one.errors) : '',
      ]
        .filter(Boolean)
        .join(', '),
  }
  let mine: Overlay | null = null
  watch(
    [traffic, () => editor.document.value.route, touched],
    () => {
      if (!traffic.value) return
      mine = trafficOverlay(traffic.value, editor.document.value.route, words, touched.value)
      editor.overlay.value = mine
    },
    { immediate: true }
  )
  onBeforeUnmount(() => {
    clearInterval(timer)
    stopPassing()
    if (editor.overlay.value === mine) editor.overlay.value = null
  })
  return { traffic, failed, loading, passed, state: stream.state, load, words }
}
