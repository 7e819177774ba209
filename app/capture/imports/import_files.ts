import { createWriteStream } from 'node:fs'
import { mkdir, readdir, rm, stat } from 'node:fs/promises'
import { randomBytes } from 'node:crypto'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { IncomingMessage } from 'node:http'
import { pipeline } from 'node:stream/promises'
import drive from '@adonisjs/drive/services/main'
import { maxImportBytes } from '#config/imports'
import { storagePath } from '#config/storage'
import { HttpProblem } from '#shared/http_problem'
import { FileProbe } from '#capture/imports/read/file_probe'

/** What S3 is given in one request. */
const AT_ONCE = 8 * 1024 * 1024

/** `location`: files lie on this machine, in this folder; `bucket`: on S3. */
const optionsOfDisk = () =>
  (drive.use() as unknown as { driver: { options: { location?: URL | string; bucket?: string } } })
    .driver.options

/** How long a sender may say nothing. */
const SILENCE_MS = 60_000
const folder = () => join(storagePath, 'uploads')

export interface Received {
  path: string
  probe: FileProbe
  /** Puts the file where it stays; answers its place in the store. */
  keep(accountId: string): Promise<string>
  drop(): Promise<void>
}

/** Writes a body to a file as it comes; nothing of it is held in memory. */
export async function receiveFile(body: IncomingMessage): Promise<Received> {
  if (body.readableDidRead)
    throw new HttpProblem(
      'unsupported-media-type',
      'Send the file itself as application/octet-stream'
    )
  if (Number(body.headers['content-length'] ?? 0) > maxImportBytes) throw tooLarge()
  await mkdir(folder(), { recursive: true })
  const path = join(folder(), randomBytes(18).toString('hex'))
  const probe = new FileProbe()
  const drop = () => rm(path, { force: true })
  let silence = setTimeout(() => {}, 0)
  const listen = () => {
    clearTimeout(silence)
    silence = setTimeout(() => body.destroy(new Error('silent')), SILENCE_MS)
  }
  listen()
  try {
    await pipeline(
      body,
      async function* (chunks: AsyncIterable<Buffer>) {
        for await (const chunk of chunks) {
          listen()
          probe.see(chunk)
          if (probe.bytes > maxImportBytes) throw tooLarge()
          yield chunk
        }
      },
      createWriteStream(path, { flags: 'wx', mode: 0o600 })
    )
  } catch (error) {
    await drop()
    if (error instanceof HttpProblem || isOurs(error)) throw error
    throw new HttpProblem('unreadable-body', 'The body ended before it was complete')
  } finally {
    clearTimeout(silence)
  }
  const keep = async (accountId: string) => {
    const place = `imports/${accountId}/${randomBytes(18).toString('hex')}`
    const { bucket } = optionsOfDisk()
    if (bucket !== undefined && probe.bytes > AT_ONCE) {
      const { putLarge } = await import('#capture/imports/put_large')
      await putLarge(path, place, { ...optionsOfDisk(), bucket })
      await drop()
    } else await drive.use().moveFromFs(path, place, { contentType: 'application/octet-stream' })
    return place
  }
  return { path, probe, keep, drop }
}

/** A full disk is a fault here, not of the sender. */
const isOurs = (error: unknown) =>
  ['ENOSPC', 'EACCES', 'EROFS', 'EIO'].includes((error as { code?: string }).code ?? '')

const tooLarge = () =>
  new HttpProblem('body-too-large', `A file may have at most ${maxImportBytes} bytes`)

/** A file of the store as one of this machine; one that lies elsewhere is fetched for as long as it is open. */
export async function openLocalFile(
  place: string
): Promise<{ path: string; close(): Promise<void> }> {
  const { location } = optionsOfDisk()
  if (location) return { path: join(String(location), place), close: async () => {} }
  const path = join(tmpdir(), `sluice-${randomBytes(12).toString('hex')}`)
  const close = () => rm(path, { force: true })
  try {
    await pipeline(
      await drive.use().getStream(place),
      createWriteStream(path, { flags: 'wx', mode: 0o600 })
    )
    return { path, close }
  } catch (error) {
    await close()
    throw error
  }
}

export async function withLocalFile<T>(
  place: string,
  work: (path: string) => Promise<T>
): Promise<T> {
  const { path, close } = await openLocalFile(place)
  try {
    return await work(path)
  } finally {
    await close()
  }
}

export const removeFile = (place: string) => drive.use().delete(place)

const DAY_MS = 86_400_000

/** Files that were coming in when their process died. */
export async function removeUnfinished(now: number): Promise<void> {
  const names = await readdir(folder()).catch(() => [] as string[])
  for (const name of names) {
    const path = join(folder(), name)
    const found = await stat(path).catch(() => null)
    if (found && found.mtimeMs < now - DAY_MS) await rm(path, { force: true })
  }
}
