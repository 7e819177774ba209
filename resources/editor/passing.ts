/*
 * Leads that are on their way over the canvas at this moment: told by the traffic panel, drawn by the canvas.
 */
import { shallowRef } from 'vue'

export interface Passing {
  id: string
  /** Wires in the order they are taken. */
  wires: string[]
  test: boolean
}

/** More than so many at once are only counted: one could not follow them. */
const MOST = 40

export const passing = shallowRef<readonly Passing[]>([])

export function letPass(leads: readonly Passing[]) {
  const room = Math.max(0, MOST - passing.value.length)
  if (room > 0) passing.value = [...passing.value, ...leads.slice(0, room)]
}

export function hasPassed(id: string) {
  passing.value = passing.value.filter((one) => one.id !== id)
}

export const stopPassing = () => (passing.value = [])
