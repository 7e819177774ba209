import { type Place, openSource, openTarget } from '#backup/ends'
import { type Progress, fill } from '#backup/fill'
import { bookedIn } from '#backup/manifest'
import { checkBooked } from '#backup/restore_backup'
import type { Manifest, TableSum } from '#backup/types'

/**
 * Copies everything of one database into another that went through the same migrations and holds no account, whichever
 * kinds they are. Counts, sums of every table and of the ledger are compared before it stays. Files stay where they are.
 * Throws BackupError; the source is only read.
 */
export async function moveDatabase(
  from: Place,
  to: Place,
  progress?: Progress
): Promise<{ tables: Record<string, TableSum>; booked: Manifest['booked'] }> {
  const source = await openSource(from)
  try {
    const target = await openTarget(to)
    try {
      const tables = await source.tables()
      const byName = new Map(tables.map((table) => [table.name, table]))
      const sums = await fill(
        target,
        {
          migrations: await source.migrations(),
          tables: [...byName.keys()],
          rows: ({ name }) => source.rows(byName.get(name)!),
        },
        progress
      )
      const booked = await bookedIn(source)
      checkBooked(booked, await bookedIn(target))
      await target.commit()
      return { tables: sums, booked }
    } finally {
      await target.close()
    }
  } finally {
    await source.close()
  }
}
