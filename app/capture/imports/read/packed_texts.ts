import { bomb } from '#capture/imports/read/zip_file'

const PAGE = 1024 * 1024
const MAX_PAGES = 256

/**
 * Texts by number, in a fraction of what as many strings would take: a sheet names its texts by their place in one list,
 * so all of that list has to be at hand.
 */
export class PackedTexts {
  #pages: Buffer[] = []
  #used = PAGE
  #at = new Uint32Array(1024)
  #bytes = new Uint32Array(1024)
  #count = 0

  add(text: string) {
    const size = Buffer.byteLength(text)
    if (size > PAGE) throw bomb()
    if (this.#used + size > PAGE) {
      if (this.#pages.length === MAX_PAGES) throw bomb()
      this.#pages.push(Buffer.allocUnsafe(PAGE))
      this.#used = 0
    }
    if (this.#count === this.#at.length) this.#grow()
    const page = this.#pages.length - 1
    this.#at[this.#count] = page * PAGE + this.#used
    this.#bytes[this.#count++] = size
    this.#pages[page].write(text, this.#used)
    this.#used += size
  }

  get(number: number): string {
    if (!(number >= 0 && number < this.#count)) return ''
    const at = this.#at[number]
    const from = at % PAGE
    return this.#pages[Math.floor(at / PAGE)].toString('utf8', from, from + this.#bytes[number])
  }

  #grow() {
    const twice = (list: Uint32Array) => {
      const longer = new Uint32Array(list.length * 2)
      longer.set(list)
      return longer
    }
    this.#at = twice(this.#at)
    this.#bytes = twice(this.#bytes)
  }
}
