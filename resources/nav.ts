import type { SharedProps } from './types'

export interface NavItem {
  /** `nav.<key>` is its text. */
  key: string
  href: string
  icon: string
  /** Addresses that belong to it beside its own: `/leads/…` is of leads anyway. */
  also?: string[]
  /** Which of the things that wait for a person are counted beside it. */
  waiting?: keyof NonNullable<SharedProps['waiting']>
}

/** What operators live in, in the order of a lead's way. */
export const MAIN: NavItem[] = [
  { key: 'overview', href: '/overview', icon: 'i-lucide-gauge' },
  { key: 'leads', href: '/leads', icon: 'i-lucide-users' },
  {
    key: 'tasks',
    href: '/tasks',
    icon: 'i-lucide-list-checks',
    waiting: 'tasks',
  },
  {
    key: 'capture',
    href: '/forms',
    icon: 'i-lucide-inbox',
    also: ['/forms', '/imports', '/sources', '/endpoints'],
  },
  { key: 'profiles', href: '/profiles', icon: 'i-lucide-route' },
  {
    key: 'automations',
    href: '/automations',
    icon: 'i-lucide-workflow',
    also: ['/automation-runs/'],
  },
  { key: 'partners', href: '/partners', icon: 'i-lucide-handshake' },
  {
    key: 'returns',
    href: '/returns?status=waiting',
    icon: 'i-lucide-corner-up-left',
    also: ['/returns'],
    waiting: 'returns',
  },
  { key: 'suppliers', href: '/suppliers', icon: 'i-lucide-megaphone' },
  { key: 'revenue', href: '/revenue', icon: 'i-lucide-chart-line' },
  { key: 'invoices', href: '/invoices', icon: 'i-lucide-receipt-text' },
  { key: 'entities', href: '/entities', icon: 'i-lucide-shapes' },
  { key: 'events', href: '/events', icon: 'i-lucide-scroll-text' },
]

/** What is set up once and looked at now and then. */
export const MORE: NavItem[] = [
  { key: 'blueprint', href: '/blueprint', icon: 'i-lucide-file-stack' },
  { key: 'plugins', href: '/plugins', icon: 'i-lucide-puzzle' },
  { key: 'api', href: '/api/docs', icon: 'i-lucide-terminal', also: ['/api/'] },
  { key: 'privacy', href: '/privacy', icon: 'i-lucide-shield-check' },
  { key: 'outbox', href: '/outbox', icon: 'i-lucide-mail' },
  { key: 'help', href: '/help', icon: 'i-lucide-circle-question-mark' },
  { key: 'settings', href: '/settings/profile', icon: 'i-lucide-settings', also: ['/settings/'] },
]

/** What is about the account as a whole: closed to a place limited to entities, as the server has it. */
const WHOLE = ['automations', 'suppliers', 'invoices', 'blueprint', 'outbox', 'privacy']

/** Of those who manage an agency. */
const AGENCY: NavItem = { key: 'agency', href: '/agency', icon: 'i-lucide-building-2' }

/** For whoever sees to the install as a whole. */
const INSTALL: NavItem = { key: 'install', href: '/install', icon: 'i-lucide-server' }

/** Without an account there is the reference of the API only. */
export function navFor({ user, account, can, limits, ownsInstall }: SharedProps): NavItem[][] {
  if (!user) return [MORE.filter(({ key }) => key === 'api')]
  const more = [
    ...(account?.agency && can?.manage ? [AGENCY] : []),
    ...MORE,
    ...(ownsInstall ? [INSTALL] : []),
  ]
  return [MAIN, more].map((items) => items.filter(({ key }) => !limits || !WHOLE.includes(key)))
}

export function isCurrent({ href, also = [] }: NavItem, url: string): boolean {
  const path = url.split(/[?#]/)[0]
  return path === href || [`${href}/`, ...also].some((prefix) => path.startsWith(prefix))
}
