import db from '@adonisjs/lucid/services/db'
import { rowId } from '#intake/import_rows'
import type { Problem } from '#shared/result'

export interface BadRow {
  number: number
  problems: Problem[]
}

/** Notes rows that are no leads, and why; once, however often they are met. */
export async function storeBadRows(accountId: string, importId: string, rows: BadRow[]) {
  if (rows.length === 0) return
  await db
    .knexQuery()
    .table('import_rows')
    .insert(
      rows.map(({ number, problems }) => ({
        ...{ id: rowId({ importId, number }), account_id: accountId, import_id: importId, number },
        ...{ outcome: 'bad', problems: JSON.stringify(problems) },
      }))
    )
    .onConflict('id')
    // A row that was held, and became no lead, is there already and says nothing yet.
    .merge(['outcome', 'problems'])
    .whereNull('import_rows.outcome')
}

const AT_ONCE = 1_000

/** The rows of an import that did not become leads, in their order: with what is wrong, or the lead that was first. */
export async function* refusedRows(
  accountId: string,
  importId: string
): AsyncGenerator<BadRow & { rejected: boolean }> {
  for (let after = 0; ;) {
    const rows = (await db
      .from('import_rows')
      .where({ account_id: accountId, import_id: importId })
      .whereIn('outcome', ['bad', 'rejected'])
      .where('number', '>', after)
      .orderBy('number')
      .limit(AT_ONCE)) as { number: number; outcome: string; problems: string | null }[]
    for (const { number, outcome, problems } of rows)
      yield {
        number: Number(number),
        rejected: outcome === 'rejected',
        problems: problems === null ? [] : (JSON.parse(problems) as Problem[]),
      }
    if (rows.length < AT_ONCE) return
    after = Number(rows.at(-1)!.number)
  }
}
