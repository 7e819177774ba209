/** Why no row of a file can be read. `rule` is for those who have words of their own. */
export class UnreadableFileError extends Error {
  readonly code = 'E_UNREADABLE_FILE'

  constructor(
    readonly rule: string,
    message: string
  ) {
    super(message)
  }
}
