/** A database of its own for a part of the measurement, for as long as `use` takes; `part` keeps parts apart. */
export async function withDatabase(databaseUrl, part, use) {
  const { default: pg } = await import('pg')
  const name = `sluice_bench_${process.pid}_${part}`
  const client = new pg.Client({ connectionString: databaseUrl })
  await client.connect()
  await client.query(`create database ${name}`)
  try {
    await use(Object.assign(new URL(databaseUrl), { pathname: `/${name}` }).href)
  } finally {
    await client.query(`drop database if exists ${name} with (force)`)
    await client.end()
  }
}
