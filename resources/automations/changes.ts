/*
 * What differs between two documents of an automation, in the words the canvas uses.
 */
import { type ChangeLine, type FieldChange, describeChanges } from '../config/describe_changes.js'
import type { Around, Words } from '../config/describe_changes.js'
import { type RouteDifference, diffOverlay } from '../changes/diff_overlay.js'
import { START } from '../editor/types.js'
import type { AutomationDocument } from './types.js'

type Form = Record<string, unknown>
const same = (a: unknown, b: unknown) => JSON.stringify(a ?? null) === JSON.stringify(b ?? null)
const asForm = (document: AutomationDocument | null) => document as unknown as Form | null

function changesOf(before: AutomationDocument | null, after: AutomationDocument): FieldChange[] {
  const changes: FieldChange[] = []
  const { canvas: drawnBefore, ...from } = before?.route ?? {}
  const { canvas: drawnAfter, ...to } = after.route
  if (!same(from, to)) changes.push({ path: 'route', from, to })
  if (before && !same(drawnBefore, drawnAfter))
    changes.push({ path: 'route.canvas', from: drawnBefore, to: drawnAfter })
  for (const [key, value] of Object.entries(after.limits)) {
    const was = before?.limits[key as keyof AutomationDocument['limits']]
    if (before && was !== value) changes.push({ path: `limits.${key}`, from: was, to: value })
  }
  return changes
}

export interface Difference {
  lines: ChangeLine[]
  drawn: RouteDifference
}

/** `before` null: nothing was live yet. */
export function differenceOf(
  before: AutomationDocument | null,
  after: AutomationDocument,
  around: Around,
  words: Words
): Difference {
  const forms = { before: asForm(before), after: asForm(after) }
  const drawn = diffOverlay(forms.before ?? {}, forms.after!, (tone) =>
    words.t(`changes.badge.${tone}`)
  )
  // The canvas draws the first node as its start.
  const { start } = after.route
  const nodeName = (id: string) =>
    id === start ? words.t('automations.trigger.title') : (around.nodeName?.(id) ?? null)
  const first = drawn.overlay.nodes[start]
  if (first) {
    delete drawn.overlay.nodes[start]
    drawn.overlay.nodes[START] = first
  }
  const wire = drawn.overlay.edges[`${start}:out`]
  if (wire) drawn.overlay.edges[`${START}:out`] = wire
  const lines = describeChanges(changesOf(before, after), { ...around, ...forms, nodeName }, words)
  return {
    lines: lines.map((line) => (line.node === start ? { ...line, node: START } : line)),
    drawn,
  }
}
