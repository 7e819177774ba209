import type { Locale } from '#shared/locales'

/** What the columns of an export are called that every lead has. Fields are called what the account calls them. */
export const LEAD_HEADS: Record<Locale, Record<string, string>> = {
  en: {
    'lead.id': 'Lead id',
    'lead.created_at': 'Arrived',
    'lead.entity': 'Entity',
    'lead.title': 'Lead',
    'lead.status': 'Status',
    'lead.stage': 'Stage',
    'lead.assignee': 'Assignee',
    'lead.tags': 'Tags',
    'lead.source': 'Source',
    'lead.external_id': 'External id',
    'lead.test': 'Test',
    'lead.partners': 'Partners',
    'lead.revenue': 'Revenue',
    'lead.currency': 'Currency',
  },
  de: {
    'lead.id': 'Lead-ID',
    'lead.created_at': 'Eingang',
    'lead.entity': 'Leadtyp',
    'lead.title': 'Lead',
    'lead.status': 'Status',
    'lead.stage': 'Phase',
    'lead.assignee': 'Zuständig',
    'lead.tags': 'Schlagwörter',
    'lead.source': 'Quelle',
    'lead.external_id': 'Externe ID',
    'lead.test': 'Test',
    'lead.partners': 'Partner',
    'lead.revenue': 'Umsatz',
    'lead.currency': 'Währung',
  },
}
