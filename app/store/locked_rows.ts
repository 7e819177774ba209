import type { Lock, Locked, Row, Table, Write } from '#store/types'

const NONE: string[] = []

interface Held {
  row: Row | null
  seed: Row | null
  dirty: boolean
}

/** The rows one transaction holds, kept up to date with what its works write, so that later works see earlier ones. */
export class LockedRows implements Locked {
  /** By table, column and value. */
  #held = new Map<Table, Map<string, Map<string, Held>>>()
  /** Rows held by a column other than id, by their id: they change with it. */
  #byRow = new Map<string, Map<string, Held>>()

  add(lock: Lock, row: Row | null) {
    const column = lock.column ?? 'id'
    let columns = this.#held.get(lock.table)
    if (!columns) this.#held.set(lock.table, (columns = new Map()))
    let rows = columns.get(column)
    if (!rows) columns.set(column, (rows = new Map()))
    rows.set(lock.value, { row, seed: lock.seed ?? null, dirty: false })
    if (column !== 'id' && row) this.#find(lock.table, column, row)
  }

  has(lock: Lock) {
    return this.#of(lock.table, lock.column ?? 'id', lock.value) !== undefined
  }

  #of(table: Table, column: string, value: string): Held | undefined {
    return this.#held.get(table)?.get(column)?.get(value)
  }

  /** Columns other than id by which rows of a table are held. */
  #columns(table: Table): string[] {
    const columns = this.#held.get(table)
    if (!columns || (columns.size === 1 && columns.has('id'))) return NONE
    return [...columns.keys()].filter((column) => column !== 'id')
  }

  get(table: Table, value: string, column = 'id'): Row | null {
    const held = this.#of(table, column, value)
    if (!held)
      throw new Error(`E_NOT_LOCKED: ${table}.${column} = ${value} was not locked by this work`)
    return held.row ?? held.seed
  }

  put(table: Table, value: string, set: Row) {
    const held = this.#of(table, 'id', value)
    if (!held?.seed) throw new Error(`E_NOT_LOCKED: ${table} ${value} was not locked with a seed`)
    held.row = { ...held.seed, ...held.row, ...set }
    held.dirty = true
  }

  /** Makes a write visible to the works that follow in the same transaction. */
  apply(write: Write) {
    if ('update' in write) this.#change(write.update, write.id, write.set)
    else if ('insert' in write) {
      const held = this.#of(write.insert, 'id', write.row.id as string)
      if (held && !held.row) held.row = write.row
      for (const column of this.#columns(write.insert)) this.#find(write.insert, column, write.row)
    }
  }

  #change(table: Table, id: string, set: Row) {
    const held = this.#of(table, 'id', id)
    if (held?.row) held.row = { ...held.row, ...set }
    const columns = this.#columns(table)
    if (!columns.length) return
    const known = this.#byRow.get(`${table} ${id}`)
    const before = held?.row ?? known?.values().next().value?.row
    if (!before) return
    const row = { ...before, ...set }
    for (const column of columns) {
      const found = known?.get(column)
      if (found) found.row = row
      if (!(column in set)) continue
      // It is found under its new value from now on, and not under the old one.
      if (found) found.row = null
      known?.delete(column)
      this.#find(table, column, row)
    }
  }

  /** Puts a row where a lock by `column` looks for it. */
  #find(table: Table, column: string, row: Row) {
    const value = row[column]
    if (typeof value !== 'string') return
    const held = this.#of(table, column, value)
    if (!held) return
    held.row = row
    const name = `${table} ${row.id}`
    const known = this.#byRow.get(name) ?? new Map<string, Held>()
    this.#byRow.set(name, known.set(column, held))
  }

  /** Rows that `put` changed, by table. */
  dirty(): Map<Table, Row[]> {
    const rows = new Map<Table, Row[]>()
    for (const [table, columns] of this.#held) {
      const changed: Row[] = []
      for (const { row, dirty } of columns.get('id')?.values() ?? [])
        if (dirty && row) changed.push(row)
      if (changed.length) rows.set(table, changed)
    }
    return rows
  }
}

/** Inserts and updates of a batch, one row each: a later change of a row is folded into the earlier one. */
export class Changes {
  inserts = new Map<Table, Map<string, Row>>()
  updates = new Map<Table, Map<string, Row>>()
  refresh = new Map<string, number>()
  clears: { clear: Table; column: string; value: string }[] = []
  #unkeyed = 0

  add(write: Write) {
    if ('refreshLead' in write) {
      this.refresh.set(write.refreshLead, write.at)
    } else if ('clear' in write) {
      this.clears.push(write)
    } else if ('insert' in write) {
      const rows = this.inserts.get(write.insert) ?? new Map<string, Row>()
      if (!rows.size) this.inserts.set(write.insert, rows)
      if (typeof write.row.id === 'string' && rows.has(write.row.id))
        throw new Error(`E_TWO_ROWS: ${write.insert} ${write.row.id} is inserted twice`)
      rows.set(typeof write.row.id === 'string' ? write.row.id : `#${this.#unkeyed++}`, write.row)
    } else {
      const inserted = this.inserts.get(write.update)?.get(write.id)
      if (inserted) {
        this.inserts.get(write.update)!.set(write.id, { ...inserted, ...write.set })
        return
      }
      const rows = this.updates.get(write.update) ?? new Map<string, Row>()
      if (!rows.size) this.updates.set(write.update, rows)
      const before = rows.get(write.id)
      rows.set(write.id, before ? { ...before, ...write.set } : write.set)
    }
  }
}

/** Parents before children, so that foreign keys hold at every statement. */
export const INSERT_ORDER: Table[] = [
  'leads',
  'lead_revisions',
  'lead_index',
  'consents',
  'distributions',
  'deliveries',
  'attempts',
  'pings',
  'ping_places',
  'postings',
  'invoices',
  'invoice_lines',
  'invoice_postings',
  'supplier_postings',
  'self_billing_postings',
  'invoice_balances',
  'document_files',
  'payments',
  'returns',
  'return_files',
  'reminders',
  'document_sends',
  'invoice_runs',
  'balance_movements',
  'events',
  'circuits',
  'workers',
]

/** One order of locking for every process: two batches never wait for each other in a circle. */
export const LOCK_ORDER: Table[] = [
  'import_rows',
  'lead_job_undo',
  'idempotency_keys',
  'ping_places',
  'distributions',
  'deliveries',
  'lead_keys',
  'leads',
  'lead_tags',
  'lead_merges',
  'lead_mails',
  'lead_holds',
  'lead_watchers',
  'notes',
  'tasks',
  'lead_blocks',
  'cap_buckets',
  'ladders',
  'balances',
  'turns',
  'attempts',
  'pings',
  'postings',
  'returns',
  'return_counts',
  'balance_movements',
  'circuits',
  'workers',
  'lead_followers',
  'invoices',
  'invoice_balances',
  'invoice_postings',
  'payments',
  'reminders',
  'document_sends',
  'invoice_runs',
  'supplier_postings',
  'self_billing_postings',
  'number_series',
  'suppression_entries',
  'consent_texts',
]

/** Tables of a change set, those with a place in the order first. */
export function inOrder(order: Table[], tables: Iterable<Table>): Table[] {
  const place = (table: Table) => (order.includes(table) ? order.indexOf(table) : order.length)
  return [...tables].sort((a, b) => place(a) - place(b) || (a < b ? -1 : 1))
}
