import { createHmac } from 'node:crypto'
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { BackupError, type Cells, type Manifest, type Source } from '#backup/types'

export const MANIFEST = 'manifest.json'

/** Tells one key from another, and says nothing about either. */
export const keyPrint = (appKey: string) =>
  createHmac('sha256', appKey).update('sluice backup').digest('hex').slice(0, 32)

/** It is written last: a folder without one is no backup, or not yet. */
export const writeManifest = (folder: string, manifest: Manifest) =>
  writeFile(join(folder, MANIFEST), `${JSON.stringify(manifest, null, 2)}\n`)

export async function readManifest(folder: string): Promise<Manifest> {
  let text: string
  try {
    text = await readFile(join(folder, MANIFEST), 'utf8')
  } catch {
    throw new BackupError(`${folder} holds no finished backup: there is no ${MANIFEST}.`)
  }
  let manifest: Manifest
  try {
    manifest = JSON.parse(text)
  } catch {
    throw new BackupError(`${MANIFEST} of ${folder} cannot be read: the backup is damaged.`)
  }
  if (manifest.format !== 1)
    throw new BackupError(`${folder} was written by a newer Sluice: restore it with that one.`)
  return manifest
}

/** Sums of the ledger by account and currency. */
export async function bookedIn({ all }: Pick<Source, 'all'>): Promise<Manifest['booked']> {
  const rows = await all(
    `select a.key as account, p.currency, sum(p.amount) as amount
     from postings p join accounts a on a.id = p.account_id group by a.key, p.currency`
  )
  return rows
    .map(({ account, currency, amount }: Cells) => ({
      account: String(account),
      currency: String(currency),
      amount: Number(amount),
    }))
    .sort((a, b) => (`${a.account} ${a.currency}` < `${b.account} ${b.currency}` ? -1 : 1))
}
