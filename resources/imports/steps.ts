/* The steps of an import, and which of them it has reached. */
import type { ImportStatus, LeadImport } from './types.js'

export const STEPS = ['mapping', 'check', 'settings', 'result'] as const
export type Step = (typeof STEPS)[number]

const WORKING: readonly ImportStatus[] = ['checking', 'running', 'undoing']
const BEGUN: readonly ImportStatus[] = [
  'running',
  'paused',
  'done',
  'cancelled',
  'failed',
  'undoing',
  'undone',
]

/** Something goes on with it: worth asking how far it is. */
export const isWorking = ({ status }: { status: ImportStatus }) => WORKING.includes(status)
/** Its run began: what was chosen before stays as it is. */
export const isBegun = ({ status }: { status: ImportStatus }) => BEGUN.includes(status)

/** Where somebody who opens it is. */
export function stepOf({ status }: LeadImport): Step {
  if (isBegun({ status })) return 'result'
  return status === 'uploaded' ? 'mapping' : 'check'
}

/** Steps that can be gone to. */
export function openSteps({ status }: LeadImport): readonly Step[] {
  if (isBegun({ status })) return ['result']
  if (status === 'checked') return ['mapping', 'check', 'settings']
  return status === 'checking' ? ['check'] : ['mapping', 'check']
}
