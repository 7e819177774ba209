/**
 * Does something every so often and when it is asked to, never twice at once. What fails is told by the pass itself: a
 * timer has nobody to tell.
 */
export abstract class Runner {
  #timer: NodeJS.Timeout | null = null
  #passing: Promise<unknown> | null = null
  #stopping = false

  constructor(private everyMs: number) {}

  /** One pass; must not reject. */
  protected abstract look(): Promise<unknown>

  /** Whoever is at something long puts it down at its next step. */
  protected get stopping(): boolean {
    return this.#stopping
  }

  protected get started(): boolean {
    return this.#timer !== null
  }

  /** The pass that is under way. */
  protected get passing(): Promise<unknown> | null {
    return this.#passing
  }

  /** What passes left going on beside them; whoever stops waits for it too. */
  protected async rest(): Promise<unknown> {
    return null
  }

  start() {
    this.#stopping = false
    this.#timer ??= setInterval(() => this.kick(), this.everyMs)
    this.#timer.unref()
  }

  /** Resolves when a pass that is under way has ended, and what it left going on. */
  async stop() {
    if (this.#timer) clearInterval(this.#timer)
    this.#timer = null
    this.#stopping = true
    await this.#passing
    await this.rest()
    this.#stopping = false
  }

  /** Looks without waiting for what comes of it. */
  kick() {
    this.#passing ??= this.look().finally(() => (this.#passing = null))
  }
}

/** A runner of one function, which begins at once. */
export class PassTimer extends Runner {
  constructor(
    everyMs: number,
    protected look: () => Promise<unknown>
  ) {
    super(everyMs)
  }

  start() {
    super.start()
    this.kick()
  }
}
