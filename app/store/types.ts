/** A row as both databases take and give it: JSON is text, times are ms, money is minor units, packed data are bytes. */
export type Value = string | number | boolean | null | Buffer
export type Row = Record<string, Value>

export type Table =
  | 'accounts'
  | 'leads'
  | 'lead_revisions'
  | 'lead_keys'
  | 'lead_index'
  | 'lead_merges'
  | 'lead_mails'
  | 'lead_holds'
  | 'lead_tags'
  | 'lead_job_undo'
  | 'idempotency_keys'
  | 'import_rows'
  | 'distributions'
  | 'deliveries'
  | 'attempts'
  | 'cap_buckets'
  | 'turns'
  | 'pings'
  | 'ping_places'
  | 'postings'
  | 'events'
  | 'circuits'
  | 'workers'
  | 'lead_blocks'
  | 'lead_terms'
  | 'lead_followers'
  | 'backtest_changes'
  | 'invoices'
  | 'invoice_lines'
  | 'invoice_postings'
  | 'supplier_postings'
  | 'self_billing_postings'
  | 'invoice_balances'
  | 'number_series'
  | 'payments'
  | 'returns'
  | 'return_files'
  | 'return_counts'
  | 'adjustments'
  | 'reminders'
  | 'invoice_runs'
  | 'document_files'
  | 'document_sends'
  | 'ladders'
  | 'balances'
  | 'balance_movements'
  | 'suppression_entries'
  | 'consents'
  | 'consent_texts'
  | 'notes'
  | 'tasks'
  | 'lead_watchers'

/**
 * `refreshLead` derives a lead's status from its distributions, after all other writes of the batch. `clear` deletes
 * rows before any are written; the work must hold what keeps others from making new ones.
 */
export type Write =
  | { insert: Table; row: Row }
  | { update: Table; id: string; set: Row }
  | { refreshLead: string; at: number }
  | { clear: Table; column: string; value: string }

/**
 * A row a work must see and hold while it decides, found by `column` (id unless said otherwise). `seed` is the row
 * that stands for a missing one, so that even what does not exist yet is held against other processes.
 */
export interface Lock {
  table: Table
  column?: string
  value: string
  seed?: Row
}

export interface Locked {
  /** The held row as earlier works of the same transaction left it; null when there is none. */
  get(table: Table, value: string, column?: string): Row | null
  /** Changes a row that was locked with a seed; written as insert-or-update. */
  put(table: Table, value: string, set: Row): void
}

/**
 * One unit of durable change. `decide` runs inside the transaction, on held rows, and must be pure: it may run twice
 * when a batch is taken apart. Its result reaches the caller only after the commit.
 */
export interface Work<R> {
  locks: Lock[]
  decide(locked: Locked): { result: R; writes: Write[] }
}

export type WorkOutcome = { ok: true; result: unknown } | { ok: false; error: unknown }

export interface Backend {
  readonly dialect: 'sqlite' | 'postgres'
  /** Batches that may be on their way to disk at once. */
  readonly overlap: number
  /** How long a batch waits for others to come along, in ms, where they do; 0: not at all. */
  readonly gatherMs: number
  /** Runs all works in one transaction; one bad work does not take the others with it. */
  commit(works: Work<unknown>[]): Promise<WorkOutcome[]>
  /** Reads rows. Parameters stand as `?` in both dialects; a list parameter is written `in (??)`. */
  all(sql: string, params?: (Value | Value[])[]): Promise<Row[]>
  /** Rows whose `column` has one of `values`, value by value, each in order of id: what every lead is looked up by. */
  rowsBy(table: Table, column: string, values: string[]): Promise<Row[]>
  close(): Promise<void>
}
