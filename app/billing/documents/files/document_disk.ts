import { createHash } from 'node:crypto'
import drive from '@adonisjs/drive/services/main'
import { type DiskFault, diskReason, isMissing } from '#billing/documents/files/disk_reason'

export const sha256 = (bytes: Uint8Array): string =>
  createHash('sha256').update(bytes).digest('hex')

const WRITE_MS = 30_000
/** Somebody waits. */
const READ_MS = 15_000

/** The disk cannot be reached or takes no more; what is on it is unknown. */
export class DiskError extends Error {}

/** Keeps a file under a name made of its content, and reads it back: what is answered for is there. */
export async function keepFile(
  place: { account: string; invoice: string; format: string; extension: string },
  bytes: Uint8Array
): Promise<{ path: string; sha256: string; size: number }> {
  const sum = sha256(bytes)
  const path = `documents/${place.account}/${place.invoice}/${place.format}-${sum}.${place.extension}`
  await onDisk(() => drive.use().put(path, bytes), WRITE_MS)
  const kept = await onDisk(() => drive.use().getBytes(path))
  if (sha256(kept) !== sum) throw new DiskError('E_DISK: the file was not kept as it was written')
  return { path, sha256: sum, size: bytes.length }
}

export type FileOnDisk = { state: 'there'; bytes: Uint8Array } | { state: 'missing' | 'damaged' }

/** The file if it is what it was when it was kept. Throws a `DiskError` where that cannot be said. */
export async function readKept(path: string, sum: string): Promise<FileOnDisk> {
  let bytes: Uint8Array
  try {
    bytes = await onDisk(() => drive.use().getBytes(path))
  } catch (error) {
    if (!isMissing((error as DiskError).cause as DiskFault)) throw error
    return { state: 'missing' }
  }
  return sha256(bytes) === sum ? { state: 'there', bytes } : { state: 'damaged' }
}

async function onDisk<T>(work: () => Promise<T>, deadlineMs = READ_MS): Promise<T> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error('it does not answer in time')), deadlineMs)
  })
  try {
    return await Promise.race([work(), late])
  } catch (error) {
    throw new DiskError(`E_DISK: ${diskReason(error as DiskFault)}`, { cause: error })
  } finally {
    clearTimeout(timer)
  }
}

/** What is wrong with the disk as it is set up, as far as a question shows; null where it answers. */
export async function diskProblem(): Promise<string | null> {
  try {
    await onDisk(() => drive.use().exists('documents/none'))
    return null
  } catch (error) {
    return (error as Error).message
  }
}
