import { randomBytes } from 'node:crypto'
import { createReadStream, createWriteStream } from 'node:fs'
import { access, mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { promisify } from 'node:util'
import { brotliDecompress, createBrotliDecompress } from 'node:zlib'
import { storagePath } from '#config/storage'
import { browserPackage, fontPackage, packagesCache } from '#billing/documents/pdf/package_files'
import { filesOfTar } from '#billing/documents/pdf/read_tar'
import { trueTypeOf } from '#billing/documents/pdf/read_woff'

export interface UnpackedBrowser {
  executable: string
  /** Libraries that come with it, for systems that lack them. */
  libraries: string
  /** Settings for fontconfig that name the bundled font alone: a page looks the same on every machine. */
  fonts: string
}

const inflate = promisify(brotliDecompress)
let unpacked: Promise<UnpackedBrowser> | null = null

/** The browser that comes with the packages, unpacked once for each version. */
export const unpackBrowser = (): Promise<UnpackedBrowser> =>
  (unpacked ??= unpackInto([packagesCache(), join(storagePath, 'cache')]).catch(
    (error: unknown) => {
      unpacked = null
      throw error
    }
  ))

/** Tries folders in turn: that of the packages may be read-only. */
export async function unpackInto(folders: readonly string[]): Promise<UnpackedBrowser> {
  const source = browserPackage()
  const { version } = JSON.parse(await readFile(join(source, 'package.json'), 'utf8')) as {
    version: string
  }
  const problems: unknown[] = []
  for (const parent of folders) {
    const folder = join(parent, `document-browser-${version}`)
    try {
      if (!(await isThere(folder))) await unpackOnce(source, parent, folder)
      return filesIn(folder)
    } catch (error) {
      problems.push(error)
    }
  }
  const { code, message } = problems.at(-1) as NodeJS.ErrnoException
  throw new AggregateError(
    problems,
    `E_BROWSER_UNPACK: the browser that prints documents needs 300 MB in node_modules/.cache or in STORAGE_PATH: ${code ?? message}`
  )
}

const filesIn = (folder: string): UnpackedBrowser => ({
  executable: join(folder, 'chromium'),
  libraries: join(folder, 'lib'),
  fonts: join(folder, 'fonts.conf'),
})

const isThere = (folder: string) =>
  access(join(folder, 'chromium')).then(
    () => true,
    () => false
  )

/**
 * Into a folder of its own, which then gets its name: nobody ever sees half a browser, and of two processes that unpack at
 * once the second throws its own away.
 */
async function unpackOnce(source: string, parent: string, folder: string) {
  await mkdir(parent, { recursive: true })
  const own = join(parent, `.unpacking-${randomBytes(8).toString('hex')}`)
  try {
    await mkdir(join(own, 'lib'), { recursive: true })
    await mkdir(join(own, 'fonts'))
    await pipeline(
      createReadStream(join(source, 'bin/chromium.br')),
      createBrotliDecompress(),
      createWriteStream(join(own, 'chromium'), { mode: 0o755 })
    )
    const libraries = await inflate(await readFile(join(source, 'bin/al2023.tar.br')))
    for (const { name, bytes } of filesOfTar(libraries))
      await writeFile(join(own, 'lib', name), bytes)
    for (const weight of [400, 600]) {
      const woff = join(fontPackage('@fontsource/inter'), `files/inter-latin-${weight}-normal.woff`)
      await writeFile(join(own, 'fonts', `inter-${weight}.ttf`), trueTypeOf(await readFile(woff)))
    }
    await writeFile(join(own, 'fonts.conf'), fontsConfig(folder))
    await rename(own, folder).catch(async (error: unknown) => {
      if (!(await isThere(folder))) throw error
    })
  } finally {
    await rm(own, { recursive: true, force: true })
  }
}

/** Names the folder it will lie in: fontconfig knows no relative cache. */
function fontsConfig(folder: string): string {
  const path = folder.replaceAll('&', '&amp;').replaceAll('<', '&lt;')
  return `<?xml version="1.0"?><fontconfig><dir>${path}/fonts</dir><cachedir>${path}/fontcache</cachedir></fontconfig>`
}
