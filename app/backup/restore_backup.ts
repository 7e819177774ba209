import { type Place, openTarget } from '#backup/ends'
import { type Progress, fill } from '#backup/fill'
import { putFile } from '#backup/kept_files'
import { bookedIn, keyPrint, readManifest } from '#backup/manifest'
import { checkFiles, readFileList } from '#backup/read_backup'
import { readTable } from '#backup/table_files'
import { BackupError, type Manifest, type TableSum } from '#backup/types'

interface RestoreOptions {
  appKey: string
  /** False: files stay as they are, such as in a trial. */
  files: boolean
  progress?: Progress
}

/**
 * Restores a backup into a database that went through the same migrations and holds no account. Everything is read back
 * and compared before it stays; files are checked before and put in their places after. Throws BackupError.
 */
export async function restoreBackup(
  folder: string,
  place: Place,
  { appKey, files, progress }: RestoreOptions
): Promise<Manifest> {
  const manifest = await readManifest(folder)
  if (manifest.app_key !== keyPrint(appKey))
    throw new BackupError(
      'The backup was made with another APP_KEY: what it holds sealed could not be read. Set the key of that install.'
    )
  const list = files ? await readFileList(folder, manifest) : []
  await checkFiles(folder, list)
  const target = await openTarget(place)
  try {
    const sums = await fill(
      target,
      {
        migrations: manifest.migrations,
        tables: Object.keys(manifest.tables),
        rows: ({ name }) => readTable(folder, name),
      },
      progress
    )
    checkSums(manifest.tables, sums)
    checkBooked(manifest.booked, await bookedIn(target))
    await target.commit()
  } finally {
    await target.close()
  }
  for (const { path } of list) await putFile(folder, path)
  return manifest
}

/** What is there now is what the manifest says was written then. */
export function checkSums(expected: Record<string, TableSum>, found: Record<string, TableSum>) {
  for (const [name, { rows, sha256 }] of Object.entries(expected))
    if (found[name]?.rows !== rows || found[name]?.sha256 !== sha256)
      throw new BackupError(
        `Table ${name} is not what was written (${rows} rows then, ${found[name]?.rows ?? 0} now).`
      )
}

export function checkBooked(expected: Manifest['booked'], found: Manifest['booked']) {
  if (JSON.stringify(expected) !== JSON.stringify(found))
    throw new BackupError('The sums of the ledger differ from what they were.')
}
