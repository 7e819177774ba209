import { store } from '#store/store'

async function columns(): Promise<Map<string, string[]>> {
  const sql =
    store.backend.dialect === 'sqlite'
      ? `select t.name as "table", c.name as "column" from sqlite_master t join pragma_table_info(t.name) c
         where t.type = 'table' and t.name not like 'sqlite_%' order by 1, 2`
      : `select table_name as "table", column_name as "column" from information_schema.columns
         where table_schema = 'public' order by 1, 2`
  const found = Map.groupBy(await store.all(sql), (row) => row.table as string)
  return new Map(
    [...found].map(([table, rows]) => [table, rows.map((row) => row.column as string)])
  )
}

/** Every row of every table as text, of one account where the table has accounts: `leads {"id":…}`. */
export async function dumpTables(accountId: string): Promise<string[]> {
  const lines: string[] = []
  for (const [table, names] of await columns()) {
    const owned = names.includes('account_id')
    const rows = await store.all(
      `select * from "${table}"${owned ? ' where account_id = ? or account_id is null' : ''}`,
      owned ? [accountId] : []
    )
    for (const row of rows) lines.push(`${table} ${JSON.stringify(row)}`)
  }
  return lines
}

/**
 * Rows of an account, or of tables without accounts, that hold one of `texts`, also without regard to case, in another
 * spelling of its digits only, or encoded for a URL or in base64.
 */
export async function rowsHolding(accountId: string, texts: string[]): Promise<string[]> {
  const forms = texts.flatMap((text) => {
    // Of a number alone: those of a word may stand in any time or hash by chance.
    const digits = /[a-z]/i.test(text) ? '' : text.replace(/\D/g, '')
    return [
      text.toLowerCase(),
      encodeURIComponent(text).toLowerCase(),
      // Base64 is told apart by case, and its last characters depend on what follows.
      Buffer.from(text).toString('base64').slice(0, -4).toLowerCase(),
      ...(digits.length >= 7 ? [digits] : []),
    ]
  })
  return (await dumpTables(accountId)).filter((line) => {
    const text = line.toLowerCase()
    return forms.some((form) => text.includes(form))
  })
}
