/*
 * What others and the app do to the leads of a board, while it is looked at.
 */
import { onBeforeUnmount, onMounted } from 'vue'
import type { BoardNews } from '~/crm/board'
import { useLiveStream } from '~/live_stream'
import { Problem, getJson } from '~/request'

/** Looked for by itself where the live stream is not heard. */
const NEWS_MS = 20_000
/** Many events come at once: they are asked about together. */
const GATHER_MS = 400
/** Nothing is put under a pointer that is just being moved. */
const REST_MS = 1_500
const MOST_IDS = 200

interface LiveEvent {
  id: string
  type: string
  lead: string | null
}

interface NewsHands {
  /** Whether there is a board to look at. */
  active(): boolean
  look(ids: string[], signal: AbortSignal): Promise<BoardNews>
  signal(): AbortSignal
  shows(id: string): boolean
  use(news: BoardNews): void
}

/** Hears what happens to leads, and asks what it means for the board as soon as nobody is in the middle of something. */
export function useNews({ active, look, signal, shows, use }: NewsHands) {
  let held = false
  let left = false
  let touched = -Infinity
  let due: ReturnType<typeof setTimeout> | undefined
  let newest: string | null = null
  const heard = new Set<string>()

  const plan = (after: number) => {
    if (left) return
    due ??= setTimeout(() => {
      due = undefined
      void ask()
    }, after)
  }
  const busy = () => held || performance.now() - touched < REST_MS

  async function ask() {
    if (!active() || document.hidden) return
    if (busy()) return plan(GATHER_MS)
    for (const id of heard) if (!shows(id)) heard.delete(id)
    const ids = [...heard].slice(0, MOST_IDS)
    for (const id of ids) heard.delete(id)
    const current = signal()
    try {
      const news = await look(ids, current)
      if (current.aborted || left) return
      if (!busy()) {
        use(news)
        return heard.size ? plan(GATHER_MS) : undefined
      }
      for (const id of ids) heard.add(id)
      plan(GATHER_MS)
    } catch (error) {
      for (const id of ids) heard.add(id)
      // What is new can wait; only an ended session is worth a word, and that has had it.
      if (!(error instanceof Problem) && !current.aborted) throw error
    }
  }

  const stream = useLiveStream<LiveEvent>({
    url: () => '/events/stream',
    name: 'events',
    newest: () => newest,
    probe: () => getJson('/events/search', { limit: 1 }),
    onRows(rows) {
      const about = rows.filter(({ lead }) => lead !== null)
      for (const { id, lead } of about) {
        heard.add(lead!)
        if (newest === null || id > newest) newest = id
      }
      if (about.length) plan(GATHER_MS)
    },
  })
  let timer: ReturnType<typeof setInterval>
  // What was missed while nobody looked is asked for when somebody does.
  const seen = () => document.hidden || plan(0)
  onMounted(() => {
    stream.start()
    document.addEventListener('visibilitychange', seen)
    timer = setInterval(() => stream.state.value === 'live' || plan(0), NEWS_MS)
  })
  onBeforeUnmount(() => {
    left = true
    document.removeEventListener('visibilitychange', seen)
    clearInterval(timer)
    clearTimeout(due)
  })
  return {
    /** While a card is dragged or a menu is open, nothing moves by itself. */
    hold: (on: boolean) => (held = on),
    /** The pointer is over the board. */
    touch: () => (touched = performance.now()),
  }
}
