import { clientList, clientPage } from './agency.js'
import { automationRun, ownAutomation } from './automations.js'
import { makeBacktest } from './backtests.js'
import { ownForm } from './forms.js'
import { begunForm } from './hosted.js'
import { someBoard } from './boards.js'
import { anImport } from './imports.js'
import { makeDraft } from './invoices.js'
import { postLead } from './leads.js'
import { duplicatePair, ownTemplate } from './mails.js'
import { portalInvoice, portalLead } from './portal.js'
import { ownSource } from './sources.js'
import { ownSupplier } from './suppliers.js'
import { consentedLead, suppressionList } from './suppression.js'

export interface WalkedPage {
  /** Its address, or how to make one: the story of a lead needs a lead. */
  path: string | (() => Promise<string>)
  /** What it is called where its address has to be made. */
  name?: string
  /** Loads the code editor, charts or the whole rule builder: no ordinary page, so not held to its weight. */
  heavy?: true
}

const seller = { name: 'Wanda Walker', state: 'CA', monthly_bill: 240 }

/** Every page of somebody who is signed in. Checked for accessibility, weight and width: a new page goes in here. */
export const PAGES: WalkedPage[] = [
  { path: '/overview', heavy: true },
  { path: '/leads' },
  { path: someBoard, name: '/leads/board' },
  {
    path: async () => `/leads/${(await postLead({ ...seller, email: 'wanda@mail.example' })).id}`,
  },
  { path: '/tasks' },
  {
    path: async () => {
      const { older, newer } = await duplicatePair()
      return `/leads/${older}/merge?with=${newer}`
    },
    name: '/leads/:id/merge',
  },
  { path: '/settings/mail-templates' },
  {
    path: async () => `/settings/mail-templates/${await ownTemplate()}`,
    name: '/settings/mail-templates/:key',
    heavy: true,
  },
  { path: '/api/docs' },
  ...['/help', '/help/rules'].map((path) => ({ path })),
  { path: '/outbox' },
  { path: '/imports' },
  { path: anImport, name: '/imports/:id' },
  { path: '/privacy' },
  { path: '/privacy/retention' },
  ...['/invoices', '/invoices/generate', '/invoices/self-billing', '/invoices/exports'].map(
    (path) => ({ path })
  ),
  { path: '/forms' },
  ...['', '/share', '/figures', '/versions'].map((tab) => ({
    path: async () => `/forms/${await ownForm()}${tab}`,
    name: `/forms/:key${tab}`,
  })),
  {
    path: async () => `/forms/${await begunForm()}/partials`,
    name: '/forms/:key/partials',
  },
  { path: '/endpoints' },
  { path: '/automations' },
  ...['/runs', '/versions'].map((tab) => ({
    path: async () => `/automations/${await ownAutomation()}${tab}`,
    name: `/automations/:key${tab}`,
  })),
  ...['', '/versions/1'].map((tab) => ({
    path: async () => `/automations/${await ownAutomation()}${tab}`,
    name: `/automations/:key${tab}`,
    heavy: true as const,
  })),
  { path: automationRun, name: '/automation-runs/:id' },
  { path: '/suppliers' },
  { path: '/privacy/suppression' },
  {
    path: async () => `/privacy/suppression/${await suppressionList()}`,
    name: '/privacy/suppression/:key',
  },
  {
    path: async () => `/leads/${await consentedLead()}/consent`,
    name: '/leads/:id/consent',
  },
  ...['', '/details'].map((tab) => ({
    path: async () => `/suppliers/${await ownSupplier()}${tab}`,
    name: `/suppliers/:key${tab}`,
  })),
  { path: '/sources' },
  ...['', '/document'].map((tab) => ({
    path: async () => `/sources/${await ownSource()}${tab}`,
    name: `/sources/:key${tab}`,
  })),
  { path: '/revenue', heavy: true },
  ...['/returns?status=waiting', '/returns/statistics'].map((path) => ({ path })),
  { path: async () => `/invoices/${await makeDraft()}`, name: '/invoices/:id' },
  { path: '/rules', heavy: true },
  ...['account', 'tags', 'profile', 'security', 'notifications', 'team', 'tax', 'invoicing'].map(
    (part) => ({
      path: `/settings/${part}`,
    })
  ),
  { path: '/settings/plan' },
  ...['documents', 'brand', 'domains', 'webhooks', 'changes'].map((part) => ({
    path: `/settings/${part}`,
  })),
  ...['/install', '/install/accounts', '/install/plans', '/install/brand'].map((path) => ({
    path,
  })),
  { path: '/notifications' },
  { path: clientList, name: '/agency' },
  { path: async () => `${await clientList()}/plans`, name: '/agency/plans' },
  { path: clientPage, name: '/agency/clients/:key' },
  ...['/events', '/plugins', '/api/tokens'].map((path) => ({ path })),
  ...['', '/solar'].map((one) => ({ path: `/entities${one}` })),
  ...[
    '',
    ...[
      '',
      '/details',
      '/tax',
      '/balance',
      '/caps',
      '/deliveries',
      '/statistics',
      '/access',
      '/statement',
    ].map((tab) => `/sunco${tab}`),
  ].map((one) => ({ path: `/partners${one}` })),
  ...['', ...['', '/assignments', '/versions', '/versions/1'].map((tab) => `/solar-us${tab}`)].map(
    (one) => ({ path: `/profiles${one}` })
  ),
  { path: '/profiles/solar-us/backtest' },
  {
    path: async () => `/profiles/solar-us/backtest/${await makeBacktest()}`,
    name: '/profiles/solar-us/backtest/:id',
  },
  // A rule is edited there.
  { path: '/profiles/solar-us/settings', heavy: true },
  { path: '/profiles/solar-us/assignments?open=sunco-ca', heavy: true },
  // Drawn on a canvas; the list on a phone.
  { path: '/profiles/solar-us/route', heavy: true },
  { path: '/profiles/solar-us/versions/1/route', heavy: true },
  { path: '/blueprint', heavy: true },
  { path: '/accounts/new' },
]

/** Pages of a partner's people, behind a guard of their own. */
export const PORTAL_PAGES: WalkedPage[] = [
  ...[
    'leads',
    'invoices',
    'balance',
    'settings',
    'people',
    'settings/notifications',
    'settings/security',
  ].map((part) => ({
    path: `/portal/${part}`,
  })),
  { path: '/portal/analytics', heavy: true },
  { path: portalLead, name: '/portal/leads/:id' },
  { path: portalInvoice, name: '/portal/invoices/:id' },
]

/** Pages of nobody. */
export const GUEST_PAGES: WalkedPage[] = [
  { path: '/login' },
  { path: '/forgot-password' },
  { path: '/reset-password/no-such-link' },
  { path: '/invitation/no-such-link' },
  { path: '/sign-up' },
  { path: '/sign-up/no-such-link' },
  { path: '/portal/login' },
  { path: '/portal/forgot-password' },
  { path: '/portal/reset-password/no-such-link' },
  { path: '/portal/invitation/no-such-link' },
  { path: '/portal/erasures/no-such-link' },
]

export const addressOf = async ({ path }: WalkedPage): Promise<string> =>
  typeof path === 'string' ? path : path()

export const nameOf = ({ path, name = '/leads/:id' }: WalkedPage): string =>
  typeof path === 'string' ? path : name
