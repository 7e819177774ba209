import db from '@adonisjs/lucid/services/db'

export type Moment = readonly ['insert' | 'update' | 'delete', string]

const LOST = 'power is lost'

/**
 * Does some work while the database loses power at the first row of a kind that is written: the transaction it is in is
 * gone, as it is when the process is killed there. True where the work came so far; what came before it stays.
 */
export async function losingPower([verb, table]: Moment, work: () => Promise<unknown>) {
  const postgres = db.connection().dialect.name === 'postgres'
  if (postgres) {
    await db.rawQuery(`create or replace function lose_power() returns trigger language plpgsql as $$
      begin raise exception '${LOST}'; end $$`)
    await db.rawQuery(
      `create trigger power_loss before ${verb} on ${table} for each row execute function lose_power()`
    )
  } else
    await db.rawQuery(
      `create trigger power_loss before ${verb} on ${table} begin select raise(abort, '${LOST}'); end`
    )
  try {
    await work()
    return false
  } catch (error) {
    if (!(error as Error).message.includes(LOST)) throw error
    return true
  } finally {
    await db.rawQuery(`drop trigger power_loss${postgres ? ` on ${table}` : ''}`)
  }
}
