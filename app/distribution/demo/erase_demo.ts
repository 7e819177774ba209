import { setTimeout } from 'node:timers/promises'
import drive from '@adonisjs/drive/services/main'
import db from '@adonisjs/lucid/services/db'
import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import User from '#accounts/models/user'
import { findAccountByKey } from '#accounts/repository'
import { DEMO_MATES } from '#distribution/demo/demo_work'
import { DEMO_KEY, DEMO_OWNER } from '#distribution/demo/load_demo'

/** Every table with rows of an account, those that refer to others first. */
export const ACCOUNT_TABLES = [
  'automation_steps',
  'automation_runs',
  'automation_versions',
  'automations',
  'webhook_messages',
  'webhook_endpoints',
  'notice_copies',
  'notice_mails',
  'notice_choices',
  'notices',
  'figures',
  'revenue_sums',
  'revenue_cursors',
  'ledger_proofs',
  'traffic',
  'offer_traffic',
  'answers',
  'events',
  'supplier_postings',
  'self_billing_postings',
  'balance_movements',
  'balances',
  'payments',
  'reminders',
  'adjustments',
  'draft_removals',
  'invoice_runs',
  'document_sends',
  'document_files',
  'invoice_balances',
  'invoice_postings',
  'invoice_lines',
  'invoices',
  'number_series',
  'tax_rates',
  'vat_checks',
  'vat_rechecks',
  'return_files',
  'returns',
  'return_counts',
  'postings',
  'circuits',
  'mails',
  'idempotency_keys',
  'cap_buckets',
  'ladders',
  'turns',
  'pings',
  'attempts',
  'deliveries',
  'distributions',
  'backtest_changes',
  'backtests',
  'form_figures',
  'form_partials',
  'form_submissions',
  'form_uploads',
  'intake_requests',
  'intake_endpoints',
  'ping_places',
  'erasure_asks',
  'privacy_requests',
  'lead_holds',
  'retention_runs',
  'retention_hours',
  'retention_rules',
  'form_versions',
  'forms',
  'import_rows',
  'import_mappings',
  'imports',
  'sources',
  'suppression_imports',
  'suppression_entries',
  'suppression_lists',
  'consents',
  'consent_texts',
  'notes',
  'tasks',
  'lead_watchers',
  'lead_job_undo',
  'lead_mails',
  'lead_merges',
  'mail_templates',
  'lead_jobs',
  'lead_tags',
  'tags',
  'saved_views',
  'lead_terms',
  'lead_blocks',
  'lead_index',
  'lead_keys',
  'lead_revisions',
  'leads',
  'assignments',
  'profile_versions',
  'profiles',
  'exemption_files',
  'ledger_numbers',
  'supplier_sources',
  'suppliers',
  'portal_wishes',
  'portal_seats',
  'partners',
  'fields',
  'entities',
  'brands',
  'brand_logos',
  'plan_settings',
  'subscription_periods',
  'subscriptions',
  'app_brands',
  'app_brand_pictures',
  'domains',
  'secrets',
  'api_tokens',
  'agency_visits',
  'team_invitations',
  'memberships',
  'config_changes',
]
/** Of no account by a column of their own: theirs is the lead's. */
const BY_LEAD = new Set(['lead_revisions'])
/** Guarded by triggers that let nobody change or delete a row. */
const GUARDED: [table: string, trigger: string][] = [
  ['events', 'events_append_only'],
  ['postings', 'postings_append_only'],
  ['supplier_postings', 'supplier_postings_append_only'],
  ['balance_movements', 'balance_movements_append_only'],
  ...[
    ...['adjustments', 'reminders', 'invoices', 'invoice_lines', 'invoice_postings'],
    ...['self_billing_postings', 'payments', 'document_files'],
  ].map((table): [string, string] => [table, `${table}_frozen`]),
]
/** Of the file store: each has a folder for the account. */
const FOLDERS = [...['leads', 'returns', 'documents', 'imports', 'suppression', 'privacy', 'forms']]
const LOCK_NOT_TO_BE_HAD = '55P03'
/** How long PostgreSQL may wait for its tables: shorter than the second after which it looks for deadlocks. */
const LOCK_WAIT = '250ms'
const MAX_TRIES = 60

/**
 * Takes the demo account away, with everything in it and nothing besides. The ledger's guards are lifted inside this one
 * transaction only: both databases keep every other writer out of those tables until it ends.
 */
export async function eraseDemo(): Promise<boolean> {
  const account = await findAccountByKey(DEMO_KEY)
  if (!account) return false
  for (let tries = 1; ; tries++) {
    try {
      await db.transaction((trx) => erase(trx, account.id))
      break
    } catch (error) {
      // Leads may be on their way at this moment: they go first, and the next try finds a gap between two of them.
      if ((error as { code?: string }).code !== LOCK_NOT_TO_BE_HAD || tries === MAX_TRIES)
        throw error
      await setTimeout(Math.random() * 100)
    }
  }
  for (const kind of FOLDERS) await drive.use().deleteAll(`${kind}/${account.id}`)
  return true
}

async function erase(trx: TransactionClientContract, accountId: string) {
  await keepWritersOut(trx)
  const restore = await liftGuards(trx)
  const buyers = await trx
    .from('portal_seats')
    .where('account_id', accountId)
    .whereNotNull('user_id')
    .select('user_id')
  for (const table of ACCOUNT_TABLES) {
    const rows = trx.from(table)
    if (BY_LEAD.has(table))
      void rows.whereIn('lead_id', trx.from('leads').where('account_id', accountId).select('id'))
    else void rows.where('account_id', accountId)
    await rows.delete()
  }
  // Clients somebody made of the demo's agency are theirs: they go on, as accounts of their own.
  await trx.from('accounts').where('parent_id', accountId).update({ parent_id: null })
  await trx.from('accounts').where('id', accountId).delete()
  await removePeople(trx)
  await removeBuyers(trx, buyers)
  await restore()
}

/**
 * All tables or none, before a row is touched: whoever took them one by one would wait for a lead under way that waits
 * for it. SQLite has one writer at a time as it is.
 */
async function keepWritersOut(trx: TransactionClientContract) {
  if (trx.dialect.name !== 'postgres') return
  await trx.rawQuery(`set local lock_timeout = '${LOCK_WAIT}'`)
  await trx.rawQuery(`lock table ${[...ACCOUNT_TABLES, 'accounts'].join(', ')} in exclusive mode`)
  await trx.rawQuery('set local lock_timeout = 0')
}

/** The demo's own people, unless somebody let them into another account. */
async function removePeople(trx: TransactionClientContract) {
  for (const email of [DEMO_OWNER, ...DEMO_MATES.map((mate) => mate.email)]) {
    const user = await User.findBy('email', email, { client: trx })
    if (!user) continue
    const elsewhere = await trx.from('memberships').where('user_id', user.id).first()
    if (!elsewhere) await user.useTransaction(trx).delete()
  }
}

/** Logins of its partners' people, unless they have a seat elsewhere. */
async function removeBuyers(trx: TransactionClientContract, buyers: { user_id: string }[]) {
  const ids = buyers.map((one) => one.user_id)
  const seated = trx.from('portal_seats').whereNotNull('user_id').select('user_id')
  await trx.from('portal_users').whereIn('id', ids).whereNotIn('id', seated).delete()
}

async function liftGuards(trx: TransactionClientContract): Promise<() => Promise<void>> {
  if (trx.dialect.name === 'postgres') {
    const each = async (verb: 'disable' | 'enable') => {
      for (const [table, trigger] of GUARDED)
        await trx.rawQuery(`alter table ${table} ${verb} trigger ${trigger}`)
    }
    await each('disable')
    return () => each('enable')
  }
  const triggers = (await trx
    .from('sqlite_master')
    .where('type', 'trigger')
    .whereIn(
      'tbl_name',
      GUARDED.map(([table]) => table)
    )
    .select('name', 'sql')) as { name: string; sql: string }[]
  for (const { name } of triggers) await trx.rawQuery(`drop trigger ${name}`)
  return async () => {
    for (const { sql } of triggers) await trx.rawQuery(sql)
  }
}
