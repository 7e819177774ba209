/*
 * A card dragged to another column by mouse, pen or, after a long press, by finger. What it may be dropped on carries
 * `data-stage`; Esc leaves the card where it was.
 */
import { onBeforeUnmount, shallowRef } from 'vue'

const NEAR = 5
const LONG_PRESS_MS = 350
const TOUCH_SLACK = 8
/** So near the edge the board scrolls along, by so much a frame. */
const EDGE = 56
const SPEED = 14

interface DragHands {
  /** What scrolls sideways. */
  board(): HTMLElement | null | undefined
  begin(id: string): void
  drop(id: string, stage: string): void
  end(): void
}

export function useDrag({ board, begin, drop, end }: DragHands) {
  const dragged = shallowRef<string | null>(null)
  const over = shallowRef<string | null>(null)
  let card: HTMLElement | null = null
  let ghost: HTMLElement | null = null
  let id = ''
  let from = { x: 0, y: 0 }
  let at = { x: 0, y: 0 }
  let grip = { x: 0, y: 0 }
  let press: ReturnType<typeof setTimeout> | undefined
  let frame = 0
  /** The click that ends a drag opens nothing. */
  let justDropped = false

  function onPointerdown(event: PointerEvent, leadId: string) {
    if (event.button !== 0 || card) return
    if ((event.target as HTMLElement).closest('button')) return
    card = event.currentTarget as HTMLElement
    id = leadId
    justDropped = false
    from = at = { x: event.clientX, y: event.clientY }
    if (event.pointerType === 'touch') press = setTimeout(start, LONG_PRESS_MS)
    document.addEventListener('pointermove', onMove)
    document.addEventListener('pointerup', onUp)
    document.addEventListener('pointercancel', stop)
    document.addEventListener('keydown', onKey, true)
    document.addEventListener('touchmove', keepStill, { passive: false })
  }

  function onMove(event: PointerEvent) {
    at = { x: event.clientX, y: event.clientY }
    const far = Math.hypot(at.x - from.x, at.y - from.y)
    if (!dragged.value) {
      // A finger that moves before the press was long is scrolling.
      if (event.pointerType === 'touch') return far > TOUCH_SLACK ? stop() : undefined
      if (far < NEAR) return
      start()
    }
    place()
  }

  function start() {
    if (!card) return
    const box = card.getBoundingClientRect()
    grip = { x: from.x - box.left, y: from.y - box.top }
    ghost = card.cloneNode(true) as HTMLElement
    ghost.removeAttribute('id')
    ghost.setAttribute('aria-hidden', 'true')
    ghost.dataset.ghost = ''
    Object.assign(ghost.style, {
      ...{ position: 'fixed', left: '0', top: '0', zIndex: '60', pointerEvents: 'none' },
      ...{ width: `${box.width}px`, height: `${box.height}px` },
    })
    document.body.append(ghost)
    document.body.classList.add('dragging-card')
    getSelection()?.removeAllRanges()
    dragged.value = id
    begin(id)
    place()
    frame = requestAnimationFrame(scroll)
  }

  function place() {
    if (!ghost) return
    ghost.style.transform = `translate(${at.x - grip.x}px, ${at.y - grip.y}px) rotate(1.5deg)`
    const target = document.elementFromPoint(at.x, at.y)?.closest<HTMLElement>('[data-stage]')
    over.value = target?.dataset.stage ?? null
  }

  function scroll() {
    const box = board()?.getBoundingClientRect()
    if (box) {
      if (at.x < box.left + EDGE) board()!.scrollLeft -= SPEED
      else if (at.x > box.right - EDGE) board()!.scrollLeft += SPEED
      place()
    }
    frame = requestAnimationFrame(scroll)
  }

  function onUp() {
    const stage = over.value
    const was = dragged.value
    justDropped = was !== null
    stop()
    // The click that ends a drag comes at once, or not at all where it lands on another card.
    setTimeout(() => (justDropped = false))
    if (was !== null && stage !== null) drop(was, stage)
  }

  function onKey(event: KeyboardEvent) {
    if (event.key !== 'Escape' || !dragged.value) return
    event.preventDefault()
    event.stopPropagation()
    justDropped = true
    stop()
  }

  const keepStill = (event: TouchEvent) =>
    dragged.value && event.cancelable && event.preventDefault()

  function stop() {
    clearTimeout(press)
    cancelAnimationFrame(frame)
    document.removeEventListener('pointermove', onMove)
    document.removeEventListener('pointerup', onUp)
    document.removeEventListener('pointercancel', stop)
    document.removeEventListener('keydown', onKey, true)
    document.removeEventListener('touchmove', keepStill)
    document.body.classList.remove('dragging-card')
    ghost?.remove()
    ghost = card = null
    over.value = null
    if (dragged.value === null) return
    dragged.value = null
    end()
  }

  /** Whether a click is only the end of a drag. */
  function wasDrag(): boolean {
    const was = justDropped
    justDropped = false
    return was
  }

  onBeforeUnmount(stop)
  return { dragged, over, onPointerdown, wasDrag }
}
