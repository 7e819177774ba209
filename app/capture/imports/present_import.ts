import type { Entity } from '#entities/types'
import type { Import, ImportPhase } from '#capture/imports/types'

const iso = (ms: number | null) => (ms === null ? null : new Date(ms).toISOString())
const WORK: Partial<Record<Import['status'], ImportPhase>> = {
  checking: 'check',
  running: 'run',
  undoing: 'undo',
}

/** An import as pages and the API are told of it. `now` in ms. */
export function presentImport(entry: Import, entity: Entity | undefined, now: number) {
  return {
    id: entry.id,
    name: entry.name,
    entity: { key: entity?.key ?? '', name: entity?.name ?? '' },
    format: entry.format,
    encoding: entry.encoding,
    separator: entry.separator,
    header: entry.named,
    bytes: entry.bytes,
    rows: entry.rows,
    corrects: entry.parentId,
    status: entry.status,
    problem: entry.problem,
    settings: entry.settings,
    progress: progressOf(entry, now),
    result: entry.counts,
    undo: entry.undone,
    created_at: iso(entry.createdAt),
    created_by: entry.createdBy,
    finished_at: iso(entry.finishedAt),
    file_until: entry.path === null ? null : iso(entry.fileUntil),
  }
}

/** How far the last work has come; rate (rows a second) and remaining seconds while somebody is at it. */
export function progressOf(entry: Import, now: number) {
  const { phase, position, rows, phaseAt, phaseFrom } = entry
  const working = WORK[entry.status] !== undefined && phaseAt !== null
  const seconds = working ? (now - phaseAt) / 1000 : 0
  const rate = seconds >= 1 ? Math.max(0, position - phaseFrom) / seconds : null
  const left = rows === null ? null : Math.max(0, rows - position)
  return {
    phase,
    done: position,
    of: rows,
    rate: rate === null ? null : Math.round(rate * 10) / 10,
    remaining_s: rate !== null && rate > 0 && left !== null ? Math.ceil(left / rate) : null,
  }
}

export type PresentedImport = ReturnType<typeof presentImport>
