import type { DocumentKind } from '#billing/invoices/number_series'
import type { BillingPeriod, Party, TaxGroup } from '#billing/invoices/types'
import { store } from '#store/store'
import type { Row } from '#store/types'

/** A finalized document as exports need it. Amounts in minor units, above zero on credit notes too. */
export interface ExportedDocument {
  id: string
  kind: DocumentKind
  number: string
  issueDay: string
  dueDay: string | null
  currency: string
  /** Of the partner, or the supplier of self-billing. */
  partyId: string
  partyKey: string
  seller: Party
  buyer: Party
  groups: TaxGroup[]
  /** Number of the document it corrects. */
  corrects: string | null
}

/** Finalized documents issued in a period, in the order they were made. */
export async function exportedDocuments(
  accountId: string,
  { from, to }: BillingPeriod
): Promise<ExportedDocument[]> {
  const rows = await store.all(
    `select i.*, coalesce(p.key, s.key) as party_key, o.number as corrects_number from invoices i
       left join partners p on p.id = i.partner_id left join suppliers s on s.id = i.partner_id
       left join invoices o on o.id = i.corrects_id
     where i.account_id = ? and i.status = 'issued' and i.issue_day >= ? and i.issue_day <= ?
     order by i.issue_day, i.id`,
    [accountId, from, to]
  )
  return rows.map(toDocument)
}

const toDocument = (row: Row): ExportedDocument => ({
  id: row.id as string,
  kind: row.kind as DocumentKind,
  number: row.number as string,
  issueDay: row.issue_day as string,
  dueDay: row.due_day as string | null,
  currency: row.currency as string,
  partyId: row.partner_id as string,
  partyKey: (row.party_key as string | null) ?? '',
  seller: JSON.parse(row.seller as string) as Party,
  buyer: JSON.parse(row.buyer as string) as Party,
  groups: JSON.parse(row.groups as string) as TaxGroup[],
  corrects: row.corrects_number as string | null,
})
