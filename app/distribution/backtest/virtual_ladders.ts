import {
  type Ladder,
  NO_PLACES,
  type Places,
  freePlace,
  nextPlace,
  takePlace,
} from '#routing/ladder'

/** A place taken on a ladder that is only thought of. */
export interface PlaceTaken {
  ladder: string
  place: number
}

/** Which places of ladders are taken in a world that is only thought of. Periods that ended are forgotten. */
export class VirtualLadders {
  #ladders = new Map<string, { places: Places; endsAt: number | null }>()

  next(id: string): number {
    return nextPlace(this.#ladders.get(id)?.places ?? NO_PLACES)
  }

  take({ id, endsAt }: Pick<Ladder, 'id' | 'endsAt'>): PlaceTaken {
    const { place, places } = takePlace(this.#ladders.get(id)?.places ?? NO_PLACES)
    this.#ladders.set(id, { places, endsAt })
    return { ladder: id, place }
  }

  giveBack({ ladder, place }: PlaceTaken) {
    const known = this.#ladders.get(ladder)
    if (known) this.#ladders.set(ladder, { ...known, places: freePlace(known.places, place) })
  }

  /** Drops the periods that ended before `at`. */
  forget(at: number) {
    for (const [id, { endsAt }] of this.#ladders)
      if (endsAt !== null && endsAt <= at) this.#ladders.delete(id)
  }
}
