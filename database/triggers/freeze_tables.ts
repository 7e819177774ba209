import type { QueryClientContract } from '@adonisjs/lucid/types/database'

/** Lets the database itself refuse to change or delete rows: by table, the condition on `old` under which it does. */
export async function freezeTables(db: QueryClientContract, frozenWhen: Record<string, string>) {
  for (const [table, frozen] of Object.entries(frozenWhen)) {
    if (db.dialect.name === 'postgres') {
      await db.rawQuery(`
        create or replace function sluice_frozen_${table}() returns trigger language plpgsql as $$
        begin
          if ${frozen} then raise exception '% of a finalized document never change', tg_table_name; end if;
          if tg_op = 'DELETE' then return old; end if;
          return new;
        end $$`)
      await db.rawQuery(`create trigger ${table}_frozen before update or delete on ${table}
        for each row execute function sluice_frozen_${table}()`)
    } else
      for (const verb of ['update', 'delete'])
        await db.rawQuery(`create trigger ${table}_frozen_${verb} before ${verb} on ${table} when ${frozen}
          begin select raise(abort, '${table} of a finalized document never change'); end`)
  }
}

/** What is left of it when the tables, and their triggers with them, are gone. */
export async function forgetFrozen(db: QueryClientContract, frozenWhen: Record<string, string>) {
  if (db.dialect.name !== 'postgres') return
  for (const table of Object.keys(frozenWhen))
    await db.rawQuery(`drop function if exists sluice_frozen_${table}()`)
}
