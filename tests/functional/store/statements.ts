import Database from 'better-sqlite3'

export interface Statement {
  text: string
  values: unknown[]
}

/** Lists of one length or another are one statement. */
const shapeOf = (text: string) => text.replace(/\s+/g, ' ').replace(/\(\?(, ?\?)*\)/g, '(?)')

const isWork = (text: string) => /^\s*(select|with|update|delete|insert)\b/i.test(text)

type Methods = Record<string, (...given: unknown[]) => unknown>

/**
 * Hears every statement that goes to SQLite, whoever sends it: the driver itself tells, so that nothing gets past. One of each shape is kept.
 */
export class Statements {
  readonly heard = new Map<string, Statement>()
  #restore: (() => void)[] = []

  listen() {
    const probe = new Database(':memory:')
    const sqlite = Object.getPrototypeOf(probe.prepare('select 1')) as Methods
    probe.close()
    for (const name of ['all', 'get', 'run', 'iterate'])
      this.#wrap(sqlite, name, (statement, given) =>
        this.#hear((statement as { source: string }).source, flat(given))
      )
  }

  stop() {
    for (const restore of this.#restore.splice(0)) restore()
  }

  #hear(text: string, values: unknown[]) {
    if (isWork(text)) this.heard.set(shapeOf(text), { text, values })
  }

  #wrap(on: Methods, name: string, hear: (self: unknown, given: unknown[]) => void) {
    const own = on[name]
    on[name] = function (this: unknown, ...given: unknown[]) {
      hear(this, given)
      return own.apply(this, given)
    }
    this.#restore.push(() => (on[name] = own))
  }
}

/** Lucid binds a list, the store each value by itself. */
const flat = (given: unknown[]) => (Array.isArray(given[0]) ? given[0] : given)
