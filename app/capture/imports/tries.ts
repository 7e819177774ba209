import type { Import } from '#capture/imports/types'

const MAX = 3

/**
 * Counts how often work on an import has failed where it stands. What is not at hand for a moment is tried again; what
 * fails every time must end, or it would be tried for ever. A check begins anew each time, so its position says nothing.
 */
export class Tries {
  #failed = new Map<string, { times: number; status: string; position: number }>()

  /** True: that was once too often. */
  failed({ id, status, position }: Pick<Import, 'id' | 'status' | 'position'>): boolean {
    const before = this.#failed.get(id)
    const here =
      before?.status === status && (status === 'checking' || before.position === position)
    const times = here ? before.times + 1 : 1
    if (times >= MAX) this.#failed.delete(id)
    else this.#failed.set(id, { times, status, position })
    return times >= MAX
  }

  passed(id: string) {
    this.#failed.delete(id)
  }
}
