import pg from 'pg'
import {
  BackupError,
  type Cells,
  type ColumnKind,
  type Source,
  type TableShape,
  type Target,
} from '#backup/types'

const BATCH = 500

const quote = (name: string) => `"${name.replaceAll('"', '""')}"`

function kindOf(type: string): ColumnKind {
  if (type === 'boolean') return 'boolean'
  if (type === 'bytea') return 'bytes'
  return type === 'real' || type === 'double precision' ? 'real' : 'plain'
}

const isText = (type: string) => type === 'text' || type.startsWith('character')

interface Column {
  table_name: string
  column_name: string
  data_type: string
  place: number | null
}

/** Shapes of the tables, and the columns that hold texts, as `table.column`. */
async function shapesOf(client: pg.Client) {
  const { rows } = await client.query<Column>(
    `select c.relname as table_name, a.attname as column_name,
       format_type(a.atttypid, null) as data_type, array_position(i.indkey::int2[], a.attnum) as place
     from pg_class c
     join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
     left join pg_index i on i.indrelid = c.oid and i.indisprimary
     where c.relnamespace = current_schema()::regnamespace and c.relkind in ('r', 'p')
       and not c.relispartition and c.relname not like 'adonis\\_%'
     order by c.relname collate "C", a.attname collate "C"`
  )
  const texts = new Set<string>()
  const shapes = new Map<string, TableShape>()
  const places = new Map<string, number>()
  for (const { table_name: name, column_name: column, data_type: type, place } of rows) {
    const shape = shapes.get(name) ?? { name, columns: [], key: [] }
    shapes.set(name, shape)
    shape.columns.push({ name: column, kind: kindOf(type) })
    if (isText(type)) texts.add(`${name}.${column}`)
    if (place !== null) {
      places.set(`${name}.${column}`, place)
      shape.key.push(column)
    }
  }
  for (const shape of shapes.values()) {
    const placeOf = (column: string) => places.get(`${shape.name}.${column}`) ?? 0
    shape.key.sort((a, b) => placeOf(a) - placeOf(b))
    if (!shape.key.length) shape.key = shape.columns.map(({ name }) => name)
  }
  return { shapes: [...shapes.values()], texts }
}

async function migrationsOf(client: pg.Client): Promise<string[]> {
  const { rows } = await client.query('select name from adonis_schema order by id')
  return rows.map(({ name }) => name as string)
}

async function* rowsOf(
  client: pg.Client,
  table: TableShape,
  texts: Set<string>
): AsyncGenerator<Cells[]> {
  const columns = table.columns.map(({ name }) => quote(name)).join(', ')
  const order = table.key.map((name) =>
    // By bytes, as the other database has it: a language would put "a" before "B".
    texts.has(`${table.name}.${name}`) ? `${quote(name)} collate "C"` : quote(name)
  )
  await client.query(
    `declare backup_rows no scroll cursor for
     select ${columns} from ${quote(table.name)} order by ${order.join(', ')}`
  )
  for (;;) {
    const { rows } = await client.query(`fetch ${BATCH} from backup_rows`)
    if (!rows.length) break
    yield rows as Cells[]
  }
  await client.query('close backup_rows')
}

async function rowsIn(client: pg.Client, sql: string): Promise<Cells[]> {
  const { rows } = await client.query(sql)
  return rows
}

async function connect(connectionString: string): Promise<pg.Client> {
  const client = new pg.Client({ connectionString, application_name: 'sluice' })
  await client.connect()
  return client
}

/** A PostgreSQL database as it is now, whatever is written to it meanwhile. */
export async function openPostgresSource(url: string): Promise<Source> {
  const client = await connect(url)
  await client.query('begin isolation level repeatable read read only')
  const { shapes, texts } = await shapesOf(client)
  return {
    tables: async () => shapes,
    migrations: () => migrationsOf(client),
    rows: (table) => rowsOf(client, table, texts),
    all: (sql) => rowsIn(client, sql),
    close: () => client.end(),
  }
}

/** Bytes as its JSON reader takes them; everything else as JSON has it. */
const forJson = (row: Cells) =>
  Object.fromEntries(
    Object.entries(row).map(([name, value]) => [
      name,
      Buffer.isBuffer(value) ? `\\x${value.toString('hex')}` : value,
    ])
  )

/** Rows came with the numbers they had: those that are given from now on go on after them. */
async function countOn(client: pg.Client) {
  const numbered = await rowsIn(
    client,
    `select c.relname as name, a.attname as column,
       pg_get_serial_sequence(quote_ident(c.relname), a.attname) as sequence
     from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
     where c.relnamespace = current_schema()::regnamespace and c.relkind in ('r', 'p')
       and pg_get_serial_sequence(quote_ident(c.relname), a.attname) is not null`
  )
  for (const { name, column, sequence } of numbered as Record<string, string>[])
    await client.query(
      `select setval($1, (select coalesce(max(${quote(column!)}), 0) + 1 from ${quote(name!)}), false)`,
      [sequence]
    )
}

/** A PostgreSQL database that has gone through the migrations already. */
export async function openPostgresTarget(url: string): Promise<Target> {
  const client = await connect(url)
  const { shapes, texts } = await shapesOf(client)
  let references: { name: string; table: string; definition: string }[] = []
  return {
    tables: async () => shapes,
    migrations: () => migrationsOf(client),
    rows: (table) => rowsOf(client, table, texts),
    all: (sql) => rowsIn(client, sql),
    async begin() {
      await client.query('begin')
      // References are taken off and put on again at the end, which checks every row: that needs no rights beyond those
      // of the tables' owner.
      const { rows } = await client.query(
        `select conname as name, conrelid::regclass::text as table, pg_get_constraintdef(oid) as definition
         from pg_constraint where contype = 'f' and connamespace = current_schema()::regnamespace
         order by conname`
      )
      references = rows
      for (const { name, table } of references)
        await client.query(`alter table ${table} drop constraint ${quote(name)}`)
      for (const { name } of shapes) {
        await client.query(`alter table ${quote(name)} disable trigger user`)
        await client.query(`delete from ${quote(name)}`)
      }
    },
    async insert(table, rows) {
      const columns = table.columns.map(({ name }) => quote(name)).join(', ')
      try {
        await client.query(
          `insert into ${quote(table.name)} (${columns})
           select ${columns} from json_populate_recordset(null::${quote(table.name)}, $1::json)`,
          [JSON.stringify(rows.map(forJson))]
        )
      } catch (error) {
        throw new BackupError(`A row of ${table.name} was refused: ${(error as Error).message}`)
      }
    },
    async commit() {
      for (const { name, table, definition } of references)
        try {
          await client.query(`alter table ${table} add constraint ${quote(name)} ${definition}`)
        } catch (error) {
          const { detail, message } = error as pg.DatabaseError
          throw new BackupError(
            `A row of ${table} refers to what is not there: ${detail ?? message}`
          )
        }
      for (const { name } of shapes)
        await client.query(`alter table ${quote(name)} enable trigger user`)
      await countOn(client)
      await client.query('commit')
    },
    async close() {
      await client.query('rollback').catch(() => {})
      await client.end()
    },
  }
}
