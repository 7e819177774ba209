import { createHash } from 'node:crypto'

/** A statement asked so often is prepared: planning a look-up by id costs the server as much as the look-up. */
const PREPARED_FROM = 20
const MAX_PREPARED = 200

/** Names under which connections keep statements prepared; undefined for one that is asked too rarely. */
export class PreparedNames {
  #asked = new Map<string, { times: number; name: string | undefined }>()

  of(text: string): string | undefined {
    let known = this.#asked.get(text)
    if (!known) {
      if (this.#asked.size >= MAX_PREPARED) {
        for (const [other, { name }] of this.#asked) if (!name) this.#asked.delete(other)
        if (this.#asked.size >= MAX_PREPARED) return undefined
      }
      this.#asked.set(text, (known = { times: 0, name: undefined }))
    }
    if (++known.times > PREPARED_FROM)
      known.name ??= createHash('sha256').update(text).digest('base64url')
    return known.name
  }
}
