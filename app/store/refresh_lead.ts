const has = (statuses: string) =>
  `exists (select 1 from distributions d where d.lead_id = leads.id and d.status in (${statuses}))`

/** A lead is sold as soon as one of its distributions sold it; otherwise it says what is still open. Parameter: now. */
export const REFRESH_LEAD_STATUS = `update leads set status = case
    when ${has("'sold'")} then 'sold'
    when ${has("'queued', 'running'")} then 'distributing'
    when ${has("'held'")} then 'held'
    when ${has("'unsold'")} then 'unsold'
    else 'received' end, updated_at = ?`
