import type { ApiRoute } from '#http/api/route'
import { agencyRoutes } from '#http/api/routes/agency'
import { automationRoutes } from '#http/api/routes/automations'
import { backtestRoutes } from '#http/api/routes/backtests'
import { balanceRoutes } from '#http/api/routes/balances'
import { collectionRoutes } from '#http/api/routes/collection'
import { configurationRoutes } from '#http/api/routes/configuration'
import { crmRoutes } from '#http/api/routes/crm'
import { deliveryRoutes } from '#http/api/routes/deliveries'
import { exportRoutes } from '#http/api/routes/exports'
import { formRoutes } from '#http/api/routes/forms'
import { importRoutes } from '#http/api/routes/imports'
import { insightRoutes } from '#http/api/routes/insights'
import { invoiceRoutes } from '#http/api/routes/invoices'
import { leadRoutes } from '#http/api/routes/leads'
import { metaRoutes } from '#http/api/routes/meta'
import { pingRoutes } from '#http/api/routes/pings'
import { privacyRoutes } from '#http/api/routes/privacy'
import { returnRoutes } from '#http/api/routes/returns'
import { sendRoutes } from '#http/api/routes/sends'
import { sourceRoutes } from '#http/api/routes/sources'
import { suppressionRoutes } from '#http/api/routes/suppression'
import { taxRoutes } from '#http/api/routes/tax'
import { workRoutes } from '#http/api/routes/work'

/** Every route of /api/v1: start/routes/api.ts registers them, the OpenAPI document describes them. */
export const apiRoutes: readonly ApiRoute[] = [
  ...leadRoutes,
  ...workRoutes,
  ...crmRoutes,
  ...importRoutes,
  ...pingRoutes,
  ...deliveryRoutes,
  ...returnRoutes,
  ...privacyRoutes,
  ...insightRoutes,
  ...configurationRoutes,
  ...formRoutes,
  ...automationRoutes,
  ...sourceRoutes,
  ...backtestRoutes,
  ...collectionRoutes,
  ...invoiceRoutes,
  ...sendRoutes,
  ...balanceRoutes,
  ...exportRoutes,
  ...taxRoutes,
  ...suppressionRoutes,
  ...agencyRoutes,
  ...metaRoutes,
]
