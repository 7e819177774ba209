/** What grows with leads, with what is done with them and with who signs in; the others are as large as a configuration. */
export const BIG_TABLES: readonly string[] = [
  ...['leads', 'lead_revisions', 'lead_keys', 'lead_index', 'lead_blocks', 'lead_terms'],
  ...['lead_tags', 'lead_watchers', 'lead_mails', 'lead_merges', 'lead_holds', 'lead_job_undo'],
  ...['idempotency_keys', 'distributions', 'deliveries', 'attempts', 'cap_buckets', 'pings'],
  ...['ping_places', 'events', 'consents', 'suppression_entries', 'notes', 'tasks', 'mails'],
  ...['automation_runs', 'automation_steps', 'backtest_changes', 'import_rows'],
  ...['postings', 'supplier_postings', 'self_billing_postings', 'invoice_postings', 'invoices'],
  ...[
    'invoice_lines',
    'invoice_balances',
    'payments',
    'adjustments',
    'reminders',
    'draft_removals',
  ],
  ...['balance_movements', 'returns', 'return_files', 'return_counts', 'document_files'],
  ...['document_sends', 'notices', 'notice_copies', 'notice_mails', 'webhook_messages'],
  ...['portal_notices', 'portal_mails', 'form_submissions', 'form_partials', 'form_uploads'],
  ...['user_sessions', 'portal_sessions', 'one_time_tokens', 'portal_tokens', 'config_changes'],
  ...['vat_checks', 'figures', 'answers', 'traffic', 'offer_traffic', 'form_figures'],
]
