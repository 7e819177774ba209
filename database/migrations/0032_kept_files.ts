import { BaseSchema } from '@adonisjs/lucid/schema'

const KEPT = [
  ...['id', 'account_id', 'invoice_id', 'format', 'path', 'name', 'media_type'],
  ...['sha256', 'size', 'template', 'ready_at'],
]
const TOLD = 'what was kept of a document never changes'

/**
 * Of a file that is there nothing changes but that it was lost: then its row waits again, and says in `replaced` what was
 * there. `same` compares as the database does where both may be null.
 */
const frozen = (same: string) =>
  `old.state = 'ready' and (${KEPT.map((name) => `not (new.${name} ${same} old.${name})`).join(' or ')}
    or (not (new.state ${same} old.state) and (new.state <> 'pending' or new.replaced = old.replaced))
    or (new.state ${same} old.state and new.replaced <> old.replaced))`

export default class extends BaseSchema {
  async up() {
    this.defer(async (db) => {
      if (db.dialect.name === 'postgres') {
        await db.rawQuery(`
          create or replace function sluice_frozen_document_files() returns trigger language plpgsql as $$
          begin
            if tg_op = 'DELETE' then
              if old.state = 'ready' then raise exception '${TOLD}'; end if;
              return old;
            end if;
            if ${frozen('is not distinct from')} then raise exception '${TOLD}'; end if;
            return new;
          end $$`)
        await db.rawQuery(`create trigger document_files_frozen before update or delete on document_files
          for each row execute function sluice_frozen_document_files()`)
        return
      }
      await db.rawQuery(`create trigger document_files_frozen_update before update on document_files when ${frozen('is')}
        begin select raise(abort, '${TOLD}'); end`)
      await db.rawQuery(`create trigger document_files_frozen_delete before delete on document_files when old.state = 'ready'
        begin select raise(abort, '${TOLD}'); end`)
    })
  }

  async down() {
    this.defer(async (db) => {
      if (db.dialect.name === 'postgres') {
        await db.rawQuery('drop trigger if exists document_files_frozen on document_files')
        await db.rawQuery('drop function if exists sluice_frozen_document_files()')
        return
      }
      for (const verb of ['update', 'delete'])
        await db.rawQuery(`drop trigger if exists document_files_frozen_${verb}`)
    })
  }
}
