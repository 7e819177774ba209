import { createHash } from 'node:crypto'
import { mkdir, readdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { type Place, kindOf, openSource } from '#backup/ends'
import type { Progress } from '#backup/fill'
import { keptPaths, saveFile } from '#backup/kept_files'
import { bookedIn, keyPrint, writeManifest } from '#backup/manifest'
import { writeTable } from '#backup/table_files'
import { BackupError, type Manifest, type TableSum } from '#backup/types'

/** Path, size and sum of every file of a backup, one a line. */
export const FILE_LIST = 'files.ndjson'

export interface BackupOptions {
  appKey: string
  /** False: the database alone, where files are backed up by what keeps them. */
  files: boolean
  progress?: Progress
}

/**
 * Writes everything an install holds into a folder that is empty or not there yet: the database as it is at this moment,
 * then its files. The install may go on working meanwhile. Throws BackupError.
 */
export async function writeBackup(
  place: Place,
  folder: string,
  { appKey, files, progress = () => {} }: BackupOptions
): Promise<Manifest> {
  await mkdir(join(folder, 'tables'), { recursive: true }).catch((error) => {
    throw new BackupError(`${folder} cannot be written: ${(error as Error).message}`)
  })
  const found = await readdir(folder, { recursive: true })
  if (found.length > 1)
    throw new BackupError(`${folder} is not empty: a backup gets a folder of its own.`)
  const madeAt = new Date().toISOString()
  const source = await openSource(place)
  try {
    const tables: Record<string, TableSum> = {}
    for (const table of await source.tables()) {
      tables[table.name] = await writeTable(folder, table, source.rows(table))
      progress(table.name, tables[table.name]!.rows)
    }
    const manifest: Manifest = {
      format: 1,
      made_at: madeAt,
      database: kindOf(place),
      migrations: await source.migrations(),
      app_key: keyPrint(appKey),
      tables,
      // A file is written before the row that names it, so what the rows name is there.
      files: files ? await writeFiles(folder) : null,
      booked: await bookedIn(source),
    }
    await writeManifest(folder, manifest)
    return manifest
  } finally {
    await source.close()
  }
}

async function writeFiles(folder: string): Promise<NonNullable<Manifest['files']>> {
  let list = ''
  let count = 0
  let bytes = 0
  for (const path of await keptPaths()) {
    const file = await saveFile(folder, path)
    if (!file) continue
    list += `${JSON.stringify(file)}\n`
    count += 1
    bytes += file.bytes
  }
  await writeFile(join(folder, FILE_LIST), list)
  return { count, bytes, sha256: createHash('sha256').update(list).digest('hex') }
}
