/* Leads of the same person, side by side. */

export interface FoundDuplicate {
  id: string
  title: string
  status: string
  stage: string | null
  created_at: string
  same: string[]
}

export interface ComparedLead {
  id: string
  title: string
  status: string
  stage: string | null
  source: string | null
  assignee: string | null
  created_at: string
  counts: {
    notes: number
    tasks: number
    lead_mails: number
    deliveries: number
    distributions: number
  }
}

export interface ComparedField {
  key: string
  label: string
  type: string
  encrypted: boolean
  differs: boolean
  values: Record<string, { value: unknown; hidden: boolean } | null>
}

export interface MergedLead {
  id: string
  at: string | null
  undo_until: string | null
  lead: { id: string; title: string; status: string; created_at: string } | null
}

export const MOST_MERGED = 5

/** Where the leads are compared; the first of them is the one that stays, until somebody chooses. */
export const mergePath = ([into, ...others]: readonly string[]) =>
  `/leads/${into}/merge?with=${others.join(',')}`

/**
 * What is kept of a field before anybody chooses: the survivor's value, or the first there is. Null: nobody has one.
 */
export function keptBefore(field: ComparedField, order: readonly string[]): string | null {
  return order.find((id) => field.values[id] !== null) ?? null
}
