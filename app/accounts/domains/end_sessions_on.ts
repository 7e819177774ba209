import type { TransactionClientContract } from '@adonisjs/lucid/types/database'

/** Ends every sign-in under a host: whoever holds it next gets nobody's. */
export async function endSessionsOn(trx: TransactionClientContract, host: string): Promise<void> {
  for (const table of ['user_sessions', 'portal_sessions'])
    await trx.from(table).where('host', host).delete()
}
