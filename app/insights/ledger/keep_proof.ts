import db from '@adonisjs/lucid/services/db'
import type { Account } from '#accounts/types'
import { type LedgerProof, proveLedger } from '#insights/ledger/prove_ledger'
import { formatAmount } from '#shared/money'
import { store } from '#store/store'

/** Proves the books and keeps what came of it, so that a page can say when they last agreed. */
export async function proveAndKeep(
  account: Account,
  actor: string | null
): Promise<LedgerProof & { tookMs: number }> {
  const began = performance.now()
  const at = Date.now()
  const proof = await proveLedger(account)
  const tookMs = Math.round(performance.now() - began)
  const row = {
    account_id: account.id,
    at,
    took_ms: tookMs,
    sums: JSON.stringify(proof.sums),
    faults: JSON.stringify(proof.faults),
    actor,
  }
  await db.knexQuery().insert(row).into('ledger_proofs').onConflict('account_id').merge()
  return { ...proof, tookMs }
}

/** The last proof of an account, for a page; null before the first. */
export async function lastProof(accountId: string) {
  const row = await store.first('select * from ledger_proofs where account_id = ?', [accountId])
  if (!row) return null
  const sums = JSON.parse(row.sums as string) as LedgerProof['sums']
  return {
    at: new Date(Number(row.at)).toISOString(),
    took_ms: Number(row.took_ms),
    faults: JSON.parse(row.faults as string) as string[],
    sums: sums.map(({ currency, ...amounts }) => ({
      currency,
      ...(Object.fromEntries(
        Object.entries(amounts).map(([name, minor]) => [name, formatAmount(minor, currency)])
      ) as Record<keyof typeof amounts, string>),
    })),
  }
}
