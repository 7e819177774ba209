import { type Ref, nextTick } from 'vue'
import type { VueFlowStore } from '@vue-flow/core'
import type { CanvasView, RouteEditor } from './context'
import { startPlace } from './arrange'
import { CARD_WIDTH, START_HEIGHT, START_WIDTH } from './sizes'
import { NOTE, type Point, START, isNote } from './types'

const MARGIN = 48
/** The map, the zoom and what was just done stand at the lower rim. */
const BELOW = 136
const MOVE_MS = 160
const STEP = 1.25
const MIN_ZOOM = 0.04
/** Smaller than so the words on the cards cannot be read. */
const READABLE = 0.6

interface Bounds {
  left: number
  top: number
  right: number
  bottom: number
}

/** Moves and zooms what is seen. Sizes are known before anything is drawn, so nothing jumps. */
export function useCanvasView(
  editor: RouteEditor,
  flow: VueFlowStore,
  root: Ref<HTMLElement | null>
): CanvasView & { toFlow: (point: Point) => Point } {
  const duration = () => (matchMedia('(prefers-reduced-motion: reduce)').matches ? 0 : MOVE_MS)

  function boundsOf(id: string): Bounds | null {
    const { places, document, heightOf } = editor
    if (id === START) {
      const { x, y } = startPlace(places.value[document.value.route.start])
      return { left: x, top: y, right: x + START_WIDTH, bottom: y + START_HEIGHT }
    }
    if (isNote(id)) {
      const note = document.value.route.canvas?.notes?.[id.slice(5)]
      return note
        ? { left: note.x, top: note.y, right: note.x + note.width, bottom: note.y + note.height }
        : null
    }
    const place = places.value[id]
    if (!place || !document.value.route.nodes[id]) return null
    const { x, y } = place
    return { left: x, top: y, right: x + CARD_WIDTH, bottom: y + heightOf(id) }
  }
  function boundsOfAll(ids: readonly string[]): Bounds | null {
    const all = ids.map(boundsOf).filter((one): one is Bounds => one !== null)
    if (all.length === 0) return null
    return {
      left: Math.min(...all.map(({ left }) => left)),
      top: Math.min(...all.map(({ top }) => top)),
      right: Math.max(...all.map(({ right }) => right)),
      bottom: Math.max(...all.map(({ bottom }) => bottom)),
    }
  }
  const size = () => ({
    width: root.value?.clientWidth ?? 0,
    height: root.value?.clientHeight ?? 0,
  })

  const all = () => {
    const { route } = editor.document.value
    const notes = Object.keys(route.canvas?.notes ?? {}).map((key) => `${NOTE}${key}`)
    return boundsOfAll([START, ...Object.keys(route.nodes), ...notes])
  }
  /** All of it, never larger than life. */
  function fit(least = MIN_ZOOM) {
    const bounds = all()
    const { width, height } = size()
    if (!bounds || !width || !height) return
    const [w, h] = [bounds.right - bounds.left, bounds.bottom - bounds.top]
    const fits = Math.min(1, (width - 2 * MARGIN) / w, (height - 2 * MARGIN) / h)
    const scale = Math.max(least, fits)
    const start = boundsOf(START)!
    // What does not fit begins at its start.
    const x =
      w * scale > width - MARGIN
        ? MARGIN - start.left * scale
        : (width - w * scale) / 2 - bounds.left * scale
    const middle = (start.top + start.bottom) / 2
    const y =
      h * scale > height - MARGIN
        ? height / 2 - middle * scale
        : (height - h * scale) / 2 - bounds.top * scale
    void flow.setViewport({ x, y, zoom: scale }, { duration: 0 })
  }
  const begin = () => fit(READABLE)

  /** Brings nodes into sight, where they are not, by the shortest way; waits for a panel that has just opened. */
  function reveal(ids: readonly string[]) {
    void nextTick(() =>
      requestAnimationFrame(() => {
        const area = boundsOfAll(ids)
        const { width, height } = size()
        if (!area || !width) return
        const { x, y, zoom: scale } = flow.viewport.value
        const by = (low: number, high: number, room: number) => {
          if (low < MARGIN) return MARGIN - low
          return high > room ? Math.max(room - high, MARGIN - low) : 0
        }
        const dx = by(area.left * scale + x, area.right * scale + x, width - MARGIN)
        const dy = by(area.top * scale + y, area.bottom * scale + y, height - BELOW)
        if (dx || dy)
          void flow.setViewport({ x: x + dx, y: y + dy, zoom: scale }, { duration: duration() })
      })
    )
  }

  /** Gives the keyboard to a card; one out of sight is drawn first. */
  function focus(id: string) {
    reveal([id])
    const find = () =>
      root.value?.querySelector<HTMLElement>(
        `.vue-flow__node[data-id="${CSS.escape(id)}"] [tabindex]`
      )
    void nextTick(() => {
      const card = find()
      if (card) card.focus({ preventScroll: true })
      else setTimeout(() => find()?.focus({ preventScroll: true }), MOVE_MS + 50)
    })
  }

  function zoom(by: number | 'actual') {
    const { x, y, zoom: now } = flow.viewport.value
    const next = by === 'actual' ? 1 : Math.min(2, Math.max(MIN_ZOOM, now * STEP ** by))
    const { width, height } = size()
    const at = (from: number, room: number) => room / 2 - ((room / 2 - from) * next) / now
    void flow.setViewport(
      { x: at(x, width), y: at(y, height), zoom: next },
      { duration: duration() }
    )
  }
  function toFlow({ x, y }: Point): Point {
    const box = root.value?.getBoundingClientRect()
    const { x: left, y: top, zoom: scale } = flow.viewport.value
    return { x: (x - (box?.left ?? 0) - left) / scale, y: (y - (box?.top ?? 0) - top) / scale }
  }
  function centre(): Point {
    const { width, height } = size()
    const { x, y, zoom: scale } = flow.viewport.value
    return { x: (width / 2 - x) / scale - CARD_WIDTH / 2, y: (height / 2 - y) / scale - 40 }
  }
  return { fit: () => fit(), begin, reveal, focus, zoom, centre, toFlow }
}
