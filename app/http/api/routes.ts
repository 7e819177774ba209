import type { ApiRoute } from '#http/api/route'
import { agencyRoutes } from '#http/api/routes/agency'
import { backtestRoutes } from '#http/api/routes/backtests'
import { balanceRoutes } from '#http/api/routes/balances'
import { collectionRoutes } from '#http/api/routes/collection'
import { configurationRoutes } from '#http/api/routes/configuration'
import { deliveryRoutes } from '#http/api/routes/deliveries'
import { exportRoutes } from '#http/api/routes/exports'
import { insightRoutes } from '#http/api/routes/insights'
import { invoiceRoutes } from '#http/api/routes/invoices'
import { leadRoutes } from '#http/api/routes/leads'
import { metaRoutes } from '#http/api/routes/meta'
import { returnRoutes } from '#http/api/routes/returns'
import { sendRoutes } from '#http/api/routes/sends'
import { taxRoutes } from '#http/api/routes/tax'

/** Every route of /api/v1: start/routes/api.ts registers them, the OpenAPI document describes them. */
export const apiRoutes: readonly ApiRoute[] = [
  ...leadRoutes,
  ...deliveryRoutes,
  ...returnRoutes,
  ...insightRoutes,
  ...configurationRoutes,
  ...backtestRoutes,
  ...collectionRoutes,
  ...invoiceRoutes,
  ...sendRoutes,
  ...balanceRoutes,
  ...exportRoutes,
  ...taxRoutes,
  ...agencyRoutes,
  ...metaRoutes,
]
