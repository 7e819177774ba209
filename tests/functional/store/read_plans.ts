import Database from 'better-sqlite3'
import pg from 'pg'
import { databaseUrl, dialect, sqliteFile } from '#config/database'
import type { Statement } from '#tests/functional/store/statements'

/** A table that is read from end to end; `index`: along this index. */
export interface Walk {
  table: string
  index: string | null
}

export interface PlanReader {
  read(statement: Statement): Promise<Walk[]>
  close(): Promise<void>
}

/** The first row there is, whichever: nothing is looked for. */
const ENDS = /^select 1 as n from \w+ limit 1$/

export const planReader = (tables: readonly string[]): Promise<PlanReader> =>
  dialect === 'sqlite' ? sqliteReader(tables) : postgresReader(tables)

async function sqliteReader(tables: readonly string[]): Promise<PlanReader> {
  const db = new Database(sqliteFile, { readonly: false })
  return {
    async read({ text, values }) {
      const rows = db.prepare(`explain query plan ${text}`).all(...values) as { detail: string }[]
      const names = namesIn(text, tables)
      if (ENDS.test(text)) return []
      return rows.flatMap(({ detail }) => {
        const found = /^SCAN (\S+)(?: USING (?:COVERING )?INDEX (\S+))?/.exec(detail)
        const table = found && names.get(found[1])
        if (!table) return []
        return [{ table, index: found[2] ?? null }]
      })
    },
    close: async () => void db.close(),
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

interface PlanNode {
  'Node Type': string
  'Relation Name'?: string
  'Index Name'?: string
  'Index Cond'?: string
  'Plans'?: PlanNode[]
}

/**
 * In an own transaction, which is taken back, tables and indexes are as large as they become, and an index is preferred to
 * everything else: those of a test are too small for the choice to say anything. Of an empty one the planner makes a guess of its own.
 */
async function postgresReader(tables: readonly string[]): Promise<PlanReader> {
  const client = new pg.Client({ connectionString: databaseUrl })
  await client.connect()
  await client.query('begin')
  for (const way of ['seqscan', 'hashjoin', 'mergejoin'])
    await client.query(`set local enable_${way} = off`)
  await client.query(
    `update pg_class set relpages = 1, reltuples = 1000000
     where pg_relation_size(oid) > 0 and relnamespace = 'public'::regnamespace and
       (relname = any($1) or oid in (select indexrelid from pg_index where indrelid = any($1::regclass[])))`,
    [tables]
  )
  return {
    async read({ text, values }) {
      if (ENDS.test(text)) return []
      const { rows } = await client.query(`explain (format json) ${text}`, values)
      return walksIn(rows[0]['QUERY PLAN'][0].Plan as PlanNode, null)
    },
    async close() {
      await client.query('rollback')
      await client.end()
    },
  }
}

function walksIn(node: PlanNode, heap: string | null): Walk[] {
  const kind = node['Node Type']
  const table = node['Relation Name'] ?? heap
  const walks = (node.Plans ?? []).flatMap((part) => walksIn(part, table))
  if (table && kind === 'Seq Scan') walks.push({ table, index: null })
  if (table && /^(Bitmap )?Index/.test(kind) && !node['Index Cond'])
    walks.push({ table, index: node['Index Name']! })
  return walks
}
