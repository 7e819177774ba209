import db from '@adonisjs/lucid/services/db'
import type { Bookkeeping } from '#accounts/bookkeeping'
import { lockConfiguration } from '#accounts/config_changes'
import type { ExportedDocument } from '#billing/exports/exported_documents'

/** Debtors begin with 1, creditors with 7; both have one digit more than an account. */
const firstOf = (supplier: boolean, length: number) => (supplier ? 7 : 1) * 10 ** length

/**
 * The number in the books of every partner and supplier on these documents: the one that is said, else the one it was given
 * before, else the next. Once given it stays.
 */
export async function partyNumbers(
  accountId: string,
  { numbers = [], account_length: length = 4 }: Bookkeeping,
  documents: readonly ExportedDocument[]
): Promise<Map<string, number>> {
  const said = new Map(numbers.map(({ party, number }) => [party, number]))
  const found = new Map<string, number>()
  const missing = new Map<string, boolean>()
  return db.transaction(async (trx) => {
    await lockConfiguration(trx, accountId)
    const rows = await trx.from('ledger_numbers').where('account_id', accountId)
    const given = new Map(rows.map((row) => [row.party_id as string, Number(row.number)]))
    for (const { partyId, partyKey, kind } of documents) {
      const number = said.get(partyKey) ?? given.get(partyId)
      if (number !== undefined) found.set(partyId, number)
      else missing.set(partyId, kind.startsWith('self_billing'))
    }
    const taken = new Set([...given.values(), ...said.values()])
    for (const [partyId, supplier] of missing) {
      let number = firstOf(supplier, length)
      while (taken.has(number)) number++
      taken.add(number)
      found.set(partyId, number)
      await trx.table('ledger_numbers').insert({ account_id: accountId, party_id: partyId, number })
    }
    return found
  })
}
