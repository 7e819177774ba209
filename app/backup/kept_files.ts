import { createHash } from 'node:crypto'
import { createReadStream, createWriteStream } from 'node:fs'
import { mkdir } from 'node:fs/promises'
import { dirname, resolve, sep } from 'node:path'
import { Transform } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import drive from '@adonisjs/drive/services/main'
import { BackupError } from '#backup/types'

export interface KeptFile {
  path: string
  bytes: number
  sha256: string
}

/** Where a file of the backup lies; never outside of it, whatever its list says. */
function placeOf(folder: string, path: string): string {
  const files = resolve(folder, 'files')
  const place = resolve(files, path)
  if (!place.startsWith(files + sep)) throw new BackupError(`"${path}" is no path of a file.`)
  return place
}

function counting(path: string) {
  const hash = createHash('sha256')
  let bytes = 0
  const stream = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      hash.update(chunk)
      bytes += chunk.length
      done(null, chunk)
    },
  })
  return { stream, read: (): KeptFile => ({ path, bytes, sha256: hash.digest('hex') }) }
}

/** Paths of everything the install keeps beside the database, in order. */
export async function keptPaths(): Promise<string[]> {
  const disk = drive.use()
  const paths: string[] = []
  let paginationToken: string | undefined
  do {
    const page = await disk.listAll('', { recursive: true, paginationToken }).catch((error) => {
      // Nothing was ever kept.
      if (error.cause?.code === 'ENOENT') return { objects: [], paginationToken: undefined }
      throw error
    })
    for (const one of page.objects) if (one.isFile) paths.push(one.key)
    paginationToken = page.paginationToken
  } while (paginationToken)
  return paths.sort((a, b) => (a < b ? -1 : 1))
}

/** Copies one file into the backup; null: it was taken away meanwhile. */
export async function saveFile(folder: string, path: string): Promise<KeptFile | null> {
  const place = placeOf(folder, path)
  const disk = drive.use()
  if (!(await disk.exists(path))) return null
  await mkdir(dirname(place), { recursive: true })
  const { stream, read } = counting(path)
  await pipeline(await disk.getStream(path), stream, createWriteStream(place))
  return read()
}

/** What a file of the backup is now. */
export async function measureFile(folder: string, path: string): Promise<KeptFile> {
  const { stream, read } = counting(path)
  try {
    await pipeline(createReadStream(placeOf(folder, path)), stream.resume())
  } catch (error) {
    if (error instanceof BackupError) throw error
    throw new BackupError(`File ${path} cannot be read: ${(error as Error).message}`)
  }
  return read()
}

/** Puts a file of the backup where the install keeps its files. */
export async function putFile(folder: string, path: string): Promise<void> {
  await drive.use().putStream(path, createReadStream(placeOf(folder, path)))
}
