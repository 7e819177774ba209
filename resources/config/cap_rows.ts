import type { AssignmentForm, AssignmentState } from '../profiles.js'
import type { CapUse } from '../types.js'

/** Caps as a draft has them; how full they are is known of what is live. */
export const capRows = (
  { caps }: Pick<AssignmentForm, 'caps'>,
  state: AssignmentState | undefined
): CapUse[] =>
  Object.entries(caps ?? {}).map(([window, limit]) => {
    const live = state?.caps.find((one) => one.window === window)
    return {
      scope: 'assignment',
      window,
      limit: limit ?? 0,
      used: live?.used ?? (window.startsWith('spend_') ? '0.00' : 0),
      resets_at: live?.resets_at ?? null,
    }
  })
