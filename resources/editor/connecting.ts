import {
  type InjectionKey,
  type Ref,
  computed,
  inject,
  onBeforeUnmount,
  provide,
  ref,
  shallowRef,
} from 'vue'
import type { RouteEditor } from './context'
import { targetOf } from './document'
import { leadingTo } from './graph'
import type { Point } from './types'
import { START } from './types'

/** A wire that is being drawn with the mouse: out of a port, to where the pointer is. */
export interface Drawing {
  from: string
  port: string
  at: Point
  /** Its end was taken off a node: it stood there before. */
  moved: boolean
}

export interface Connecting {
  drawing: Readonly<Ref<Drawing | null>>
  /** The card under the pointer. */
  over: Readonly<Ref<string | null>>
  /** Cards it cannot lead to: a lead would go round. */
  refused: Readonly<Ref<ReadonlySet<string>>>
  begin: (event: PointerEvent, from: string, port: string, moved?: boolean) => void
}

const CONNECTING: InjectionKey<Connecting> = Symbol('connecting')
export const useConnecting = (): Connecting => inject(CONNECTING)!

/** So far the pointer goes before a press is a drag. */
const CLICK_PX = 5
const EDGE_PX = 40
const PAN_PX = 10
const NONE: ReadonlySet<string> = new Set()

interface Canvas {
  toFlow: (point: Point) => Point
  box: () => DOMRect | null
  pan: (by: Point) => void
}

export function provideConnecting(editor: RouteEditor, canvas: Canvas): Connecting {
  const drawing = shallowRef<Drawing | null>(null)
  const over = ref<string | null>(null)
  const refused = computed(() => {
    const from = drawing.value?.from
    if (!from || from === START) return NONE
    return leadingTo(editor.document.value.route, from)
  })
  let stop: () => void = () => {}

  function begin(event: PointerEvent, from: string, port: string, moved = false) {
    if (event.button !== 0 || editor.readonly.value) return
    event.preventDefault()
    stop()
    const origin = { x: event.clientX, y: event.clientY }
    let last = origin
    let far = false
    let frame = 0

    const follow = () => {
      drawing.value = { from, port, moved, at: canvas.toFlow(last) }
      const under = document.elementFromPoint(last.x, last.y)
      over.value = under?.closest('[data-card]')?.getAttribute('data-card') ?? null
    }
    // Near the rim the canvas moves along, so that any node can be reached.
    const panAlong = () => {
      const box = canvas.box()
      if (box && far && isInside(box, last)) {
        const x = pull(last.x, box.left, box.right)
        const y = pull(last.y, box.top, box.bottom)
        if (x || y) {
          canvas.pan({ x, y })
          follow()
        }
      }
      frame = requestAnimationFrame(panAlong)
    }
    const onMove = (moving: PointerEvent) => {
      last = { x: moving.clientX, y: moving.clientY }
      far ||= Math.hypot(last.x - origin.x, last.y - origin.y) > CLICK_PX
      if (far) follow()
    }
    const onUp = () => {
      const [target, at] = [over.value, canvas.toFlow(last)]
      const inside = isInside(canvas.box(), last)
      end()
      if (!far) {
        if (!moved) editor.pick.value = { for: 'port', from, port }
      } else if (target) editor.connect(from, port, target)
      else if (inside && !moved && !targetOf(editor.document.value, from, port))
        editor.pick.value = { for: 'port', from, port, at: { x: at.x, y: at.y - 20 } }
    }
    const onKey = (pressed: KeyboardEvent) => {
      if (pressed.key !== 'Escape') return
      pressed.stopPropagation()
      end()
    }
    function end() {
      stop()
      drawing.value = null
      over.value = null
    }
    addEventListener('pointermove', onMove)
    addEventListener('pointerup', onUp)
    addEventListener('pointercancel', end)
    addEventListener('keydown', onKey, true)
    frame = requestAnimationFrame(panAlong)
    stop = () => {
      cancelAnimationFrame(frame)
      removeEventListener('pointermove', onMove)
      removeEventListener('pointerup', onUp)
      removeEventListener('pointercancel', end)
      removeEventListener('keydown', onKey, true)
      stop = () => {}
    }
  }
  onBeforeUnmount(() => stop())

  const connecting: Connecting = { drawing, over, refused, begin }
  provide(CONNECTING, connecting)
  return connecting
}

function pull(at: number, low: number, high: number): number {
  if (at < low + EDGE_PX) return PAN_PX
  return at > high - EDGE_PX ? -PAN_PX : 0
}

const isInside = (box: DOMRect | null, { x, y }: Point): boolean =>
  box !== null && x > box.left && x < box.right && y > box.top && y < box.bottom
