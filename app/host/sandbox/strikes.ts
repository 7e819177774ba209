import { createHash } from 'node:crypto'

const STRIKES = 3
const WINDOW_MS = 10 * 60_000
const REMEMBERED = 10_000

/**
 * Scripts that had to be stopped three times within ten minutes are disabled, in this process, until they are enabled
 * again or changed (a changed script is another one).
 */
export class Strikes {
  #times = new Map<string, number[]>()
  #disabled = new Set<string>()

  isDisabled(key: string): boolean {
    return this.#disabled.has(key)
  }

  /** Counts a stop at `at` (ms); true when it disabled the script. */
  add(key: string, at: number): boolean {
    const recent = (this.#times.get(key) ?? []).filter((time) => time > at - WINDOW_MS)
    recent.push(at)
    this.#times.delete(key)
    if (recent.length >= STRIKES) {
      this.#disabled.add(key)
      return true
    }
    this.#times.set(key, recent)
    if (this.#times.size > REMEMBERED) this.#times.delete(this.#times.keys().next().value!)
    return false
  }

  /** Enables one script again, or all. */
  reset(key?: string): void {
    if (key === undefined) {
      this.#times.clear()
      this.#disabled.clear()
    } else {
      this.#times.delete(key)
      this.#disabled.delete(key)
    }
  }
}

/** A script is its text in its account. */
export const scriptKey = (account: string, code: string): string =>
  createHash('sha256').update(account).update('\n').update(code).digest('base64')
