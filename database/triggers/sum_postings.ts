import type { QueryClientContract } from '@adonisjs/lucid/types/database'

export const REVENUE_KEY = [
  ...['account_id', 'grain', 'span', 'partner_id', 'profile_id', 'source', 'currency'],
]
export const REVENUE_SUMS = [
  ...['delivered', 'cancelled', 'returned', 'gross', 'reversed', 'adjusted'],
]

/** A sum a posting belongs to: SQL of its grain, span, partner, profile and source, where `new` is the posting. */
export type Place = string

const DAY = 'new.day'
const MONTH = 'substr(new.day, 1, 7)'
const SOURCE = `coalesce(new.source, '')`

/** By partner, profile and source for the day and the month, and all of a day. */
export const PLACES: Place[] = [
  `'day', ${DAY}, new.partner_id, new.profile_id, ${SOURCE}`,
  `'month', ${MONTH}, new.partner_id, new.profile_id, ${SOURCE}`,
  `'total', ${DAY}, '', '', ''`,
]

/** By one of the three alone, for the day and the month. */
export const PLACES_OF_ONE: Place[] = [
  ['partner', `new.partner_id, '', ''`],
  ['profile', `'', new.profile_id, ''`],
  ['source', `'', '', ${SOURCE}`],
].flatMap(([name, key]) => [`'${name}_day', ${DAY}, ${key}`, `'${name}_month', ${MONTH}, ${key}`])

const adding = (places: readonly Place[]) => `
  insert into revenue_sums (${[...REVENUE_KEY, ...REVENUE_SUMS].join(', ')}) values
  ${places
    .map(
      (place) => `(new.account_id, ${place}, new.currency,
        case when new.kind = 'sale' then 1 else 0 end,
        case when new.kind in ('cancellation', 'return') then 1 else 0 end,
        case when new.kind = 'return' then 1 else 0 end,
        case when new.kind in ('cancellation', 'return') then 0 else new.amount end,
        case when new.kind in ('cancellation', 'return') then -new.amount else 0 end,
        case when new.kind = 'adjustment' then new.amount else 0 end)`
    )
    .join(',\n')}
  on conflict (${REVENUE_KEY.join(', ')}) do update set
    ${REVENUE_SUMS.map((name) => `${name} = revenue_sums.${name} + excluded.${name}`).join(', ')};`

/**
 * A posting that is written under a date already summed up (an import, a restore) is added by the database itself. Who
 * sells today pays one comparison of dates for it.
 */
export async function sumLatePostings(db: QueryClientContract, places: readonly Place[]) {
  if (db.dialect.name !== 'postgres')
    return db.rawQuery(`
      create trigger postings_summed after insert on postings
      when new.day < date('now', '-1 day')
        and new.day <= (select upto from revenue_cursors where account_id = new.account_id)
      begin ${adding(places)} end`)
  // The cursor is held, so that no day is summed up between the look at it and the commit of the posting.
  await db.rawQuery(`
    create or replace function sluice_sum_posting() returns trigger language plpgsql as $$
    declare summed varchar(10);
    begin
      insert into revenue_cursors (account_id, upto) values (new.account_id, '') on conflict do nothing;
      select upto into summed from revenue_cursors where account_id = new.account_id for share;
      if new.day <= summed then ${adding(places)} end if;
      return null;
    end $$`)
  await db.rawQuery(`
    create trigger postings_summed after insert on postings for each row
    when (new.day < to_char(timezone('utc', now()) - interval '1 day', 'YYYY-MM-DD'))
    execute function sluice_sum_posting()`)
}

export async function leaveLatePostings(db: QueryClientContract) {
  const postgres = db.dialect.name === 'postgres'
  await db.rawQuery(`drop trigger if exists postings_summed${postgres ? ' on postings' : ''}`)
  if (postgres) await db.rawQuery('drop function if exists sluice_sum_posting()')
}
