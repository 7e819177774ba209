import { Summing } from '#backup/table_files'
import { BackupError, type Cells, type TableShape, type TableSum, type Target } from '#backup/types'

/** Where rows come from: a database, or the files of a backup. */
export interface Origin {
  migrations: string[]
  /** Names of the tables. */
  tables: string[]
  rows(table: TableShape): AsyncIterable<Cells[]>
}

/** Told after each table. */
export type Progress = (table: string, rows: number) => void

const columnsOf = (row: Cells) => Object.keys(row).sort().join(', ')

/**
 * Fills a database that holds no account yet: every row is written, read back and compared. It stays when the caller
 * commits. Throws BackupError with what does not fit. Returns the sums of what is there now.
 */
export async function fill(
  target: Target,
  origin: Origin,
  progress: Progress = () => {}
): Promise<Record<string, TableSum>> {
  checkMigrations(origin.migrations, await target.migrations())
  const shapes = await target.tables()
  const names = new Set(shapes.map(({ name }) => name))
  const strange = origin.tables.filter((name) => !names.has(name))
  if (strange.length)
    throw new BackupError(`The database to fill has no table ${strange.join(', ')}.`)
  const [taken] = await target.all('select key from accounts limit 1')
  if (taken)
    throw new BackupError(
      `The database to fill holds accounts already ("${taken.key}"): take an empty one.`
    )
  await target.begin()
  const sums: Record<string, TableSum> = {}
  for (const shape of shapes) {
    if (!origin.tables.includes(shape.name)) continue
    const written = new Summing()
    for await (const rows of origin.rows(shape)) {
      checkColumns(shape, rows[0]!)
      written.add(shape, rows)
      await target.insert(shape, rows)
    }
    const there = new Summing()
    for await (const rows of target.rows(shape)) there.add(shape, rows)
    const [before, after] = [written.sum(), there.sum()]
    if (before.rows !== after.rows || before.sha256 !== after.sha256)
      throw new BackupError(
        `Table ${shape.name} reads otherwise than it was written (${before.rows} rows, ${after.rows} back).`
      )
    sums[shape.name] = after
    progress(shape.name, after.rows)
  }
  return sums
}

/** Two databases are alike when they went through the same migrations. */
function checkMigrations(from: string[], to: string[]) {
  const missing = from.filter((name) => !to.includes(name))
  if (missing.length)
    throw new BackupError(
      `What is to be read was written by a newer Sluice (${missing.at(-1)}): use that one or a later one.`
    )
  const beyond = to.filter((name) => !from.includes(name))
  if (beyond.length)
    throw new BackupError(
      `What is to be read was written by an older Sluice, before ${beyond[0]}: read it with the version that wrote it, then upgrade.`
    )
}

function checkColumns(shape: TableShape, row: Cells) {
  const known = shape.columns.map(({ name }) => name).join(', ')
  const found = columnsOf(row)
  if (found !== known)
    throw new BackupError(`Table ${shape.name} has the columns ${known}, and ${found} came.`)
}
