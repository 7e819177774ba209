import { createHash } from 'node:crypto'
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'

/** How far the posting of a file has come: kept beside the database, so that a second run goes on from there. */
export interface PostState {
  file: string
  /** Tells one posting of the same file from another that was asked for on purpose. */
  round: string
  /** Number of the last row that is dealt with: stored, or refused. */
  row: number
  done: boolean
  /** ms since the epoch, of the first run. */
  startedAt: number
  counts: PostCounts
}

export interface PostCounts {
  stored: number
  duplicates: number
  updated: number
  refused: number
  /** Stored by an earlier run that ended before it could note so. */
  repeated: number
}

export const noCounts = (): PostCounts => ({
  stored: 0,
  duplicates: 0,
  updated: 0,
  refused: 0,
  repeated: 0,
})

/** Names one posting: the same bytes under the same options are the same one, wherever the file lies. */
export const postingId = (parts: (string | null)[]): string =>
  createHash('sha256').update(JSON.stringify(parts)).digest('hex').slice(0, 40)

export class PostStateFile {
  #path: string

  constructor(
    private folder: string,
    id: string
  ) {
    this.#path = join(folder, `${id}.json`)
  }

  async read(): Promise<PostState | null> {
    try {
      return JSON.parse(await readFile(this.#path, 'utf8')) as PostState
    } catch {
      return null
    }
  }

  /** Replaced as a whole: a crash leaves the old state or the new one. */
  async write(state: PostState): Promise<void> {
    await mkdir(this.folder, { recursive: true })
    await writeFile(`${this.#path}.new`, JSON.stringify(state))
    await rename(`${this.#path}.new`, this.#path)
  }

  async forget(): Promise<void> {
    await rm(this.#path, { force: true })
  }
}
