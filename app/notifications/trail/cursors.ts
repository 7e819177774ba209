import db from '@adonisjs/lucid/services/db'
import type { TransactionClientContract } from '@adonisjs/lucid/types/database'

/** Up to where the trail was followed. An install that never told anything begins at `start`: nobody wants to hear of years gone by. */
export async function cursorAt(name: string, start: string): Promise<string> {
  const known = await db.from('notice_cursors').where('name', name).first()
  if (known) return known.upto
  await db
    .knexQuery()
    .table('notice_cursors')
    .insert({ name, upto: start })
    .onConflict('name')
    .ignore()
  return start
}

/** Only ever forward. */
export const moveCursor = (name: string, upto: string, trx: TransactionClientContract) =>
  trx.from('notice_cursors').where('name', name).where('upto', '<', upto).update({ upto })
