/** A draft's sales changed while it was written: it is made again from what is there now. */
export class DraftChangedError extends Error {
  readonly code = 'E_DRAFT_CHANGED'

  constructor(readonly partner: string) {
    super(`The sales of ${partner} changed while its draft was made`)
  }
}
