import db from '@adonisjs/lucid/services/db'
import ConfigChange from '#accounts/models/config_change'
import { type ValueChange, toldChanges } from '#accounts/told_changes'

/** What the history of configuration is about: the first part of its objects. */
export const CHANGE_KINDS = [
  'account',
  'agency',
  'clients',
  'team',
  'invitations',
  'tokens',
  'entities',
  'partners',
  'suppliers',
  'tags',
  'profiles',
  'forms',
  'mail_templates',
  'secrets',
  'webhooks',
  'domains',
  'tax_rates',
  'plans',
  'subscription',
] as const
export type ChangeKind = (typeof CHANGE_KINDS)[number]

export interface ChangeView {
  id: number
  at: string
  /** `user:…`, `token:…`, `cli`; null: nobody. */
  actor: string | null
  object: string
  action: string
  changes: ValueChange[]
}

export interface ChangesPage {
  data: ChangeView[]
  next: number | null
}

const PAGE = 50

/** Changes of an account, newest first; `before` is the number the page before ended with. */
export async function listChanges(
  accountId: string,
  { kind, actor, before }: { kind?: ChangeKind; actor?: string; before?: number }
): Promise<ChangesPage> {
  const rows = await ConfigChange.query()
    .where('account_id', accountId)
    .if(kind, (query) =>
      query.where((of) => of.where('object', kind!).orWhere('object', 'like', `${kind}.%`))
    )
    .if(actor, (query) => query.where('actor', actor!))
    .if(before, (query) => query.where('id', '<', before!))
    .orderBy('id', 'desc')
    .limit(PAGE + 1)
  const page = rows.slice(0, PAGE)
  return {
    data: page.map((row) => ({
      id: Number(row.id),
      at: new Date(Number(row.at)).toISOString(),
      actor: row.actor,
      object: row.object,
      action: row.action,
      changes: toldChanges(row.object, row.action, row.detail),
    })),
    next: rows.length > PAGE ? Number(page[PAGE - 1].id) : null,
  }
}

/** Who ever changed something here. */
export async function changingActors(accountId: string): Promise<string[]> {
  const rows = await db
    .from('config_changes')
    .where('account_id', accountId)
    .whereNotNull('actor')
    .distinct('actor')
    .orderBy('actor')
    .limit(200)
  return rows.map(({ actor }) => actor)
}
