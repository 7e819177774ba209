import type { Row } from '#store/types'
import type { CompiledSearch } from '#distribution/lead_search/compile_search'
import type { Order } from '#distribution/lead_search/criteria'
import { type Step, Walk } from '#distribution/lead_search/walk'

export interface PageOptions {
  order: Order
  /** Id of the lead the page begins behind. */
  after: string | null
  limit: number
  /** Columns of the rows; `id` and `created_at` must be among them. */
  columns: string
  /** Time for the page, and beyond it for the count (ms); without the second nothing is counted. */
  budgetMs: number
  countMs?: number
}

export interface FoundPage {
  rows: Row[]
  /** Where the next page begins; null: there is none. */
  next: string | null
  /** The time ran out before the page was full: the last lead that was looked at (ms). */
  searchedTo: number | null
  /** `exact` is false where there are more, or may be. */
  count: { n: number; exact: boolean } | null
  /** False: changes of the last moments may be missing. */
  current: boolean
}

/** Nobody reads a larger number than this lead by lead. */
export const MAX_COUNT = 10_000

/** One page of the leads that match, in order of arrival, within a budget of time. */
export async function findPage(
  accountId: string,
  search: CompiledSearch,
  options: PageOptions
): Promise<FoundPage> {
  const { order, after, limit, columns, budgetMs } = options
  const began = performance.now()
  const walk = new Walk(accountId, search, { order, after, columns })
  const page = new Page(limit, began + budgetMs)
  const counter = options.countMs && !after ? new Counter(options.countMs) : null
  for await (const step of walk.steps()) {
    if (!page.done) await page.take(step, walk)
    walk.reading = !page.done
    if (page.done && !counter) break
    if (counter && !(await counter.take(step, walk, page))) break
  }
  return {
    ...page.result(),
    count: counter && counter.result(page),
    current: walk.current,
  }
}

class Page {
  #rows: Row[] = []
  #last: Row | null = null
  /** Full, or out of time. */
  done = false
  outOfTime = false

  constructor(
    private limit: number,
    private until: number
  ) {}

  get found() {
    return this.#rows.length
  }

  async take(step: Step, walk: Walk) {
    if (step.type === 'rows') return this.#add(step)
    for await (const rows of walk.rowsOf(step.block, step.judged, this.limit + 1)) {
      this.#add(rows)
      if (this.done) return
    }
    const { firstId, lastId, minAt, maxAt } = step.block
    this.#last =
      walk.options.order === 'newest'
        ? { id: firstId, created_at: minAt }
        : { id: lastId, created_at: maxAt }
    this.#look()
  }

  #add(step: Step) {
    if (step.type !== 'rows') return
    this.#rows.push(...step.matching)
    this.#last = step.last ?? this.#last
    if (this.#rows.length > this.limit) this.done = true
    else this.#look()
  }

  #look() {
    // Whatever the budget, every page gets a little further.
    if (this.#last === null || performance.now() < this.until) return
    this.done = true
    this.outOfTime = true
  }

  result() {
    const rows = this.#rows.slice(0, this.limit)
    const more = this.#rows.length > this.limit
    const cut = this.outOfTime && !more && this.#last !== null
    return {
      rows,
      next: more ? (rows.at(-1)!.id as string) : cut ? (this.#last!.id as string) : null,
      searchedTo: cut ? Number(this.#last!.created_at) : null,
    }
  }
}

/** Counts what a walk comes across, as long as it is cheap. */
class Counter {
  #n = 0
  #exact = true
  #until: number | null = null

  constructor(private budgetMs: number) {}

  /** False: enough. */
  async take(step: Step, walk: Walk, page: Page): Promise<boolean> {
    const n =
      step.type === 'rows' ? step.matching.length : await walk.count(step.block, step.judged)
    this.#n += n ?? 0
    if (n === null) this.#exact = false
    if (!page.done) return true
    this.#until ??= performance.now() + this.budgetMs
    // A number of leads that nobody asked anything of costs nothing, however large it is.
    const many = this.#n > MAX_COUNT && !walk.search.plain
    if (page.outOfTime || n === null || many || performance.now() > this.#until) this.#exact = false
    return this.#exact
  }

  result(page: Page) {
    const n = Math.max(this.#n, page.found)
    return { n: this.#exact ? n : Math.min(MAX_COUNT, n), exact: this.#exact }
  }
}
