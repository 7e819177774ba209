/*
 * Group commit for the floor: what arrives while one transaction is written goes into the next one.
 */
const TABLES = {
  leads: 'id text primary key, status text, data text, at bigint',
  keys: 'id text primary key, lead text',
  runs: 'id text primary key, lead text, status text, path text, at bigint',
  deliveries: 'id text primary key, lead text, partner text, status text, price bigint, at bigint',
  attempts: 'id text primary key, delivery text, at bigint, request text, response text, outcome text',
  events: 'id text primary key, lead text, type text, at bigint, data text',
  postings: 'id text primary key, delivery text unique, lead text, partner text, amount bigint, at bigint',
  caps: 'id text primary key, used bigint',
}
const INDEXES = ['runs (lead)', 'deliveries (lead)', 'events (lead)', 'postings (partner)']
const MAX_BATCH = 256

export async function floorStore(database) {
  const commit = database.startsWith('postgres') ? await onPostgres(database) : await onSqlite(database)
  let waiting = []
  let busy = false
  async function drain() {
    while (waiting.length) {
      const batch = waiting.splice(0, MAX_BATCH)
      try {
        await commit(batch.map(({ work }) => work))
        for (const one of batch) one.resolve()
      } catch (error) {
        for (const one of batch) one.reject(error)
      }
      await new Promise((resolve) => setImmediate(resolve))
    }
    busy = false
  }
  return {
    write: (work) =>
      new Promise((resolve, reject) => {
        waiting.push({ work, resolve, reject })
        if (busy) return
        busy = true
        setImmediate(drain)
      }),
  }
}

async function onSqlite(file) {
  const { default: Database } = await import('better-sqlite3')
  const db = new Database(file)
  db.pragma('journal_mode = WAL')
  db.pragma('synchronous = FULL')
  for (const [name, columns] of Object.entries(TABLES)) db.exec(`create table ${name} (${columns})`)
  for (const index of INDEXES) db.exec(`create index "${index}" on ${index}`)
  const statements = new Map()
  const statement = (sql) => {
    let found = statements.get(sql)
    if (!found) statements.set(sql, (found = db.prepare(sql)))
    return found
  }
  const write = db.transaction((works) => {
    for (const { insert, caps, update } of works) {
      for (const [table, row] of insert) {
        const names = Object.keys(row)
        statement(`insert into ${table} (${names}) values (${names.map(() => '?')})`).run(Object.values(row))
      }
      for (const cap of caps)
        statement('insert into caps values (?, 1) on conflict (id) do update set used = used + 1 where used < 100000000').run(cap)
      for (const [table, id, set] of update)
        statement(`update ${table} set ${Object.keys(set).map((name) => `${name} = ?`)} where id = ?`).run(...Object.values(set), id)
    }
  })
  return async (works) => write.immediate(works)
}

async function onPostgres(url) {
  const { default: pg } = await import('pg')
  const pool = new pg.Pool({ connectionString: url, max: 4 })
  for (const name of Object.keys(TABLES)) await pool.query(`drop table if exists ${name}`)
  for (const [name, columns] of Object.entries(TABLES)) await pool.query(`create table ${name} (${columns})`)
  for (const index of INDEXES) await pool.query(`create index on ${index}`)
  const push = (map, key, value) => map.set(key, [...(map.get(key) ?? []), value])
  return async (works) => {
    const inserts = new Map()
    const updates = new Map()
    const caps = new Map()
    for (const work of works) {
      for (const [table, row] of work.insert) push(inserts, table, row)
      for (const [table, id, set] of work.update) push(updates, `${table} ${Object.keys(set)}`, { id, ...set })
      for (const cap of work.caps) caps.set(cap, (caps.get(cap) ?? 0) + 1)
    }
    const client = await pool.connect()
    try {
      await client.query('begin')
      if (caps.size)
        await client.query(
          `insert into caps select key, value::bigint from json_each_text($1) order by key
           on conflict (id) do update set used = caps.used + excluded.used where caps.used < 100000000`,
          [JSON.stringify(Object.fromEntries(caps))]
        )
      for (const [table, rows] of inserts)
        await client.query(`insert into ${table} select * from json_populate_recordset(null::${table}, $1)`, [JSON.stringify(rows)])
      for (const [key, rows] of updates) {
        const [table, names] = key.split(' ')
        const set = names.split(',').map((name) => `${name} = x.${name}`)
        await client.query(
          `update ${table} t set ${set} from json_populate_recordset(null::${table}, $1) x where t.id = x.id`,
          [JSON.stringify(rows)]
        )
      }
      await client.query('commit')
    } catch (error) {
      await client.query('rollback')
      throw error
    } finally {
      client.release()
    }
  }
}
