import db from '@adonisjs/lucid/services/db'

/** Names by key, for pages that show the API's JSON, which speaks in keys. */
export interface StoryNames {
  partners: Record<string, string>
  profiles: Record<string, string>
  entities: Record<string, { name: string; fields: Record<string, string> }>
}

export async function loadStoryNames(accountId: string): Promise<StoryNames> {
  const named = async (table: string): Promise<Record<string, string>> => {
    const rows = await db.from(table).where('account_id', accountId).select('key', 'name')
    return Object.fromEntries(rows.map((row) => [row.key, row.name]))
  }
  const [partners, profiles, entities, fields] = await Promise.all([
    named('partners'),
    named('profiles'),
    named('entities'),
    db
      .from('fields')
      .join('entities', 'entities.id', 'fields.entity_id')
      .where('fields.account_id', accountId)
      .orderBy('fields.position')
      .select('entities.key as entity', 'fields.key', 'fields.label'),
  ])
  return {
    partners,
    profiles,
    entities: Object.fromEntries(
      Object.entries(entities).map(([key, name]) => [
        key,
        {
          name,
          fields: Object.fromEntries(
            fields.filter((row) => row.entity === key).map((row) => [row.key, row.label])
          ),
        },
      ])
    ),
  }
}
