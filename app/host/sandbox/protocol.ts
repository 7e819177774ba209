/** Why a transform gave no output. `line` is the line in the user's code. */
export interface TransformFault {
  type:
    | 'syntax'
    | 'error'
    | 'timeout'
    | 'memory'
    | 'output_too_large'
    | 'bad_output'
    | 'crashed'
    | 'disabled'
  message: string
  line?: number
  console: string[]
}

/** Parent to child: one run. `input` is JSON text; nothing else of the app ever crosses. */
export interface JobMessage {
  id: number
  account: string
  code: string
  input: string
  timeoutMs: number
}

/** How the code in the isolate reports an end: `dirty` asks the parent for a new child. */
export type RunReport =
  | { ok: true; output: string }
  | {
      ok: false
      fault: { type: TransformFault['type']; message: string; line?: number }
      dirty?: boolean
    }

/** Child to parent. Console lines travel one by one, so that those before an endless loop are not lost. */
export type ChildMessage =
  | { type: 'ready' }
  | { type: 'console'; id: number; line: string }
  | { type: 'done'; id: number; report: RunReport }
