import { type Ref, computed, onBeforeUnmount, ref, watch } from 'vue'
import { router } from '@inertiajs/vue3'
import { useI18n } from 'vue-i18n'
import { chooseScheme } from '~/color_scheme'
import { navFor } from '~/nav'
import { getJson } from '~/request'
import type { SharedProps } from '~/types'

export interface PaletteEntry {
  id: string
  label: string
  icon: string
  note?: string
  status?: string
  href?: string
  run?: () => void
}
export interface PaletteGroup {
  key:
    'leads' | 'profiles' | 'automations' | 'partners' | 'entities' | 'pages' | 'guides' | 'actions'
  entries: PaletteEntry[]
}

interface Found {
  leads: { id: string; title: string | null; entity: string; status: string }[]
  profiles: { key: string; name: string }[]
  automations: { key: string; name: string }[]
  partners: { key: string; name: string }[]
  entities: { key: string; name: string }[]
  guides: { slug: string; title: string; part: string | null; href: string }[]
}

const WAIT_MS = 120

/** What stands under the palette's field: what the server finds for it, then pages and actions whose name fits. */
export function usePaletteEntries(query: Ref<string>, page: { props: SharedProps }) {
  const { t } = useI18n({ useScope: 'global' })
  const found = ref<Found | null>(null)
  const searching = ref(false)
  const failed = ref(false)

  let timer: ReturnType<typeof setTimeout>
  let asked: AbortController | null = null
  watch(query, (text) => {
    clearTimeout(timer)
    asked?.abort()
    failed.value = false
    if (!text.trim()) {
      found.value = null
      searching.value = false
      return
    }
    searching.value = true
    timer = setTimeout(() => void ask(text.trim()), WAIT_MS)
  })
  onBeforeUnmount(() => clearTimeout(timer))

  async function ask(text: string) {
    const own = (asked = new AbortController())
    try {
      found.value = await getJson<Found>('/search', { q: text }, { signal: own.signal })
    } catch {
      if (own.signal.aborted) return
      failed.value = true
      found.value = null
    }
    if (own === asked) searching.value = false
  }

  const pages = computed<PaletteEntry[]>(() =>
    navFor(page.props)
      .flat()
      .map(({ key, href, icon }) => ({ id: `page-${key}`, label: t(`nav.${key}`), icon, href }))
  )
  const actions = computed<PaletteEntry[]>(() => [
    ...(page.props.can?.configure
      ? [
          create('profile', '/profiles/new', 'i-lucide-route'),
          ...(page.props.limits
            ? []
            : [
                create('partner', '/partners/new', 'i-lucide-handshake'),
                create('automation', '/automations?new=1', 'i-lucide-workflow'),
                create('entity', '/entities/new', 'i-lucide-shapes'),
              ]),
        ]
      : []),
    ...(page.props.user
      ? [{ id: 'rules', label: t('nav.rules'), icon: 'i-lucide-flask-conical', href: '/rules' }]
      : []),
    action('light', 'i-lucide-sun', () => chooseScheme('light')),
    action('dark', 'i-lucide-moon', () => chooseScheme('dark')),
    action('signOut', 'i-lucide-log-out', () => router.post('/logout')),
  ])
  const create = (what: string, href: string, icon: string): PaletteEntry => ({
    id: `create-${what}`,
    label: t(`common.palette.create.${what}`),
    icon,
    href,
  })
  const action = (name: string, icon: string, run: () => void): PaletteEntry => ({
    id: `action-${name}`,
    label: t(`common.palette.action.${name}`),
    icon,
    run,
  })

  const fits = ({ label }: PaletteEntry) => fold(label).includes(fold(query.value.trim()))
  const configured = (
    key: 'profiles' | 'automations' | 'partners' | 'entities',
    icon: string
  ): PaletteGroup => ({
    key,
    entries: (found.value?.[key] ?? []).map((one) => ({
      id: `${key}-${one.key}`,
      label: one.name,
      note: one.key,
      icon,
      href: `/${key}/${one.key}`,
    })),
  })

  const groups = computed<PaletteGroup[]>(() =>
    [
      {
        key: 'leads' as const,
        entries: (found.value?.leads ?? []).map((lead) => ({
          id: lead.id,
          label: lead.title ?? lead.id,
          note: lead.entity,
          status: lead.status,
          icon: 'i-lucide-user',
          href: `/leads/${lead.id}`,
        })),
      },
      configured('profiles', 'i-lucide-route'),
      configured('automations', 'i-lucide-workflow'),
      configured('partners', 'i-lucide-handshake'),
      configured('entities', 'i-lucide-shapes'),
      { key: 'pages' as const, entries: pages.value.filter(fits) },
      {
        key: 'guides' as const,
        entries: (found.value?.guides ?? []).map(({ slug, title, part, href }) => ({
          ...{ id: `guide-${slug}`, label: title, note: part ?? undefined, href },
          icon: 'i-lucide-circle-question-mark',
        })),
      },
      { key: 'actions' as const, entries: actions.value.filter(fits) },
    ].filter((group) => group.entries.length)
  )
  return { groups, searching, failed }
}

/** Without regard to case and accents. */
const fold = (text: string) => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase()
