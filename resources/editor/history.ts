/*
 * Undo as a list of documents: one step for each gesture, whatever it changed.
 */
export interface Step<T> {
  document: T
  /** What was done to come from the one before to this one: "Move 3 nodes". */
  label: string
  /** Typing goes on in the same step while this stays the same. */
  merge: string | null
  at: number
}

export interface History<T> {
  readonly steps: readonly Step<T>[]
  /** Place of the present one. */
  readonly now: number
}

const MOST_STEPS = 200
/** A pause of so many ms begins a new step. */
const PAUSE_MS = 1500

export const begin = <T>(document: T): History<T> => ({
  steps: [{ document, label: '', merge: null, at: 0 }],
  now: 0,
})

export const present = <T>({ steps, now }: History<T>): T => steps[now].document

/** What is ahead of the present is forgotten. A document that did not change is no step. */
export function record<T>(
  history: History<T>,
  document: T,
  { label, merge = null, at }: { label: string; merge?: string | null; at: number }
): History<T> {
  if (document === present(history)) return history
  const { steps, now } = history
  const last = steps[now]
  const goesOn = merge !== null && now > 0 && last.merge === merge && at - last.at < PAUSE_MS
  const kept = steps.slice(0, goesOn ? now : now + 1)
  const next = [...kept, { document, label, merge, at }].slice(-MOST_STEPS)
  return { steps: next, now: next.length - 1 }
}

/** The present one as it was stored: no step of its own. */
export const replacePresent = <T>(history: History<T>, document: T): History<T> => ({
  ...history,
  steps: history.steps.map((step, i) =>
    i === history.now ? { ...step, document, merge: null } : step
  ),
})

export const canUndo = ({ now }: History<unknown>): boolean => now > 0
export const canRedo = ({ steps, now }: History<unknown>): boolean => now < steps.length - 1

/** A step back is also the end of typing: what comes next is a step of its own. */
export const undo = <T>(history: History<T>): History<T> =>
  canUndo(history) ? { ...history, now: history.now - 1 } : history
export const redo = <T>(history: History<T>): History<T> =>
  canRedo(history) ? { ...history, now: history.now + 1 } : history

/** What undo and redo would take back and do again. */
export const undoLabel = ({ steps, now }: History<unknown>): string | null =>
  now > 0 ? steps[now].label : null
export const redoLabel = ({ steps, now }: History<unknown>): string | null =>
  now < steps.length - 1 ? steps[now + 1].label : null
