import Database from 'better-sqlite3'
import pg from 'pg'
import { databaseUrl, dialect, sqliteFile } from '#config/database'
import type { Statement } from '#tests/functional/store/statements'

/** A table that is read from end to end; `index`: along this index. */
export interface Walk {
  table: string
  index: string | null
  /** Read in the order of the index, and no further than a limit. */
  limited: boolean
}

export interface PlanReader {
  read(statement: Statement): Promise<Walk[]>
  close(): Promise<void>
}

export const planReader = (tables: readonly string[]): Promise<PlanReader> =>
  dialect === 'sqlite' ? sqliteReader(tables) : postgresReader()

async function sqliteReader(tables: readonly string[]): Promise<PlanReader> {
  const db = new Database(sqliteFile, { readonly: false })
  return {
    async read({ text, values }) {
      const rows = db.prepare(`explain query plan ${text}`).all(...values) as { detail: string }[]
      const names = namesIn(text, tables)
      const sorted = rows.some(({ detail }) => /USE TEMP B-TREE/.test(detail))
      return rows.flatMap(({ detail }) => {
        const found = /^SCAN (\S+)(?: USING (?:COVERING )?INDEX (\S+))?/.exec(detail)
        const table = found && names.get(found[1])
        if (!table) return []
        const index = found[2] ?? null
        return [{ table, index, limited: index !== null && !sorted && /\blimit\b/i.test(text) }]
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

/** In an own transaction that prefers an index to everything else: the tables of a test are too small for its choice to say anything. */
async function postgresReader(): Promise<PlanReader> {
  const client = new pg.Client({ connectionString: databaseUrl })
  await client.connect()
  for (const way of ['seqscan', 'hashjoin', 'mergejoin'])
    await client.query(`set enable_${way} = off`)
  return {
    async read({ text, values }) {
      const { rows } = await client.query(`explain (format json) ${text}`, values)
      return walksIn(rows[0]['QUERY PLAN'][0].Plan as PlanNode, false, null)
    },
    close: () => client.end(),
  }
}

/** Nodes that hand their rows on one by one, as they come: what a limit above them stops. */
const STREAMS = /^(Limit|LockRows|Nested Loop|Subquery Scan|Result|Memoize|Append|Merge Append)$/

function walksIn(node: PlanNode, limited: boolean, heap: string | null): Walk[] {
  const kind = node['Node Type']
  const table = node['Relation Name'] ?? heap
  const below = kind === 'Limit' || (limited && STREAMS.test(kind))
  const walks = (node.Plans ?? []).flatMap((part) => walksIn(part, below, table))
  if (table && kind === 'Seq Scan') walks.push({ table, index: null, limited: false })
  if (table && /^(Bitmap )?Index/.test(kind) && !node['Index Cond'])
    walks.push({ table, index: node['Index Name']!, limited: limited && !kind.startsWith('Bitmap') })
  return walks
}
