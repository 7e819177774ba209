import db from '@adonisjs/lucid/services/db'

export interface AccountLine {
  id: string
  key: string
  name: string
  agency: boolean
  /** The agency it is a client of. */
  parent: string | null
  suspended: boolean
  people: number
  domains: string[]
  created_at: string
}

const PAGE = 50

const containing = (text: string) => `%${text.replace(/[\\%_]/g, '\\$&')}%`

/** Accounts of the install by name; `search`: a part of name or key. */
export async function findAccounts({
  search = '',
  page = 1,
}: {
  search?: string
  page?: number
}): Promise<{ accounts: AccountLine[]; total: number; pages: number }> {
  const text = search.trim()
  const matching = () =>
    db.from('accounts').if(text, (query) =>
      query.where((of) =>
        of
          .whereRaw(`lower(accounts.name) like ? escape '\\'`, [containing(text.toLowerCase())])
          .orWhereRaw(`lower(accounts.key) like ? escape '\\'`, [containing(text.toLowerCase())])
          // SQLite folds the letters of English alone.
          .orWhereRaw(`accounts.name like ? escape '\\'`, [containing(text)])
      )
    )
  const [counted, rows] = await Promise.all([
    matching().count('* as total').first(),
    matching()
      .leftJoin('accounts as parents', 'parents.id', 'accounts.parent_id')
      .select('accounts.*', 'parents.name as parent_name')
      .orderBy('accounts.name')
      .orderBy('accounts.id')
      .limit(PAGE)
      .offset((page - 1) * PAGE),
  ])
  const ids = rows.map(({ id }) => id as string)
  const [people, domains] = await Promise.all([
    db
      .from('memberships')
      .whereIn('account_id', ids)
      .groupBy('account_id')
      .select('account_id')
      .count('* as people'),
    db.from('domains').whereIn('account_id', ids).where('status', 'verified').orderBy('host'),
  ])
  const peopleOf = new Map(people.map((row) => [row.account_id, Number(row.people)]))
  const total = Number(counted?.total ?? 0)
  return {
    total,
    pages: Math.max(1, Math.ceil(total / PAGE)),
    accounts: rows.map((row) => ({
      ...{ id: row.id, key: row.key, name: row.name, agency: Boolean(row.agency) },
      parent: row.parent_name,
      suspended: row.suspended_at !== null,
      people: peopleOf.get(row.id) ?? 0,
      domains: domains.filter((one) => one.account_id === row.id).map(({ host }) => host),
      created_at: new Date(Number(row.created_at)).toISOString(),
    })),
  }
}
