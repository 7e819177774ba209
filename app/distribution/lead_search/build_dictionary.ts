import type { Directory } from '#distribution/lead_search/evaluate'
import { DictionaryWriter } from '#distribution/lead_search/dictionary'

/** Gathers the terms of a block's leads, then writes them in order. */
export class DictionaryBuilder {
  #spaces = new Map<string, Map<string, number[]>>()

  /** Leads come in the order of their places; a term twice is one. */
  add(place: number, space: string, rest: string): void {
    let terms = this.#spaces.get(space)
    if (!terms) this.#spaces.set(space, (terms = new Map()))
    const places = terms.get(rest)
    if (!places) terms.set(rest, [place])
    else if (places[places.length - 1] !== place) places.push(place)
  }

  /** Stops after every space, so that whoever has other work can do it in between. */
  *write(size: number): Generator<void, { directory: Directory; chunks: Buffer[] }> {
    const writer = new DictionaryWriter(size)
    const kinds: Directory['kinds'] = {}
    for (const name of [...this.#spaces.keys()].sort()) {
      const space = this.#spaces.get(name)!
      const rests = [...space.keys()].sort()
      const found = new Set<string>()
      for (const rest of rests) {
        if (rest.length > 1) found.add(rest[1])
        writer.add(name + rest, space.get(rest)!)
      }
      kinds[name] = [...found].join('')
      yield
    }
    writer.end()
    return { directory: { firsts: writer.firsts, kinds }, chunks: writer.chunks }
  }
}
