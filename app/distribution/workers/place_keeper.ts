import { forgetPlaces, returnPlaces } from '#distribution/pings/return_places'

const EVERY_MS = 1_000
const LOOKS_PER_CLEANING = 600

/** Sees to it that places held for leads that never came are free again. */
export class PlaceKeeper {
  #timer: NodeJS.Timeout | null = null
  #busy = false
  #looks = 0

  start() {
    this.#timer = setInterval(() => void this.#look(), EVERY_MS)
    this.#timer.unref()
  }

  stop() {
    if (this.#timer) clearInterval(this.#timer)
    this.#timer = null
  }

  async #look() {
    if (this.#busy) return
    this.#busy = true
    try {
      await returnPlaces(Date.now())
      if (this.#looks++ % LOOKS_PER_CLEANING === 0) await forgetPlaces(Date.now())
    } catch {
      // The database is away: the next look finds them again.
    } finally {
      this.#busy = false
    }
  }
}
