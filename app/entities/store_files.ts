import { randomBytes } from 'node:crypto'
import drive from '@adonisjs/drive/services/main'
import type { PendingFile } from '#entities/types'

/**
 * Stores files that came inside a lead's values and writes their paths into those values; call it before the values are
 * sealed. Names are made here, never taken from outside. Answers the paths, for `removeFiles` if the lead is not stored.
 */
export async function storeFiles(accountId: string, files: PendingFile[]): Promise<string[]> {
  const paths: string[] = []
  for (const { value, content } of files) {
    const path = `leads/${accountId}/${randomBytes(18).toString('hex')}`
    await drive.use().put(path, content, { contentType: value.type })
    value.path = path
    paths.push(path)
  }
  return paths
}

/** Takes files away again: of a lead that was not stored, or is erased. */
export async function removeFiles(paths: string[]): Promise<void> {
  for (const path of paths) await drive.use().delete(path)
}
