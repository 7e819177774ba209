/* What the server says of a script that is tried out (app/distribution/tryouts/try_transform.ts). */
export type FaultType =
  | 'syntax'
  | 'error'
  | 'timeout'
  | 'memory'
  | 'output_too_large'
  | 'bad_output'
  | 'crashed'
  | 'disabled'

export interface TransformFault {
  type: FaultType
  message: string
  line: number | null
}

export interface TransformTrial {
  input: Record<string, unknown>
  output: Record<string, unknown> | null
  console: string[]
  error: TransformFault | null
  duration_ms: number
  lead: { id: string; title: string | null; kind: 'stored' | 'typed' | 'made_up' }
  /** Keys of fields the script got a stand-in for. */
  stand_ins: string[]
}

/** Where a script stands: a step of a route, or before one partner's delivery. */
export type TransformPlace = 'node' | 'delivery'
