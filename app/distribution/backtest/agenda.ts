/** Things that will happen, given out in the order of their times: a binary heap. */
export class Agenda<T> {
  #heap: { at: number; what: T }[] = []

  get size(): number {
    return this.#heap.length
  }

  add(at: number, what: T) {
    const heap = this.#heap
    let place = heap.push({ at, what }) - 1
    while (place > 0) {
      const above = (place - 1) >> 1
      if (heap[above].at <= heap[place].at) return
      ;[heap[above], heap[place]] = [heap[place], heap[above]]
      place = above
    }
  }

  /** Takes out what is due at `at`, the earliest first. */
  *due(at: number): Generator<T> {
    while (this.#heap.length && this.#heap[0].at <= at) yield this.#take()
  }

  #take(): T {
    const heap = this.#heap
    const [first] = heap
    const last = heap.pop()!
    if (heap.length) {
      heap[0] = last
      this.#sink()
    }
    return first.what
  }

  #sink() {
    const heap = this.#heap
    for (let place = 0; ;) {
      let least = place
      for (const below of [2 * place + 1, 2 * place + 2])
        if (below < heap.length && heap[below].at < heap[least].at) least = below
      if (least === place) return
      ;[heap[least], heap[place]] = [heap[place], heap[least]]
      place = least
    }
  }
}
