import { answer } from '#http/api/answers'
import { type ApiRoute, BODY_LIMIT, handledBy } from '#http/api/route'
import { taxAnswer } from '#http/openapi/tax_schemas'
import { taxPreviewSchema } from '#billing/validators/tax_inputs'

const TaxPreviewController = () => import('#billing/controllers/tax_preview_controller')

export const taxRoutes: ApiRoute[] = [
  {
    method: 'POST',
    path: '/tax/preview',
    id: 'tax.preview',
    tag: 'Billing',
    summary: 'The tax an invoice between two parties would carry',
    description:
      'For any facts exactly one strategy applies, or the document is on hold and `reason` says why. The rates are those of the account on `supply.date`. Nothing is stored.',
    abilities: ['billing:read'],
    ...handledBy(TaxPreviewController, 'show'),
    body: { types: ['json'], limit: BODY_LIMIT, schema: taxPreviewSchema },
    answers: { 200: answer('The tax block, or a hold with its reason.', taxAnswer) },
  },
]
