import type { AssignmentState } from '../profiles.js'
import { assignmentsOf } from './document.js'
import type { EditorDocument } from './types.js'

export interface CapLevel {
  assignment: string
  window: string
  limit: number | string
  used: number | string
}

const share = ({ used, limit }: CapLevel) => (Number(limit) ? Number(used) / Number(limit) : 1)

/** The cap of an offer's assignments that is nearest to being full: limits as drawn, use as it is live. */
export function fullestCap(
  doc: EditorDocument,
  offer: string,
  states: Readonly<Record<string, AssignmentState>>
): CapLevel | null {
  let fullest: CapLevel | null = null
  for (const { key, caps } of assignmentsOf(doc, offer))
    for (const [window, limit] of Object.entries(caps ?? {})) {
      if (limit === undefined) continue
      const live = states[key]?.caps.find((cap) => cap.window === window)
      const used = live?.used ?? (window.startsWith('spend_') ? '0.00' : 0)
      const cap = { assignment: key, window, limit, used }
      if (!fullest || share(cap) > share(fullest)) fullest = cap
    }
  return fullest
}
