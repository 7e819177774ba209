import { answer } from '#http/api/answers'
import { type ApiRoute, handledBy } from '#http/api/route'
import { listOf, record, ref } from '#http/openapi/components'
import { datevQuery, ecSalesQuery } from '#billing/validators/export_inputs'

const ExportsController = () => import('#billing/controllers/exports_controller')

const tag = 'Billing'
const text = { type: 'string' }

export const exportRoutes: ApiRoute[] = [
  {
    method: 'GET',
    path: '/exports/datev',
    id: 'exports.datev',
    tag,
    summary: 'Export documents for bookkeeping in the DATEV format',
    description:
      'A posting batch (EXTF, header version 700, category 21, format version 13) in Windows-1252: one booking per tax group of every document issued from `from` to `to`. 409 names what is missing, and documents that cannot be booked; `incomplete=true` leaves those out.',
    abilities: ['billing:read'],
    ...handledBy(ExportsController, 'datev'),
    query: datevQuery,
    answers: {
      200: { description: 'The file.', schema: text, contentTypes: ['text/csv'] },
    },
    problems: [409],
  },
  {
    method: 'GET',
    path: '/exports/ec-sales',
    id: 'exports.ec_sales',
    tag,
    summary: 'The EC sales list of a month or quarter',
    description:
      'Services under reverse charge by VAT id, in whole euros. Sales count in the period they were supplied in, credit notes in the one they were issued in. `format`: `json` (the default), `csv`, or `bzst` as the German tax office imports it. `problems` names sales that are not in the list.',
    abilities: ['billing:read'],
    ...handledBy(ExportsController, 'ecSales'),
    query: ecSalesQuery,
    answers: {
      200: answer(
        'The list; a file for `csv` and `bzst`.',
        record({
          period: record({ from: text, to: text }),
          data: listOf(
            record({
              ...{ country: text, vat_id: text, partner: text, name: text, net: ref('Money') },
              reported: { type: 'string', description: 'Whole euros, half away from zero.' },
            })
          ),
          problems: listOf(record({ field: text, rule: text, message: text })),
        })
      ),
    },
  },
]
