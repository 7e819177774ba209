import Database from 'better-sqlite3'
import { sqliteFile } from '#config/database'
import type { Statement } from '#tests/functional/store/statements'

/** A table that is read from end to end; `index`: along this index. */
export interface Walk {
  table: string
  index: string | null
}

/** The first row there is, whichever: nothing is looked for. */
const ENDS = /^select 1 as n from \w+ limit 1$/

/** Says of statements which of these tables they read from end to end. */
export class PlanReader {
  #db = new Database(sqliteFile)

  constructor(private tables: readonly string[]) {}

  read({ text, values }: Statement): Walk[] {
    const rows = this.#db.prepare(`explain query plan ${text}`).all(...values)
    if (ENDS.test(text)) return []
    const names = namesIn(text, this.tables)
    return (rows as { detail: string }[]).flatMap(({ detail }) => {
      const found = /^SCAN (\S+)(?: USING (?:COVERING )?INDEX (\S+))?/.exec(detail)
      const table = found && names.get(found[1])
      return table ? [{ table, index: found[2] ?? null }] : []
    })
  }

  close() {
    this.#db.close()
  }
}

const NO_ALIAS =
  /^(where|on|left|right|inner|join|cross|order|group|set|limit|union|natural|using|values|select|returning|for|as|window|having|except|indexed|not)$/i

/** What the tables are called in a statement: by their own name, and by those it gives them. */
function namesIn(text: string, tables: readonly string[]): Map<string, string> {
  const names = new Map(tables.map((table) => [table, table]))
  const known = new Set(tables)
  for (const [, table, alias] of text.matchAll(
    /(?:\bfrom|\bjoin|\bupdate|\binto|,)\s*["`]?(\w+)["`]?(?:\s+(?:as\s+)?["`]?(\w+)["`]?)?/gi
  ))
    if (known.has(table) && alias && !NO_ALIAS.test(alias)) names.set(alias, table)
  return names
}
