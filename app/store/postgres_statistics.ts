import type pg from 'pg'

/** Works after which it is looked whether the planner knows the tables by their size. */
const LOOK_AFTER = [500, 2_000, 10_000, 50_000]

/**
 * A database that was empty a moment ago is planned for as if it still were, until the server's own analyzer comes
 * round, about a minute later: every look-up then reads its table from end to end. So in the first stretch of a
 * process' life tables that have grown since they were last analyzed are analyzed at once.
 */
export class PostgresStatistics {
  #works = 0
  #next = 0

  constructor(private pool: pg.Pool) {}

  /** Never waited for, and never fails: without it things are slower for a while. */
  committed(works: number) {
    if (this.#next >= LOOK_AFTER.length) return
    this.#works += works
    if (this.#works < LOOK_AFTER[this.#next]) return
    while (this.#works >= (LOOK_AFTER[this.#next] ?? Infinity)) this.#next++
    this.#analyze().catch(() => {})
  }

  async #analyze() {
    const { rows } = await this.pool.query<{ relname: string }>(
      `select c.relname from pg_class c join pg_stat_user_tables s on s.relid = c.oid
       where s.schemaname = current_schema() and s.n_live_tup > 2 * greatest(c.reltuples, 0) + 200`
    )
    for (const { relname } of rows) await this.pool.query(`analyze "${relname}"`)
  }
}
