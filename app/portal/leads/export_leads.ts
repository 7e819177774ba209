import { DateTime } from 'luxon'
import type { Field } from '#entities/types'
import { accountConfig } from '#distribution/account_config'
import { csvLine } from '#shared/csv_line'
import type { Locale } from '#shared/locales'
import type { XlsxCell } from '#shared/xlsx/cell'
import { fieldCell, momentCell, plainText } from '#shared/xlsx/value_cell'
import { XLSX_TYPE, xlsxFile } from '#shared/xlsx/xlsx_file'
import { everyLead, leadFields } from '#portal/leads/find_leads'
import type { LeadFilters } from '#portal/leads/lead_rows'
import type { OpenPortal } from '#portal/people/open_portal'
import type { LeadView } from '#portal/leads/present_leads'
import { openedValues } from '#portal/leads/reveal_value'

/** A spreadsheet takes the file for what it is only with this in front. */
const BYTE_ORDER_MARK = '\ufeff'

/** What the columns are called that every lead has, in the order of the cells. Values stay what they are in any language. */
const HEADS: Record<Locale, readonly string[]> = {
  en: ['Id', 'Received', 'Status', 'Reason', 'Price', 'Currency', 'Kind', 'Test'],
  de: ['ID', 'Erhalten', 'Status', 'Grund', 'Preis', 'Währung', 'Art', 'Test'],
}

/** A lead with everything its buyer may have of it. */
interface ExportedLead {
  lead: LeadView
  values: Record<string, unknown>
}
export interface ExportTable {
  locale: Locale
  zone: string
  fields: Pick<Field, 'key' | 'label' | 'type'>[]
  /** Encrypted fields among them. */
  opened: string[]
  batches(): AsyncGenerator<ExportedLead[]>
}

/** What an export is made of. Encrypted fields are in it where something was bought through the portal. */
export async function exportTable(
  house: Pick<OpenPortal, 'account' | 'partner'>,
  filters: LeadFilters,
  locale: Locale
): Promise<ExportTable> {
  const config = await accountConfig(house.account.id)
  const entities = await leadFields(house)
  const wanted = entities.filter(({ key }) => !filters.entity || key === filters.entity)
  const fields = new Map(
    wanted.flatMap((one) =>
      one.fields.filter(({ hidden, opens }) => !hidden || opens).map((f) => [f.key, f])
    )
  )
  return {
    locale,
    zone: house.partner.timeZone,
    fields: [...fields.values()],
    opened: [...fields.values()].filter(({ hidden }) => hidden).map(({ key }) => key),
    async *batches() {
      for await (const batch of everyLead(house, filters))
        yield batch.map(({ lead, row }) => {
          const entity = config.entities.get(row.entity_id as string)!
          return { lead, values: { ...lead.values, ...openedValues(config, entity, row) } }
        })
    },
  }
}

const valueOf = ({ values }: ExportedLead, key: string) =>
  Object.hasOwn(values, key) ? values[key] : undefined

/** As lines of a CSV file. What somebody typed into a form is never a formula. */
async function* asCsv({ locale, fields, batches }: ExportTable): AsyncGenerator<string> {
  yield BYTE_ORDER_MARK + csvLine([...HEADS[locale], ...fields.map(({ label }) => label)])
  const line = (one: ExportedLead) =>
    csvLine([
      ...[one.lead.id, one.lead.received_at, one.lead.state, one.lead.reason],
      ...[{ decimal: one.lead.price.amount }, one.lead.price.currency],
      ...[one.lead.entity, one.lead.test],
      ...fields.map(({ key }) => plainText(valueOf(one, key))),
    ])
  for await (const batch of batches()) yield batch.map(line).join('')
}

/** As a workbook: amounts are numbers, days are days, and moments are those of the partner's clock. */
function asXlsx({ locale, fields, zone, batches }: ExportTable): AsyncGenerator<Uint8Array> {
  const wallOf = (ms: number) => ms + DateTime.fromMillis(ms, { zone }).offset * 60_000
  const row = (one: ExportedLead): XlsxCell[] => [
    ...[one.lead.id, momentCell(one.lead.received_at, wallOf), one.lead.state, one.lead.reason],
    ...[{ decimal: one.lead.price.amount }, one.lead.price.currency],
    ...[one.lead.entity, one.lead.test],
    ...fields.map(({ key, type }) => fieldCell(valueOf(one, key), type, wallOf)),
  ]
  async function* rows() {
    for await (const batch of batches()) yield batch.map(row)
  }
  return xlsxFile('Leads', [...HEADS[locale], ...fields.map(({ label }) => label)], rows())
}

export const EXPORTS = { csv: asCsv, xlsx: asXlsx }
export const EXPORT_TYPES = { csv: 'text/csv; charset=utf-8', xlsx: XLSX_TYPE }
