/*
 * Server-sent events in the browser: one stream while the page is seen, from where it left off when it comes back.
 */
import { onBeforeUnmount, onMounted, ref } from 'vue'

export type StreamState = 'connecting' | 'live' | 'lost'

/** A page that is not looked at for so long gives its connection back: a browser has few of them. */
const HIDDEN_MS = 30_000
const AGAIN_MS = 5_000

export interface LiveStream<T> {
  url: () => string
  /** Of the messages, and of the list in them. */
  name: string
  /** Id of the newest the page has. */
  newest: () => string | null
  /** Any small request: an ended session is asked for in place by it. */
  probe: () => Promise<unknown>
  onRows: (rows: T[], more: boolean) => void
}

export function useLiveStream<T>({ url, name, newest, probe, onRows }: LiveStream<T>) {
  const state = ref<StreamState>('connecting')
  let source: EventSource | null = null
  let timer: ReturnType<typeof setTimeout> | undefined
  let wanted = false
  let on = false

  function open() {
    close()
    on = true
    const after = newest()
    source = new EventSource(after ? `${url()}?after=${after}` : url())
    source.addEventListener('open', () => (state.value = 'live'))
    source.addEventListener(name, (message) => {
      const told = JSON.parse((message as MessageEvent<string>).data)
      onRows(told[name], told.more)
    })
    source.onerror = () => {
      state.value = 'lost'
      // Closed for good is what was refused: an ended session is asked for in place, by any request.
      if (source?.readyState === EventSource.CLOSED) {
        clearTimeout(timer)
        timer = setTimeout(() => void again(), AGAIN_MS)
      }
    }
  }

  async function again() {
    if (!on) return
    try {
      await probe()
      if (on) open()
    } catch {
      timer = setTimeout(() => void again(), AGAIN_MS)
    }
  }

  function close() {
    on = false
    clearTimeout(timer)
    source?.close()
    source = null
  }

  function onVisibility() {
    if (!wanted) return
    clearTimeout(timer)
    if (document.hidden) timer = setTimeout(close, HIDDEN_MS)
    else if (!on) open()
  }

  function start() {
    if (wanted) return
    wanted = true
    state.value = 'connecting'
    open()
  }
  function stop() {
    wanted = false
    close()
  }

  onMounted(() => document.addEventListener('visibilitychange', onVisibility))
  onBeforeUnmount(() => {
    document.removeEventListener('visibilitychange', onVisibility)
    stop()
  })
  return { state, start, stop }
}
