/** Does something every so often and when it is asked to, never twice at once. What fails is told by the pass itself. */
export class PassTimer {
  #timer: NodeJS.Timeout | null = null
  #passing: Promise<unknown> | null = null

  constructor(
    private everyMs: number,
    private pass: () => Promise<unknown>
  ) {}

  /** Begins at once. */
  start() {
    this.#timer ??= setInterval(() => this.kick(), this.everyMs)
    this.#timer.unref()
    this.kick()
  }

  /** Resolves when a pass that is under way has ended. */
  async stop() {
    if (this.#timer) clearInterval(this.#timer)
    this.#timer = null
    await this.#passing
  }

  kick() {
    this.#passing ??= this.pass().finally(() => (this.#passing = null))
  }
}
