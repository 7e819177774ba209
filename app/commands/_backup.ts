import { count } from '#commands/_progress'

/** Runs the body of a command about backups: what a person can do something about is said in one line, with exit code 1. */
export async function telling(command: { exitCode?: number }, body: () => Promise<void>) {
  const { BackupError } = await import('#backup/types')
  try {
    await body()
  } catch (error) {
    if (!(error instanceof BackupError)) throw error
    process.stderr.write(`${error.message}\n`)
    command.exitCode = 1
  }
}

/** Tells of large tables as they are done; on a terminal of each. */
export function tellTable(name: string, rows: number) {
  if (rows >= 100_000) process.stdout.write(`  ${name}  ${count(rows)} rows\n`)
}

export const rowsOf = (tables: Record<string, { rows: number }>) => {
  const rows = Object.values(tables).reduce((sum, table) => sum + table.rows, 0)
  return `${count(rows)} rows of ${Object.keys(tables).length} tables`
}

/** Sums of the ledger, for the eye. */
export async function sayBooked(booked: { account: string; currency: string; amount: number }[]) {
  const { formatAmount } = await import('#shared/money')
  for (const { account, currency, amount } of booked)
    process.stdout.write(`  ${account}  booked ${formatAmount(amount, currency)} ${currency}\n`)
}
