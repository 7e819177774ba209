import '@adonisjs/inertia/types'

import type { VNodeProps, AllowedComponentProps, ComponentInstance } from 'vue'

type ExtractProps<T> = Omit<
  ComponentInstance<T>['$props'],
  keyof VNodeProps | keyof AllowedComponentProps
>

declare module '@adonisjs/inertia/types' {
  export interface InertiaPages {
    'agency/client': ExtractProps<(typeof import('../../resources/pages/agency/client.vue'))['default']>
    'agency/index': ExtractProps<(typeof import('../../resources/pages/agency/index.vue'))['default']>
    'api/reference': ExtractProps<(typeof import('../../resources/pages/api/reference.vue'))['default']>
    'api/tokens': ExtractProps<(typeof import('../../resources/pages/api/tokens.vue'))['default']>
    'auth/forgot_password': ExtractProps<(typeof import('../../resources/pages/auth/forgot_password.vue'))['default']>
    'auth/invitation': ExtractProps<(typeof import('../../resources/pages/auth/invitation.vue'))['default']>
    'auth/login': ExtractProps<(typeof import('../../resources/pages/auth/login.vue'))['default']>
    'auth/new_account': ExtractProps<(typeof import('../../resources/pages/auth/new_account.vue'))['default']>
    'auth/no_account': ExtractProps<(typeof import('../../resources/pages/auth/no_account.vue'))['default']>
    'auth/reset_password': ExtractProps<(typeof import('../../resources/pages/auth/reset_password.vue'))['default']>
    'auth/resting': ExtractProps<(typeof import('../../resources/pages/auth/resting.vue'))['default']>
    'auth/second_factor': ExtractProps<(typeof import('../../resources/pages/auth/second_factor.vue'))['default']>
    'auth/sign_up_confirm': ExtractProps<(typeof import('../../resources/pages/auth/sign_up_confirm.vue'))['default']>
    'auth/sign_up': ExtractProps<(typeof import('../../resources/pages/auth/sign_up.vue'))['default']>
    'automations/index': ExtractProps<(typeof import('../../resources/pages/automations/index.vue'))['default']>
    'automations/run': ExtractProps<(typeof import('../../resources/pages/automations/run.vue'))['default']>
    'automations/runs': ExtractProps<(typeof import('../../resources/pages/automations/runs.vue'))['default']>
    'automations/show': ExtractProps<(typeof import('../../resources/pages/automations/show.vue'))['default']>
    'automations/version': ExtractProps<(typeof import('../../resources/pages/automations/version.vue'))['default']>
    'automations/versions': ExtractProps<(typeof import('../../resources/pages/automations/versions.vue'))['default']>
    'blueprint/show': ExtractProps<(typeof import('../../resources/pages/blueprint/show.vue'))['default']>
    'endpoints/index': ExtractProps<(typeof import('../../resources/pages/endpoints/index.vue'))['default']>
    'endpoints/settings': ExtractProps<(typeof import('../../resources/pages/endpoints/settings.vue'))['default']>
    'endpoints/show': ExtractProps<(typeof import('../../resources/pages/endpoints/show.vue'))['default']>
    'entities/index': ExtractProps<(typeof import('../../resources/pages/entities/index.vue'))['default']>
    'entities/show': ExtractProps<(typeof import('../../resources/pages/entities/show.vue'))['default']>
    'events/index': ExtractProps<(typeof import('../../resources/pages/events/index.vue'))['default']>
    'forms/figures': ExtractProps<(typeof import('../../resources/pages/forms/figures.vue'))['default']>
    'forms/index': ExtractProps<(typeof import('../../resources/pages/forms/index.vue'))['default']>
    'forms/partials': ExtractProps<(typeof import('../../resources/pages/forms/partials.vue'))['default']>
    'forms/share': ExtractProps<(typeof import('../../resources/pages/forms/share.vue'))['default']>
    'forms/show': ExtractProps<(typeof import('../../resources/pages/forms/show.vue'))['default']>
    'forms/versions': ExtractProps<(typeof import('../../resources/pages/forms/versions.vue'))['default']>
    'help/guide': ExtractProps<(typeof import('../../resources/pages/help/guide.vue'))['default']>
    'help/index': ExtractProps<(typeof import('../../resources/pages/help/index.vue'))['default']>
    'imports/index': ExtractProps<(typeof import('../../resources/pages/imports/index.vue'))['default']>
    'imports/show': ExtractProps<(typeof import('../../resources/pages/imports/show.vue'))['default']>
    'install/accounts': ExtractProps<(typeof import('../../resources/pages/install/accounts.vue'))['default']>
    'install/index': ExtractProps<(typeof import('../../resources/pages/install/index.vue'))['default']>
    'invoices/document': ExtractProps<(typeof import('../../resources/pages/invoices/document.vue'))['default']>
    'invoices/exports': ExtractProps<(typeof import('../../resources/pages/invoices/exports.vue'))['default']>
    'invoices/generate': ExtractProps<(typeof import('../../resources/pages/invoices/generate.vue'))['default']>
    'invoices/index': ExtractProps<(typeof import('../../resources/pages/invoices/index.vue'))['default']>
    'invoices/self_billing': ExtractProps<(typeof import('../../resources/pages/invoices/self_billing.vue'))['default']>
    'invoices/show': ExtractProps<(typeof import('../../resources/pages/invoices/show.vue'))['default']>
    'invoices/statement': ExtractProps<(typeof import('../../resources/pages/invoices/statement.vue'))['default']>
    'leads/board': ExtractProps<(typeof import('../../resources/pages/leads/board.vue'))['default']>
    'leads/index': ExtractProps<(typeof import('../../resources/pages/leads/index.vue'))['default']>
    'leads/merge': ExtractProps<(typeof import('../../resources/pages/leads/merge.vue'))['default']>
    'leads/story': ExtractProps<(typeof import('../../resources/pages/leads/story.vue'))['default']>
    'notifications/index': ExtractProps<(typeof import('../../resources/pages/notifications/index.vue'))['default']>
    'outbox/index': ExtractProps<(typeof import('../../resources/pages/outbox/index.vue'))['default']>
    'outbox/show': ExtractProps<(typeof import('../../resources/pages/outbox/show.vue'))['default']>
    'overview/show': ExtractProps<(typeof import('../../resources/pages/overview/show.vue'))['default']>
    'partners/access': ExtractProps<(typeof import('../../resources/pages/partners/access.vue'))['default']>
    'partners/balance': ExtractProps<(typeof import('../../resources/pages/partners/balance.vue'))['default']>
    'partners/caps': ExtractProps<(typeof import('../../resources/pages/partners/caps.vue'))['default']>
    'partners/deliveries': ExtractProps<(typeof import('../../resources/pages/partners/deliveries.vue'))['default']>
    'partners/details': ExtractProps<(typeof import('../../resources/pages/partners/details.vue'))['default']>
    'partners/index': ExtractProps<(typeof import('../../resources/pages/partners/index.vue'))['default']>
    'partners/show': ExtractProps<(typeof import('../../resources/pages/partners/show.vue'))['default']>
    'partners/statistics': ExtractProps<(typeof import('../../resources/pages/partners/statistics.vue'))['default']>
    'partners/tax': ExtractProps<(typeof import('../../resources/pages/partners/tax.vue'))['default']>
    'plans/selling': ExtractProps<(typeof import('../../resources/pages/plans/selling.vue'))['default']>
    'plugins/index': ExtractProps<(typeof import('../../resources/pages/plugins/index.vue'))['default']>
    'portal/analytics': ExtractProps<(typeof import('../../resources/pages/portal/analytics.vue'))['default']>
    'portal/balance': ExtractProps<(typeof import('../../resources/pages/portal/balance.vue'))['default']>
    'portal/invitation': ExtractProps<(typeof import('../../resources/pages/portal/invitation.vue'))['default']>
    'portal/invoice': ExtractProps<(typeof import('../../resources/pages/portal/invoice.vue'))['default']>
    'portal/invoices': ExtractProps<(typeof import('../../resources/pages/portal/invoices.vue'))['default']>
    'portal/lead': ExtractProps<(typeof import('../../resources/pages/portal/lead.vue'))['default']>
    'portal/leads': ExtractProps<(typeof import('../../resources/pages/portal/leads.vue'))['default']>
    'portal/notifications': ExtractProps<(typeof import('../../resources/pages/portal/notifications.vue'))['default']>
    'portal/people': ExtractProps<(typeof import('../../resources/pages/portal/people.vue'))['default']>
    'portal/security': ExtractProps<(typeof import('../../resources/pages/portal/security.vue'))['default']>
    'portal/settings': ExtractProps<(typeof import('../../resources/pages/portal/settings.vue'))['default']>
    'privacy/asked': ExtractProps<(typeof import('../../resources/pages/privacy/asked.vue'))['default']>
    'privacy/index': ExtractProps<(typeof import('../../resources/pages/privacy/index.vue'))['default']>
    'privacy/request': ExtractProps<(typeof import('../../resources/pages/privacy/request.vue'))['default']>
    'privacy/retention': ExtractProps<(typeof import('../../resources/pages/privacy/retention.vue'))['default']>
    'privacy/suppression_consent': ExtractProps<(typeof import('../../resources/pages/privacy/suppression_consent.vue'))['default']>
    'privacy/suppression_list': ExtractProps<(typeof import('../../resources/pages/privacy/suppression_list.vue'))['default']>
    'privacy/suppression': ExtractProps<(typeof import('../../resources/pages/privacy/suppression.vue'))['default']>
    'profiles/assignments': ExtractProps<(typeof import('../../resources/pages/profiles/assignments.vue'))['default']>
    'profiles/backtest': ExtractProps<(typeof import('../../resources/pages/profiles/backtest.vue'))['default']>
    'profiles/index': ExtractProps<(typeof import('../../resources/pages/profiles/index.vue'))['default']>
    'profiles/route': ExtractProps<(typeof import('../../resources/pages/profiles/route.vue'))['default']>
    'profiles/settings': ExtractProps<(typeof import('../../resources/pages/profiles/settings.vue'))['default']>
    'profiles/show': ExtractProps<(typeof import('../../resources/pages/profiles/show.vue'))['default']>
    'profiles/version_route': ExtractProps<(typeof import('../../resources/pages/profiles/version_route.vue'))['default']>
    'profiles/version': ExtractProps<(typeof import('../../resources/pages/profiles/version.vue'))['default']>
    'profiles/versions': ExtractProps<(typeof import('../../resources/pages/profiles/versions.vue'))['default']>
    'returns/index': ExtractProps<(typeof import('../../resources/pages/returns/index.vue'))['default']>
    'returns/statistics': ExtractProps<(typeof import('../../resources/pages/returns/statistics.vue'))['default']>
    'revenue/show': ExtractProps<(typeof import('../../resources/pages/revenue/show.vue'))['default']>
    'rules/lab': ExtractProps<(typeof import('../../resources/pages/rules/lab.vue'))['default']>
    'settings/account': ExtractProps<(typeof import('../../resources/pages/settings/account.vue'))['default']>
    'settings/brand': ExtractProps<(typeof import('../../resources/pages/settings/brand.vue'))['default']>
    'settings/changes': ExtractProps<(typeof import('../../resources/pages/settings/changes.vue'))['default']>
    'settings/documents': ExtractProps<(typeof import('../../resources/pages/settings/documents.vue'))['default']>
    'settings/domains': ExtractProps<(typeof import('../../resources/pages/settings/domains.vue'))['default']>
    'settings/invoicing': ExtractProps<(typeof import('../../resources/pages/settings/invoicing.vue'))['default']>
    'settings/mail_template': ExtractProps<(typeof import('../../resources/pages/settings/mail_template.vue'))['default']>
    'settings/mail_templates': ExtractProps<(typeof import('../../resources/pages/settings/mail_templates.vue'))['default']>
    'settings/notifications': ExtractProps<(typeof import('../../resources/pages/settings/notifications.vue'))['default']>
    'settings/plan': ExtractProps<(typeof import('../../resources/pages/settings/plan.vue'))['default']>
    'settings/profile': ExtractProps<(typeof import('../../resources/pages/settings/profile.vue'))['default']>
    'settings/security': ExtractProps<(typeof import('../../resources/pages/settings/security.vue'))['default']>
    'settings/tags': ExtractProps<(typeof import('../../resources/pages/settings/tags.vue'))['default']>
    'settings/tax': ExtractProps<(typeof import('../../resources/pages/settings/tax.vue'))['default']>
    'settings/team': ExtractProps<(typeof import('../../resources/pages/settings/team.vue'))['default']>
    'settings/webhooks': ExtractProps<(typeof import('../../resources/pages/settings/webhooks.vue'))['default']>
    'sources/document': ExtractProps<(typeof import('../../resources/pages/sources/document.vue'))['default']>
    'sources/index': ExtractProps<(typeof import('../../resources/pages/sources/index.vue'))['default']>
    'sources/show': ExtractProps<(typeof import('../../resources/pages/sources/show.vue'))['default']>
    'suppliers/details': ExtractProps<(typeof import('../../resources/pages/suppliers/details.vue'))['default']>
    'suppliers/index': ExtractProps<(typeof import('../../resources/pages/suppliers/index.vue'))['default']>
    'suppliers/show': ExtractProps<(typeof import('../../resources/pages/suppliers/show.vue'))['default']>
    'tasks/index': ExtractProps<(typeof import('../../resources/pages/tasks/index.vue'))['default']>
  }
}
