import { importFileMs } from '#config/imports'
import { conflict } from '#shared/http_problem'
import { type RowPlan, planRows } from '#capture/imports/row_to_lead'
import { moveImport, rememberMapping } from '#capture/imports/imports'
import { importRunner } from '#capture/imports/import_runner'
import { signatureOf } from '#capture/imports/signature'
import { type Import, type ImportStatus, noCounts, noUndo } from '#capture/imports/types'
import type { Entity } from '#entities/types'

export type Order = 'check' | 'run' | 'pause' | 'resume' | 'cancel' | 'undo'

/** From where each order leads. */
const FROM: Record<Order, readonly ImportStatus[]> = {
  check: ['uploaded', 'checked', 'failed'],
  run: ['uploaded', 'checked', 'failed'],
  pause: ['running'],
  resume: ['paused'],
  cancel: ['checking', 'running', 'paused'],
  undo: ['done', 'cancelled', 'paused', 'failed'],
}
const REFUSED: Record<Order, string> = {
  check: 'This import cannot be checked now',
  run: 'This import has been run, or is at work',
  pause: 'Only an import that runs can be paused',
  resume: 'Only a paused import can be resumed',
  cancel: 'There is nothing to cancel',
  undo: 'There is nothing to undo',
}

/** Does what somebody asked for; whoever asks twice at once is refused once. */
export async function steerImport(entry: Import, order: Order, entity: Entity | undefined) {
  const now = Date.now()
  const refuse = () => conflict(REFUSED[order])
  if (!FROM[order].includes(entry.status)) throw refuse()
  if (order === 'check' || order === 'run' || order === 'resume') demandReadable(entry, entity)
  if (order === 'undo' && entry.phase === 'check') throw refuse()
  // A failed check has stored nothing; a failed run or undo goes on where it stopped, and nothing else does.
  const failed = entry.status === 'failed' ? entry.phase : null
  if (order === 'check' && (failed === 'run' || failed === 'undo')) throw refuse()
  if (order === 'run' && failed === 'undo') throw refuse()
  const again = failed === order
  const moved = await moveImport(entry, [entry.status], {
    ...changeFor(order, entry, again, now),
    ownedUntil: 0,
  })
  if (!moved) throw refuse()
  if (order === 'run' && entry.named)
    await rememberMapping(entry, signatureOf(entry.entityId, entry.header), now)
  importRunner.kick()
}

function changeFor(order: Order, entry: Import, again: boolean, now: number): Partial<Import> {
  const afresh = { position: 0, phaseAt: null, phaseFrom: 0, problem: null, finishedAt: null }
  switch (order) {
    case 'check':
      return { ...afresh, status: 'checking', phase: 'check', counts: noCounts() }
    case 'run':
      if (again) return { status: 'running', problem: null, phaseAt: null, finishedAt: null }
      return { ...afresh, status: 'running', phase: 'run', counts: noCounts() }
    case 'pause':
      return { status: 'paused', phaseAt: null }
    case 'resume':
      return { status: 'running', problem: null, phaseAt: null }
    case 'cancel':
      if (entry.phase === 'check')
        return { ...afresh, status: 'uploaded', phase: null, counts: null }
      return {
        ...{ status: 'cancelled', phaseAt: null, finishedAt: now },
        fileUntil: now + importFileMs,
      }
    case 'undo':
      if (again) return { status: 'undoing', problem: null, phaseAt: null, finishedAt: null }
      return { ...afresh, status: 'undoing', phase: 'undo', undone: entry.undone ?? noUndo() }
  }
}

function demandReadable(entry: Import, entity: Entity | undefined) {
  if (entry.path === null) throw conflict('The file of this import has been deleted')
  if (!entity) throw conflict('The entity of this import is gone')
  const plan: RowPlan = planRows(entry, entity)
  if (!plan.columns.length && !plan.constants.length)
    throw conflict('No column of the file goes to a field')
}
