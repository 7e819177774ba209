import type { Locale } from '#shared/locales'

/** What pages are called where a guide leads to them. Pages of a single thing (`/leads/:id`) have no address to lead to. */
const SCREENS: Record<string, [en: string, de: string]> = {
  '/overview': ['Overview', 'Überblick'],
  '/accounts/new': ['New account', 'Neues Konto'],
  '/leads': ['Leads', 'Leads'],
  '/leads/board': ['Board', 'Board'],
  '/forms': ['Forms', 'Formulare'],
  '/imports': ['Imports', 'Importe'],
  '/sources': ['Sources', 'Quellen'],
  '/tasks': ['Tasks', 'Aufgaben'],
  '/endpoints': ['Endpoints', 'Endpunkte'],
  '/automations': ['Automations', 'Automationen'],
  '/profiles': ['Profiles', 'Profile'],
  '/partners': ['Partners', 'Partner'],
  '/returns': ['Returns', 'Rückgaben'],
  '/returns/statistics': ['Figures of returns', 'Zahlen zu Rückgaben'],
  '/suppliers': ['Suppliers', 'Lieferanten'],
  '/revenue': ['Revenue', 'Umsatz'],
  '/invoices': ['Invoices', 'Rechnungen'],
  '/invoices/generate': ['Make invoices', 'Rechnungen erstellen'],
  '/invoices/self-billing': ['Self-billing', 'Gutschriften an Lieferanten'],
  '/invoices/exports': ['Exports for accounting', 'Exporte für die Buchhaltung'],
  '/entities': ['Entities', 'Leadtypen'],
  '/events': ['Events', 'Ereignisse'],
  '/rules': ['Rule lab', 'Regellabor'],
  '/blueprint': ['Blueprint', 'Blueprint'],
  '/plugins': ['Plugins', 'Plugins'],
  '/api/docs': ['Reference of the API', 'Referenz der API'],
  '/api/tokens': ['Tokens', 'Tokens'],
  '/privacy': ['Privacy', 'Datenschutz'],
  '/privacy/suppression': ['Suppression lists', 'Sperrlisten'],
  '/privacy/retention': ['Retention', 'Aufbewahrung'],
  '/outbox': ['Outbox', 'Postausgang'],
  '/notifications': ['Notifications', 'Benachrichtigungen'],
  '/agency': ['Clients', 'Kunden'],
  '/agency/plans': ['Plans for clients', 'Tarife für Kunden'],
  '/install': ['Install', 'Installation'],
  '/install/accounts': ['Accounts of the install', 'Konten der Installation'],
  '/install/plans': ['Plans of the install', 'Tarife der Installation'],
  '/install/brand': ['Brand of the install', 'Marke der Installation'],
  '/settings/profile': ['Your profile', 'Ihr Profil'],
  '/settings/security': ['Security', 'Sicherheit'],
  '/settings/notifications': ['What you are told', 'Worüber Sie Bescheid bekommen'],
  '/settings/account': ['Account', 'Konto'],
  '/settings/tags': ['Tags', 'Schlagwörter'],
  '/settings/team': ['Team', 'Team'],
  '/settings/changes': ['Changes', 'Änderungen'],
  '/settings/plan': ['Plan', 'Tarif'],
  '/settings/tax': ['Tax', 'Steuern'],
  '/settings/invoicing': ['Invoicing', 'Rechnungsstellung'],
  '/settings/documents': ['Documents', 'Dokumente'],
  '/settings/brand': ['Brand', 'Marke'],
  '/settings/domains': ['Domains', 'Domains'],
  '/settings/webhooks': ['Webhooks', 'Webhooks'],
  '/settings/mail-templates': ['Mail templates', 'Mailvorlagen'],
  '/portal/leads': ['Your leads', 'Ihre Leads'],
  '/portal/invoices': ['Your invoices', 'Ihre Rechnungen'],
  '/portal/balance': ['Your balance', 'Ihr Guthaben'],
  '/portal/analytics': ['Your figures', 'Ihre Zahlen'],
  '/portal/settings': ['Your settings', 'Ihre Einstellungen'],
  '/portal/settings/notifications': ['What you are told', 'Worüber Sie Bescheid bekommen'],
  '/portal/settings/security': ['Security', 'Sicherheit'],
  '/portal/people': ['Your people', 'Ihre Leute'],
}

export interface Screen {
  path: string
  name: string
}

/** Those of the pages a guide is about that somebody can go to from anywhere. */
export const screensFor = (paths: readonly string[], locale: Locale): Screen[] =>
  paths.flatMap((path) => {
    const names = SCREENS[path]
    return names ? [{ path, name: names[locale === 'de' ? 1 : 0] }] : []
  })

/** Whether a page can be gone to and has no name here. */
export const lacksName = (path: string): boolean => !path.includes(':') && !SCREENS[path]
