import db from '@adonisjs/lucid/services/db'

export interface Named {
  key: string
  name: string
}

/** Keys and names of partners and profiles by id, also of those that are deleted. */
export async function readNames(accountId: string) {
  const named = async (table: 'partners' | 'profiles') => {
    const rows = await db.from(table).where('account_id', accountId).select('id', 'key', 'name')
    const byId = new Map(rows.map(({ id, key, name }) => [id as string, { key, name } as Named]))
    return (id: string): Named => byId.get(id) ?? { key: id, name: id }
  }
  return { partner: await named('partners'), profile: await named('profiles') }
}
