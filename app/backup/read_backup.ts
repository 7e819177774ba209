import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Progress } from '#backup/fill'
import { type KeptFile, measureFile } from '#backup/kept_files'
import { readManifest } from '#backup/manifest'
import { Summing, readTable } from '#backup/table_files'
import { BackupError, type Manifest, type TableShape } from '#backup/types'
import { FILE_LIST } from '#backup/write_backup'

/** What a backup says its files are. Throws BackupError where the list is not the one that was written. */
export async function readFileList(folder: string, { files }: Manifest): Promise<KeptFile[]> {
  if (!files) return []
  const list = await readFile(join(folder, FILE_LIST), 'utf8').catch(() => '')
  if (createHash('sha256').update(list).digest('hex') !== files.sha256)
    throw new BackupError(`${FILE_LIST} is not what was written: the backup is damaged.`)
  const lines = list.split('\n').filter((line) => line !== '')
  return lines.map((line) => JSON.parse(line) as KeptFile)
}

/** Reads a whole backup and compares it with what its manifest says. Throws BackupError with the first that differs. */
export async function checkBackup(
  folder: string,
  progress: Progress = () => {}
): Promise<Manifest> {
  const manifest = await readManifest(folder)
  for (const [name, expected] of Object.entries(manifest.tables)) {
    const sums = new Summing()
    for await (const rows of readTable(folder, name)) sums.add(asWritten(name, rows[0]!), rows)
    const { rows, sha256 } = sums.sum()
    if (rows !== expected.rows || sha256 !== expected.sha256)
      throw new BackupError(
        `Table ${name} is not what was written (${expected.rows} rows then, ${rows} now): the backup is damaged.`
      )
    progress(name, rows)
  }
  await checkFiles(folder, await readFileList(folder, manifest))
  return manifest
}

/** The shape rows were written with: their kinds show in the lines themselves. */
const asWritten = (name: string, row: object): TableShape => ({
  name,
  columns: Object.keys(row).map((column) => ({ name: column, kind: 'plain' })),
  key: [],
})

export async function checkFiles(folder: string, list: KeptFile[]) {
  for (const file of list) {
    const { bytes, sha256 } = await measureFile(folder, file.path)
    if (bytes !== file.bytes || sha256 !== file.sha256)
      throw new BackupError(`File ${file.path} is not what was written: the backup is damaged.`)
  }
}
