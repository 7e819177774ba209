import { writeCursor } from '#shared/list_query'
import type { FullAccount } from '#tests/functional/authorization/world'

/** The big lists as people and programs ask for them: each filter, each order, the second page. */
export function lookups(home: FullAccount): string[] {
  const lead = home.params.lead
  const distribution = home.ids['/distributions/:id']
  const cursor = writeCursor(lead)
  const from = '2026-01-01'
  const to = '2027-12-31'
  const span = `from=${from}&to=${to}`
  const rule = encodeURIComponent(
    JSON.stringify({ all: [{ field: 'monthly_bill', operator: 'greater_than', value: 100 }] })
  )
  const asked = (path: string, queries: string[]) => queries.map((query) => `${path}?${query}`)
  const leadFilters = [
    ...['status=sold', 'status=unsold', 'status=held', 'status=sold,unsold', 'sort=oldest'],
    ...['q=solar', 'q=ca', 'entity=solar', 'entity=solar&stage=new', 'tag=hot', 'source=radio'],
    ...['assignee=none', 'test=true', 'test=false', 'period=7d', span],
    ...[`entity=solar&rule=${rule}`, 'status=sold&q=solar&sort=oldest'],
  ]
  return [
    ...asked('/leads', leadFilters),
    ...asked('/leads/search', [...leadFilters, `cursor=${cursor}`, `cursor=${cursor}&sort=oldest`]),
    ...asked('/leads/export', ['format=csv', 'format=jsonl&sort=oldest', `format=csv&ids=${lead}`]),
    ...asked(`/leads/${lead}/verdicts`, [`distribution=${distribution}`]),
    ...asked(`/leads/${lead}/targets`, [`distribution=${distribution}`]),
    ...asked(`/leads/${lead}/why-not`, [`distribution=${distribution}&assignment=brightco-nv`]),
    ...asked(`/leads/${lead}/way`, ['profile=solar-us&version=1']),
    ...asked('/leads/news', [`after=${lead}`, `after=${lead}&status=sold`]),
    ...asked('/leads/pick', ['q=ca', 'entity=solar&limit=5']),
    ...asked('/leads/jobs', ['past=1']),
    ...asked('/leads/board', ['entity=solar', 'entity=solar&q=ca', 'entity=solar&tag=hot']),
    ...asked('/leads/board/column', [
      ...['entity=solar&stage=new', 'entity=solar&stage=new&q=ca', 'entity=solar&stage=qualified'],
      'entity=solar&stage=new&assignee=none',
    ]),
    ...asked('/leads/board/news', ['entity=solar&since=1', `entity=solar&since=1&ids=${lead}`]),
    ...asked('/search', [
      'q=solar',
      'q=sunco',
      `q=${lead}`,
      'q=example.com',
      `q=${home.delivery.id}`,
    ]),
    ...asked('/events', ['last=30d', 'type=lead', 'type=delivery.sent', `lead=${lead}`]),
    ...asked('/events/search', [
      ...['', 'type=lead', 'type=lead.updated', 'type=cap.reached,delivery.failed', `lead=${lead}`],
      ...['partner=sunco', 'profile=solar-us', 'actor=system', 'actor=user:test', 'last=30d', span],
      `delivery=${home.delivery.id}`,
    ]),
    ...asked('/events/export', ['type=lead', span]),
    ...asked('/tasks', ['tab=all', 'tab=mine', 'tab=done']),
    ...asked('/tasks/list', ['tab=all', 'tab=mine', 'tab=done', 'tab=all&person=none']),
    ...asked('/outbox', ['search=lead', `before=${home.ids['/outbox/:id']}`]),
    ...asked('/outbox/search', ['search=lead', `before=${home.ids['/outbox/:id']}`]),
    ...asked('/notifications/search', ['kind=cap_reached', 'unread=true', 'unread=1']),
    ...asked('/settings/changes/search', ['', 'actor=system', 'kind=partner', 'search=sun', span]),
    ...asked('/invoices', ['status=draft', 'status=overdue', 'kind=credit_note', 'partner=sunco']),
    ...asked('/invoices/search', [
      ...['status=draft', 'status=open', 'status=overdue', 'status=paid', 'kind=invoice'],
      ...['partner=sunco', span],
    ]),
    ...asked('/invoices/export', ['what=invoices', 'what=lines', 'what=payments', span]),
    ...asked('/invoices/self-billing/search', ['', 'supplier=ads']),
    ...asked('/invoices/exports/datev', [span]),
    ...asked('/invoices/exports/ec-sales', ['period=2026-10']),
    ...asked('/returns/search', [
      ...['', 'status=waiting', 'status=approved', 'overdue=true', 'partner=sunco', span],
      'reason=invalid_phone',
    ]),
    ...asked('/returns/statistics', ['days=30']),
    ...asked('/revenue', ['period=30d', 'partner=sunco', 'rows=partner', 'rows=source']),
    ...asked('/revenue/postings', [span, `${span}&reversals=true`, `${span}&partner=sunco`]),
    ...asked('/revenue/export', [
      `rows=postings&${span}`,
      `rows=day&${span}`,
      `rows=partner&${span}`,
    ]),
    ...asked('/overview', ['period=7d', 'period=today', 'period=30d']),
    ...asked('/partners/sunco/statistics', ['days=7']),
    ...asked('/partners/sunco/statement', [span]),
    ...asked('/partners/sunco/statement/export', [span]),
    ...asked('/suppliers/ads/statement', [span]),
    ...asked('/profiles/solar-us/traffic', ['period=today', 'period=7d']),
    ...asked('/agency/search', ['search=client', 'sort=leads', 'sort=name']),
    ...asked('/install/accounts', ['search=test']),
    ...asked('/imports/list', ['status=done', 'entity=solar']),
    ...asked('/automations/welcome/runs/list', [
      '',
      'status=failed',
      `lead=${lead}`,
      'status=done',
    ]),
    ...asked('/forms/quote/figures', ['days=7', 'period=7d']),
    ...asked('/portal/leads/search', [
      ...['limit=2', 'state=open', 'state=accepted', 'state=returned', 'entity=solar', span],
      ...['search=ca', `cursor=${writeCursor(home.delivery.id)}`],
    ]),
    ...asked('/portal/leads/export', ['format=csv']),
    ...asked('/portal/invoices/search', ['status=open', 'status=overdue', 'status=paid']),
    ...asked('/portal/analytics', ['days=7', 'days=90']),
    ...asked('/api/v1/leads', [
      ...[
        '',
        'entity=solar',
        'status=sold',
        'status=unsold',
        'stage=new',
        'entity=solar&stage=new',
      ],
      ...['tag=hot', 'assignee=none', 'source=radio', 'external_id=x', 'test=true', 'merged=true'],
      ...[span, `cursor=${cursor}`],
    ]),
    ...asked('/api/v1/deliveries', [
      ...['', 'partner=sunco', 'profile=solar-us', 'status=accepted', 'status=waiting', span],
      ...[`lead=${lead}`, `distribution=${distribution}`],
      ...['status=failed&partner=sunco', `cursor=${writeCursor(home.delivery.id)}`],
    ]),
    ...asked('/api/v1/events', [
      ...['', 'type=lead.received', 'type=lead.updated', 'partner=sunco', `lead=${lead}`, span],
      ...[`delivery=${home.delivery.id}`, `distribution=${distribution}`],
    ]),
    ...asked('/api/v1/tasks', ['', 'done=true', 'done=false', span]),
    ...asked('/api/v1/returns', [
      ...['', 'status=waiting', 'overdue=true', 'partner=sunco', `lead=${lead}`, span],
      `delivery=${home.delivery.id}`,
    ]),
    ...asked('/api/v1/invoices', ['', 'status=draft', 'partner=sunco', 'kind=invoice', span]),
    ...asked('/api/v1/invoices/export', ['what=invoices', 'what=lines', span]),
    ...asked('/api/v1/reports/revenue', [
      '',
      'group_by=day',
      'group_by=partner',
      'group_by=source',
    ]),
    ...asked('/api/v1/reports/margin', ['', 'group_by=supplier', 'group_by=source']),
    ...asked('/api/v1/exports/datev', [span]),
    ...asked('/api/v1/exports/ec-sales', ['period=2026-10']),
    ...asked('/api/v1/partners/sunco/statement', [span]),
    ...asked('/api/v1/suppression/dnc/entries', ['']),
    ...asked('/api/v1/automations/welcome/runs', ['', 'status=failed']),
  ]
}
