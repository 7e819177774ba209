import '@adonisjs/core/types/http'

type ParamValue = string | number | bigint | boolean

export type ScannedRoutes = {
  ALL: {
    'health.live': { paramsTuple?: []; params?: {} }
    'health.ready': { paramsTuple?: []; params?: {} }
    'metrics': { paramsTuple?: []; params?: {} }
    'problems.show': { paramsTuple: [ParamValue]; params: { type: ParamValue } }
    'sandbox.partner': { paramsTuple: [ParamValue]; params: { name: ParamValue } }
    'session.show': { paramsTuple?: []; params?: {} }
    'session.language': { paramsTuple?: []; params?: {} }
    'reset.create': { paramsTuple?: []; params?: {} }
    'reset.store': { paramsTuple?: []; params?: {} }
    'reset.edit': { paramsTuple: [ParamValue]; params: { token: ParamValue } }
    'reset.update': { paramsTuple: [ParamValue]; params: { token: ParamValue } }
    'session.create': { paramsTuple?: []; params?: {} }
    'session.store': { paramsTuple?: []; params?: {} }
    'code.create': { paramsTuple?: []; params?: {} }
    'code.store': { paramsTuple?: []; params?: {} }
    'session.destroy': { paramsTuple?: []; params?: {} }
    'overview.show': { paramsTuple?: []; params?: {} }
    'overview.enable_endpoint': { paramsTuple: [ParamValue]; params: { id: ParamValue } }
    'leads.list': { paramsTuple?: []; params?: {} }
    'leads.search': { paramsTuple?: []; params?: {} }
    'leads.news': { paramsTuple?: []; params?: {} }
    'leads.pick': { paramsTuple?: []; params?: {} }
    'leads.export': { paramsTuple?: []; params?: {} }
    'leads.jobs': { paramsTuple?: []; params?: {} }
    'leads.jobs.store': { paramsTuple?: []; params?: {} }
    'leads.jobs.destroy': { paramsTuple: [ParamValue]; params: { id: ParamValue } }
    'leads.views.store': { paramsTuple?: []; params?: {} }
    'leads.views.update': { paramsTuple: [ParamValue]; params: { id: ParamValue } }
    'leads.views.destroy': { paramsTuple: [ParamValue]; params: { id: ParamValue } }
    'leads.brief': { paramsTuple: [ParamValue]; params: { id: ParamValue } }
    'leads.story': { paramsTuple: [ParamValue]; params: { id: ParamValue } }
    'lead_page.events': { paramsTuple: [ParamValue]; params: { id: ParamValue } }
    'lead_page.verdicts': { paramsTuple: [ParamValue]; params: { id: ParamValue } }
    'lead_page.targets': { paramsTuple: [ParamValue]; params: { id: ParamValue } }
    'lead_page.way': { paramsTuple: [ParamValue]; params: { id: ParamValue } }
    'lead_page.why_not': { paramsTuple: [ParamValue]; params: { id: ParamValue } }
    'lead_page.update': { paramsTuple: [ParamValue]; params: { id: ParamValue } }
    'lead_page.destroy': { paramsTuple: [ParamValue]; params: { id: ParamValue } }
    'lead_page.reveal': { paramsTuple: [ParamValue]; params: { id: ParamValue } }
    'lead_page.preview': { paramsTuple: [ParamValue]; params: { id: ParamValue } }
    'lead_page.distribute': { paramsTuple: [ParamValue]; params: { id: ParamValue } }
    'lead_page.delivery_cancel': { paramsTuple: [ParamValue]; params: { id: ParamValue } }
    'lead_page.delivery_retry': { paramsTuple: [ParamValue]; params: { id: ParamValue } }
    'lead_page.delivery_settle': { paramsTuple: [ParamValue]; params: { id: ParamValue } }
    'pages.profiles': { paramsTuple?: []; params?: {} }
    'pages.profile': { paramsTuple: [ParamValue]; params: { key: ParamValue } }
    'pages.profile.settings': { paramsTuple: [ParamValue]; params: { key: ParamValue } }
    'pages.profile.assignments': { paramsTuple: [ParamValue]; params: { key: ParamValue } }
    'pages.profile.route': { paramsTuple: [ParamValue]; params: { key: ParamValue } }
    'pages.profile.versions': { paramsTuple: [ParamValue]; params: { key: ParamValue } }
    'pages.profile.version': {
      paramsTuple: [ParamValue, ParamValue]
      params: { key: ParamValue; version: ParamValue }
    }
    'pages.profile.version.route': {
      paramsTuple: [ParamValue, ParamValue]
      params: { key: ParamValue; version: ParamValue }
    }
    'pages.profile.traffic': { paramsTuple: [ParamValue]; params: { key: ParamValue } }
    'pages.profile.live': { paramsTuple: [ParamValue]; params: { key: ParamValue } }
    'pages.profile.published': { paramsTuple: [ParamValue]; params: { key: ParamValue } }
    'pages.profile.compare': { paramsTuple: [ParamValue]; params: { key: ParamValue } }
    'pages.draft.changes': { paramsTuple: [ParamValue]; params: { key: ParamValue } }
    'pages.version.changes': {
      paramsTuple: [ParamValue, ParamValue]
      params: { key: ParamValue; version: ParamValue }
    }
    'pages.backtests': { paramsTuple: [ParamValue]; params: { key: ParamValue } }
    'pages.backtest': {
      paramsTuple: [ParamValue, ParamValue]
      params: { key: ParamValue; id: ParamValue }
    }
    'pages.backtest.look': {
      paramsTuple: [ParamValue, ParamValue]
      params: { key: ParamValue; id: ParamValue }
    }
    'pages.backtest.changes': {
      paramsTuple: [ParamValue, ParamValue]
      params: { key: ParamValue; id: ParamValue }
    }
    'pages.backtest.change': {
      paramsTuple: [ParamValue, ParamValue, ParamValue]
      params: { key: ParamValue; id: ParamValue; lead: ParamValue }
    }
    'pages.backtest.download': {
      paramsTuple: [ParamValue, ParamValue]
      params: { key: ParamValue; id: ParamValue }
    }
    'pages.backtest.store': { paramsTuple: [ParamValue]; params: { key: ParamValue } }
    'pages.backtest.stop': {
      paramsTuple: [ParamValue, ParamValue]
      params: { key: ParamValue; id: ParamValue }
    }
    'pages.profile.store': { paramsTuple?: []; params?: {} }
    'pages.profile.destroy': { paramsTuple: [ParamValue]; params: { key: ParamValue } }
    'pages.profile.pause': { paramsTuple: [ParamValue]; params: { key: ParamValue } }
    'pages.assignment.pause': {
      paramsTuple: [ParamValue, ParamValue]
      params: { key: ParamValue; assignment: ParamValue }
    }
    'pages.draft.check': { paramsTuple: [ParamValue]; params: { key: ParamValue } }
    'pages.draft.update': { paramsTuple: [ParamValue]; params: { key: ParamValue } }
    'pages.draft.destroy': { paramsTuple: [ParamValue]; params: { key: ParamValue } }
    'pages.profile.simulate': { paramsTuple: [ParamValue]; params: { key: ParamValue } }
    'pages.profile.publish': { paramsTuple: [ParamValue]; params: { key: ParamValue } }
    'pages.profile.revert': { paramsTuple: [ParamValue]; params: { key: ParamValue } }
    'pages.partners': { paramsTuple?: []; params?: {} }
    'pages.partner.show': { paramsTuple: [ParamValue]; params: { key: ParamValue } }
    'pages.partner.details': { paramsTuple: [ParamValue]; params: { key: ParamValue } }
    'pages.partner.caps': { paramsTuple: [ParamValue]; params: { key: ParamValue } }
    'pages.partner.deliveries': { paramsTuple: [ParamValue]; params: { key: ParamValue } }
    'pages.partner.statistics': { paramsTuple: [ParamValue]; params: { key: ParamValue } }
    'pages.partner.access': { paramsTuple: [ParamValue]; params: { key: ParamValue } }
    'pages.partner.pause_effect': { paramsTuple: [ParamValue]; params: { key: ParamValue } }
    'pages.partner.store': { paramsTuple?: []; params?: {} }
    'pages.partner.update': { paramsTuple: [ParamValue]; params: { key: ParamValue } }
    'pages.partner.destroy': { paramsTuple: [ParamValue]; params: { key: ParamValue } }
    'pages.partner.pause': { paramsTuple: [ParamValue]; params: { key: ParamValue } }
    'pages.signing.show': { paramsTuple: [ParamValue]; params: { key: ParamValue } }
    'pages.signing.rotate': { paramsTuple: [ParamValue]; params: { key: ParamValue } }
    'pages.signing.retire': { paramsTuple: [ParamValue]; params: { key: ParamValue } }
    'pages.returns': { paramsTuple?: []; params?: {} }
    'pages.returns.search': { paramsTuple?: []; params?: {} }
    'pages.returns.statistics': { paramsTuple?: []; params?: {} }
    'pages.returns.evidence': {
      paramsTuple: [ParamValue, ParamValue]
      params: { id: ParamValue; file: ParamValue }
    }
    'pages.returns.policy': { paramsTuple: [ParamValue]; params: { id: ParamValue } }
    'pages.returns.store': { paramsTuple: [ParamValue]; params: { id: ParamValue } }
    'pages.returns.decide': { paramsTuple?: []; params?: {} }
    'pages.returns.withdraw': { paramsTuple: [ParamValue]; params: { id: ParamValue } }
    'pages.invoice.credit_returns': { paramsTuple: [ParamValue]; params: { id: ParamValue } }
    'pages.invoices': { paramsTuple?: []; params?: {} }
    'pages.invoices.search': { paramsTuple?: []; params?: {} }
    'pages.invoices.run': { paramsTuple?: []; params?: {} }
    'pages.invoices.preview': { paramsTuple?: []; params?: {} }
    'pages.invoices.export': { paramsTuple?: []; params?: {} }
    'pages.partner.statement': { paramsTuple: [ParamValue]; params: { key: ParamValue } }
    'pages.partner.statement.export': { paramsTuple: [ParamValue]; params: { key: ParamValue } }
    'pages.invoice': { paramsTuple: [ParamValue]; params: { id: ParamValue } }
    'pages.invoice.sales': { paramsTuple: [ParamValue]; params: { id: ParamValue } }
    'pages.invoices.generate': { paramsTuple?: []; params?: {} }
    'pages.invoices.finalize': { paramsTuple?: []; params?: {} }
    'pages.invoice.update': { paramsTuple: [ParamValue]; params: { id: ParamValue } }
    'pages.invoice.try': { paramsTuple: [ParamValue]; params: { id: ParamValue } }
    'pages.invoice.payment.reverse': {
      paramsTuple: [ParamValue, ParamValue]
      params: { id: ParamValue; payment: ParamValue }
    }
    'pages.invoice.remind': { paramsTuple: [ParamValue]; params: { id: ParamValue } }
    'pages.invoice.reminders.pause': { paramsTuple: [ParamValue]; params: { id: ParamValue } }
    'pages.invoice.finalize': { paramsTuple: [ParamValue]; params: { id: ParamValue } }
    'pages.invoice.discard': { paramsTuple: [ParamValue]; params: { id: ParamValue } }
    'pages.invoice.pay': { paramsTuple: [ParamValue]; params: { id: ParamValue } }
    'pages.invoice.credit': { paramsTuple: [ParamValue]; params: { id: ParamValue } }
    'pages.entities': { paramsTuple?: []; params?: {} }
    'pages.entity': { paramsTuple: [ParamValue]; params: { key: ParamValue } }
    'pages.entity.store': { paramsTuple?: []; params?: {} }
    'pages.entity.check': { paramsTuple: [ParamValue]; params: { key: ParamValue } }
    'pages.entity.update': { paramsTuple: [ParamValue]; params: { key: ParamValue } }
    'pages.entity.destroy': { paramsTuple: [ParamValue]; params: { key: ParamValue } }
    'event_log.index': { paramsTuple?: []; params?: {} }
    'event_log.search': { paramsTuple?: []; params?: {} }
    'event_log.export': { paramsTuple?: []; params?: {} }
    'event_log.stream': { paramsTuple?: []; params?: {} }
    'event_log.show': { paramsTuple: [ParamValue]; params: { id: ParamValue } }
    'pages.blueprint': { paramsTuple?: []; params?: {} }
    'pages.blueprint.download': { paramsTuple: [ParamValue]; params: { format: ParamValue } }
    'pages.blueprint.check': { paramsTuple?: []; params?: {} }
    'pages.blueprint.apply': { paramsTuple?: []; params?: {} }
    'plugins_page.index': { paramsTuple?: []; params?: {} }
    'api.reference': { paramsTuple?: []; params?: {} }
    'api.tokens': { paramsTuple?: []; params?: {} }
    'api.tokens_store': { paramsTuple?: []; params?: {} }
    'api.tokens_destroy': { paramsTuple: [ParamValue]; params: { id: ParamValue } }
    'outbox.index': { paramsTuple?: []; params?: {} }
    'outbox.search': { paramsTuple?: []; params?: {} }
    'outbox.show': { paramsTuple: [ParamValue]; params: { id: ParamValue } }
    'profile.show': { paramsTuple?: []; params?: {} }
    'profile.update': { paramsTuple?: []; params?: {} }
    'security.show': { paramsTuple?: []; params?: {} }
    'security.password': { paramsTuple?: []; params?: {} }
    'security.sessions.others': { paramsTuple?: []; params?: {} }
    'security.sessions.destroy': { paramsTuple: [ParamValue]; params: { id: ParamValue } }
    'second_factor.begin': { paramsTuple?: []; params?: {} }
    'second_factor.confirm': { paramsTuple?: []; params?: {} }
    'second_factor.codes': { paramsTuple?: []; params?: {} }
    'second_factor.off': { paramsTuple?: []; params?: {} }
    'account.show': { paramsTuple?: []; params?: {} }
    'account.update': { paramsTuple?: []; params?: {} }
    'tax.show': { paramsTuple?: []; params?: {} }
    'tax.explain': { paramsTuple?: []; params?: {} }
    'invoicing.show': { paramsTuple?: []; params?: {} }
    'pages.partner.tax': { paramsTuple: [ParamValue]; params: { key: ParamValue } }
    'tax.update': { paramsTuple?: []; params?: {} }
    'invoicing.update': { paramsTuple?: []; params?: {} }
    'tax.rates.add': { paramsTuple?: []; params?: {} }
    'tax.rates.remove': { paramsTuple: [ParamValue]; params: { id: ParamValue } }
    'tax.check': { paramsTuple: [ParamValue]; params: { key: ParamValue } }
    'tax.override': { paramsTuple: [ParamValue]; params: { key: ParamValue } }
    'rules.show': { paramsTuple?: []; params?: {} }
    'rules.try': { paramsTuple?: []; params?: {} }
    'search.index': { paramsTuple?: []; params?: {} }
    'api.leads.store': { paramsTuple?: []; params?: {} }
    'api.leads.bulk': { paramsTuple?: []; params?: {} }
    'api.intake.store': { paramsTuple?: []; params?: {} }
    'api.leads.index': { paramsTuple?: []; params?: {} }
    'api.leads.show': { paramsTuple: [ParamValue]; params: { id: ParamValue } }
    'api.leads.whyNot': { paramsTuple: [ParamValue]; params: { id: ParamValue } }
    'api.leads.update': { paramsTuple: [ParamValue]; params: { id: ParamValue } }
    'api.leads.destroy': { paramsTuple: [ParamValue]; params: { id: ParamValue } }
    'api.leads.distribute': { paramsTuple: [ParamValue]; params: { id: ParamValue } }
    'api.distributions.show': { paramsTuple: [ParamValue]; params: { id: ParamValue } }
    'api.deliveries.index': { paramsTuple?: []; params?: {} }
    'api.deliveries.show': { paramsTuple: [ParamValue]; params: { id: ParamValue } }
    'api.deliveries.cancel': { paramsTuple: [ParamValue]; params: { id: ParamValue } }
    'api.deliveries.retry': { paramsTuple: [ParamValue]; params: { id: ParamValue } }
    'api.deliveries.settle': { paramsTuple: [ParamValue]; params: { id: ParamValue } }
    'api.callbacks.store': { paramsTuple: [ParamValue]; params: { token: ParamValue } }
    'api.returns.index': { paramsTuple?: []; params?: {} }
    'api.returns.store': { paramsTuple?: []; params?: {} }
    'api.returns.show': { paramsTuple: [ParamValue]; params: { id: ParamValue } }
    'api.returns.evidence': {
      paramsTuple: [ParamValue, ParamValue]
      params: { id: ParamValue; file: ParamValue }
    }
    'api.returns.approve': { paramsTuple: [ParamValue]; params: { id: ParamValue } }
    'api.returns.refuse': { paramsTuple: [ParamValue]; params: { id: ParamValue } }
    'api.returns.withdraw': { paramsTuple: [ParamValue]; params: { id: ParamValue } }
    'api.deliveries.return_policy': { paramsTuple: [ParamValue]; params: { id: ParamValue } }
    'api.invoices.credit_returns': { paramsTuple: [ParamValue]; params: { id: ParamValue } }
    'api.events.index': { paramsTuple?: []; params?: {} }
    'api.reports.revenue': { paramsTuple?: []; params?: {} }
    'api.reports.margin': { paramsTuple?: []; params?: {} }
    'api.blueprint.show': { paramsTuple?: []; params?: {} }
    'api.blueprint.update': { paramsTuple?: []; params?: {} }
    'api.entities.index': { paramsTuple?: []; params?: {} }
    'api.entities.store': { paramsTuple?: []; params?: {} }
    'api.entities.show': { paramsTuple: [ParamValue]; params: { key: ParamValue } }
    'api.entities.update': { paramsTuple: [ParamValue]; params: { key: ParamValue } }
    'api.entities.destroy': { paramsTuple: [ParamValue]; params: { key: ParamValue } }
    'api.partners.index': { paramsTuple?: []; params?: {} }
    'api.partners.store': { paramsTuple?: []; params?: {} }
    'api.partners.show': { paramsTuple: [ParamValue]; params: { key: ParamValue } }
    'api.partners.update': { paramsTuple: [ParamValue]; params: { key: ParamValue } }
    'api.partners.destroy': { paramsTuple: [ParamValue]; params: { key: ParamValue } }
    'api.suppliers.index': { paramsTuple?: []; params?: {} }
    'api.suppliers.store': { paramsTuple?: []; params?: {} }
    'api.suppliers.show': { paramsTuple: [ParamValue]; params: { key: ParamValue } }
    'api.suppliers.update': { paramsTuple: [ParamValue]; params: { key: ParamValue } }
    'api.suppliers.destroy': { paramsTuple: [ParamValue]; params: { key: ParamValue } }
    'api.profiles.index': { paramsTuple?: []; params?: {} }
    'api.profiles.store': { paramsTuple?: []; params?: {} }
    'api.profiles.show': { paramsTuple: [ParamValue]; params: { key: ParamValue } }
    'api.profiles.update': { paramsTuple: [ParamValue]; params: { key: ParamValue } }
    'api.profiles.destroy': { paramsTuple: [ParamValue]; params: { key: ParamValue } }
    'api.versions.index': { paramsTuple: [ParamValue]; params: { key: ParamValue } }
    'api.versions.show': {
      paramsTuple: [ParamValue, ParamValue]
      params: { key: ParamValue; version: ParamValue }
    }
    'api.profiles.publish': { paramsTuple: [ParamValue]; params: { key: ParamValue } }
    'api.profiles.revert': { paramsTuple: [ParamValue]; params: { key: ParamValue } }
    'api.profiles.simulate': { paramsTuple: [ParamValue]; params: { key: ParamValue } }
    'api.profiles.backtest': { paramsTuple: [ParamValue]; params: { key: ParamValue } }
    'api.backtests.index': { paramsTuple: [ParamValue]; params: { key: ParamValue } }
    'api.backtests.show': { paramsTuple: [ParamValue]; params: { id: ParamValue } }
    'api.backtests.changes': { paramsTuple: [ParamValue]; params: { id: ParamValue } }
    'api.backtests.destroy': { paramsTuple: [ParamValue]; params: { id: ParamValue } }
    'api.invoices.generate': { paramsTuple?: []; params?: {} }
    'api.invoices.index': { paramsTuple?: []; params?: {} }
    'api.invoices.export': { paramsTuple?: []; params?: {} }
    'api.invoices.runs': { paramsTuple?: []; params?: {} }
    'api.invoices.reminders.index': { paramsTuple: [ParamValue]; params: { id: ParamValue } }
    'api.invoices.reminders.store': { paramsTuple: [ParamValue]; params: { id: ParamValue } }
    'api.invoices.reminders.pause': { paramsTuple: [ParamValue]; params: { id: ParamValue } }
    'api.partners.statement': { paramsTuple: [ParamValue]; params: { key: ParamValue } }
    'api.invoices.show': { paramsTuple: [ParamValue]; params: { id: ParamValue } }
    'api.invoices.finalize': { paramsTuple: [ParamValue]; params: { id: ParamValue } }
    'api.invoices.update': { paramsTuple: [ParamValue]; params: { id: ParamValue } }
    'api.invoices.void': { paramsTuple: [ParamValue]; params: { id: ParamValue } }
    'api.invoices.payments.reverse': {
      paramsTuple: [ParamValue, ParamValue]
      params: { id: ParamValue; payment: ParamValue }
    }
    'api.partners.adjustments.index': { paramsTuple: [ParamValue]; params: { key: ParamValue } }
    'api.partners.adjustments.store': { paramsTuple: [ParamValue]; params: { key: ParamValue } }
    'api.partners.adjustments.destroy': {
      paramsTuple: [ParamValue, ParamValue]
      params: { key: ParamValue; id: ParamValue }
    }
    'api.invoices.pay': { paramsTuple: [ParamValue]; params: { id: ParamValue } }
    'api.invoices.credit': { paramsTuple: [ParamValue]; params: { id: ParamValue } }
    'api.tax.preview': { paramsTuple?: []; params?: {} }
    'api.transforms.test': { paramsTuple?: []; params?: {} }
    'api.plugins.index': { paramsTuple?: []; params?: {} }
    'api.openapi.show': { paramsTuple?: []; params?: {} }
    'api.health.live': { paramsTuple?: []; params?: {} }
    'api.health.ready': { paramsTuple?: []; params?: {} }
    'api.metrics.show': { paramsTuple?: []; params?: {} }
    'answers.try': { paramsTuple?: []; params?: {} }
    'templates.preview': { paramsTuple?: []; params?: {} }
    'transforms.try': { paramsTuple?: []; params?: {} }
    'profiles.assignments.test': {
      paramsTuple: [ParamValue, ParamValue]
      params: { key: ParamValue; assignment: ParamValue }
    }
  }
  GET: {
    'health.live': { paramsTuple?: []; params?: {} }
    'health.ready': { paramsTuple?: []; params?: {} }
    'metrics': { paramsTuple?: []; params?: {} }
    'problems.show': { paramsTuple: [ParamValue]; params: { type: ParamValue } }
    'session.show': { paramsTuple?: []; params?: {} }
    'reset.create': { paramsTuple?: []; params?: {} }
    'reset.edit': { paramsTuple: [ParamValue]; params: { token: ParamValue } }
    'session.create': { paramsTuple?: []; params?: {} }
    'code.create': { paramsTuple?: []; params?: {} }
    'overview.show': { paramsTuple?: []; params?: {} }
    'leads.list': { paramsTuple?: []; params?: {} }
    'leads.search': { paramsTuple?: []; params?: {} }
    'leads.news': { paramsTuple?: []; params?: {} }
    'leads.pick': { paramsTuple?: []; params?: {} }
    'leads.export': { paramsTuple?: []; params?: {} }
    'leads.jobs': { paramsTuple?: []; params?: {} }
    'leads.brief': { paramsTuple: [ParamValue]; params: { id: ParamValue } }
    'leads.story': { paramsTuple: [ParamValue]; params: { id: ParamValue } }
    'lead_page.events': { paramsTuple: [ParamValue]; params: { id: ParamValue } }
    'lead_page.verdicts': { paramsTuple: [ParamValue]; params: { id: ParamValue } }
    'lead_page.targets': { paramsTuple: [ParamValue]; params: { id: ParamValue } }
    'lead_page.way': { paramsTuple: [ParamValue]; params: { id: ParamValue } }
    'lead_page.why_not': { paramsTuple: [ParamValue]; params: { id: ParamValue } }
    'pages.profiles': { paramsTuple?: []; params?: {} }
    'pages.profile': { paramsTuple: [ParamValue]; params: { key: ParamValue } }
    'pages.profile.settings': { paramsTuple: [ParamValue]; params: { key: ParamValue } }
    'pages.profile.assignments': { paramsTuple: [ParamValue]; params: { key: ParamValue } }
    'pages.profile.route': { paramsTuple: [ParamValue]; params: { key: ParamValue } }
    'pages.profile.versions': { paramsTuple: [ParamValue]; params: { key: ParamValue } }
    'pages.profile.version': {
      paramsTuple: [ParamValue, ParamValue]
      params: { key: ParamValue; version: ParamValue }
    }
    'pages.profile.version.route': {
      paramsTuple: [ParamValue, ParamValue]
      params: { key: ParamValue; version: ParamValue }
    }
    'pages.profile.traffic': { paramsTuple: [ParamValue]; params: { key: ParamValue } }
    'pages.profile.live': { paramsTuple: [ParamValue]; params: { key: ParamValue } }
    'pages.profile.published': { paramsTuple: [ParamValue]; params: { key: ParamValue } }
    'pages.draft.changes': { paramsTuple: [ParamValue]; params: { key: ParamValue } }
    'pages.version.changes': {
      paramsTuple: [ParamValue, ParamValue]
      params: { key: ParamValue; version: ParamValue }
    }
    'pages.backtests': { paramsTuple: [ParamValue]; params: { key: ParamValue } }
    'pages.backtest': {
      paramsTuple: [ParamValue, ParamValue]
      params: { key: ParamValue; id: ParamValue }
    }
    'pages.backtest.look': {
      paramsTuple: [ParamValue, ParamValue]
      params: { key: ParamValue; id: ParamValue }
    }
    'pages.backtest.changes': {
      paramsTuple: [ParamValue, ParamValue]
      params: { key: ParamValue; id: ParamValue }
    }
    'pages.backtest.change': {
      paramsTuple: [ParamValue, ParamValue, ParamValue]
      params: { key: ParamValue; id: ParamValue; lead: ParamValue }
    }
    'pages.backtest.download': {
      paramsTuple: [ParamValue, ParamValue]
      params: { key: ParamValue; id: ParamValue }
    }
    'pages.partners': { paramsTuple?: []; params?: {} }
    'pages.partner.show': { paramsTuple: [ParamValue]; params: { key: ParamValue } }
    'pages.partner.details': { paramsTuple: [ParamValue]; params: { key: ParamValue } }
    'pages.partner.caps': { paramsTuple: [ParamValue]; params: { key: ParamValue } }
    'pages.partner.deliveries': { paramsTuple: [ParamValue]; params: { key: ParamValue } }
    'pages.partner.statistics': { paramsTuple: [ParamValue]; params: { key: ParamValue } }
    'pages.partner.access': { paramsTuple: [ParamValue]; params: { key: ParamValue } }
    'pages.partner.pause_effect': { paramsTuple: [ParamValue]; params: { key: ParamValue } }
    'pages.returns': { paramsTuple?: []; params?: {} }
    'pages.returns.search': { paramsTuple?: []; params?: {} }
    'pages.returns.statistics': { paramsTuple?: []; params?: {} }
    'pages.returns.evidence': {
      paramsTuple: [ParamValue, ParamValue]
      params: { id: ParamValue; file: ParamValue }
    }
    'pages.returns.policy': { paramsTuple: [ParamValue]; params: { id: ParamValue } }
    'pages.invoices': { paramsTuple?: []; params?: {} }
    'pages.invoices.search': { paramsTuple?: []; params?: {} }
    'pages.invoices.run': { paramsTuple?: []; params?: {} }
    'pages.invoices.export': { paramsTuple?: []; params?: {} }
    'pages.partner.statement': { paramsTuple: [ParamValue]; params: { key: ParamValue } }
    'pages.partner.statement.export': { paramsTuple: [ParamValue]; params: { key: ParamValue } }
    'pages.invoice': { paramsTuple: [ParamValue]; params: { id: ParamValue } }
    'pages.invoice.sales': { paramsTuple: [ParamValue]; params: { id: ParamValue } }
    'pages.entities': { paramsTuple?: []; params?: {} }
    'pages.entity': { paramsTuple: [ParamValue]; params: { key: ParamValue } }
    'event_log.index': { paramsTuple?: []; params?: {} }
    'event_log.search': { paramsTuple?: []; params?: {} }
    'event_log.export': { paramsTuple?: []; params?: {} }
    'event_log.stream': { paramsTuple?: []; params?: {} }
    'event_log.show': { paramsTuple: [ParamValue]; params: { id: ParamValue } }
    'pages.blueprint': { paramsTuple?: []; params?: {} }
    'pages.blueprint.download': { paramsTuple: [ParamValue]; params: { format: ParamValue } }
    'plugins_page.index': { paramsTuple?: []; params?: {} }
    'api.reference': { paramsTuple?: []; params?: {} }
    'api.tokens': { paramsTuple?: []; params?: {} }
    'outbox.index': { paramsTuple?: []; params?: {} }
    'outbox.search': { paramsTuple?: []; params?: {} }
    'outbox.show': { paramsTuple: [ParamValue]; params: { id: ParamValue } }
    'profile.show': { paramsTuple?: []; params?: {} }
    'security.show': { paramsTuple?: []; params?: {} }
    'account.show': { paramsTuple?: []; params?: {} }
    'tax.show': { paramsTuple?: []; params?: {} }
    'invoicing.show': { paramsTuple?: []; params?: {} }
    'pages.partner.tax': { paramsTuple: [ParamValue]; params: { key: ParamValue } }
    'rules.show': { paramsTuple?: []; params?: {} }
    'search.index': { paramsTuple?: []; params?: {} }
    'api.leads.index': { paramsTuple?: []; params?: {} }
    'api.leads.show': { paramsTuple: [ParamValue]; params: { id: ParamValue } }
    'api.leads.whyNot': { paramsTuple: [ParamValue]; params: { id: ParamValue } }
    'api.distributions.show': { paramsTuple: [ParamValue]; params: { id: ParamValue } }
    'api.deliveries.index': { paramsTuple?: []; params?: {} }
    'api.deliveries.show': { paramsTuple: [ParamValue]; params: { id: ParamValue } }
    'api.returns.index': { paramsTuple?: []; params?: {} }
    'api.returns.show': { paramsTuple: [ParamValue]; params: { id: ParamValue } }
    'api.returns.evidence': {
      paramsTuple: [ParamValue, ParamValue]
      params: { id: ParamValue; file: ParamValue }
    }
    'api.deliveries.return_policy': { paramsTuple: [ParamValue]; params: { id: ParamValue } }
    'api.events.index': { paramsTuple?: []; params?: {} }
    'api.reports.revenue': { paramsTuple?: []; params?: {} }
    'api.reports.margin': { paramsTuple?: []; params?: {} }
    'api.blueprint.show': { paramsTuple?: []; params?: {} }
    'api.entities.index': { paramsTuple?: []; params?: {} }
    'api.entities.show': { paramsTuple: [ParamValue]; params: { key: ParamValue } }
    'api.partners.index': { paramsTuple?: []; params?: {} }
    'api.partners.show': { paramsTuple: [ParamValue]; params: { key: ParamValue } }
    'api.suppliers.index': { paramsTuple?: []; params?: {} }
    'api.suppliers.show': { paramsTuple: [ParamValue]; params: { key: ParamValue } }
    'api.profiles.index': { paramsTuple?: []; params?: {} }
    'api.profiles.show': { paramsTuple: [ParamValue]; params: { key: ParamValue } }
    'api.versions.index': { paramsTuple: [ParamValue]; params: { key: ParamValue } }
    'api.versions.show': {
      paramsTuple: [ParamValue, ParamValue]
      params: { key: ParamValue; version: ParamValue }
    }
    'api.backtests.index': { paramsTuple: [ParamValue]; params: { key: ParamValue } }
    'api.backtests.show': { paramsTuple: [ParamValue]; params: { id: ParamValue } }
    'api.backtests.changes': { paramsTuple: [ParamValue]; params: { id: ParamValue } }
    'api.invoices.index': { paramsTuple?: []; params?: {} }
    'api.invoices.export': { paramsTuple?: []; params?: {} }
    'api.invoices.runs': { paramsTuple?: []; params?: {} }
    'api.invoices.reminders.index': { paramsTuple: [ParamValue]; params: { id: ParamValue } }
    'api.partners.statement': { paramsTuple: [ParamValue]; params: { key: ParamValue } }
    'api.invoices.show': { paramsTuple: [ParamValue]; params: { id: ParamValue } }
    'api.partners.adjustments.index': { paramsTuple: [ParamValue]; params: { key: ParamValue } }
    'api.plugins.index': { paramsTuple?: []; params?: {} }
    'api.openapi.show': { paramsTuple?: []; params?: {} }
    'api.health.live': { paramsTuple?: []; params?: {} }
    'api.health.ready': { paramsTuple?: []; params?: {} }
    'api.metrics.show': { paramsTuple?: []; params?: {} }
  }
  HEAD: {
    'health.live': { paramsTuple?: []; params?: {} }
    'health.ready': { paramsTuple?: []; params?: {} }
    'metrics': { paramsTuple?: []; params?: {} }
    'problems.show': { paramsTuple: [ParamValue]; params: { type: ParamValue } }
    'session.show': { paramsTuple?: []; params?: {} }
    'reset.create': { paramsTuple?: []; params?: {} }
    'reset.edit': { paramsTuple: [ParamValue]; params: { token: ParamValue } }
    'session.create': { paramsTuple?: []; params?: {} }
    'code.create': { paramsTuple?: []; params?: {} }
    'overview.show': { paramsTuple?: []; params?: {} }
    'leads.list': { paramsTuple?: []; params?: {} }
    'leads.search': { paramsTuple?: []; params?: {} }
    'leads.news': { paramsTuple?: []; params?: {} }
    'leads.pick': { paramsTuple?: []; params?: {} }
    'leads.export': { paramsTuple?: []; params?: {} }
    'leads.jobs': { paramsTuple?: []; params?: {} }
    'leads.brief': { paramsTuple: [ParamValue]; params: { id: ParamValue } }
    'leads.story': { paramsTuple: [ParamValue]; params: { id: ParamValue } }
    'lead_page.events': { paramsTuple: [ParamValue]; params: { id: ParamValue } }
    'lead_page.verdicts': { paramsTuple: [ParamValue]; params: { id: ParamValue } }
    'lead_page.targets': { paramsTuple: [ParamValue]; params: { id: ParamValue } }
    'lead_page.way': { paramsTuple: [ParamValue]; params: { id: ParamValue } }
    'lead_page.why_not': { paramsTuple: [ParamValue]; params: { id: ParamValue } }
    'pages.profiles': { paramsTuple?: []; params?: {} }
    'pages.profile': { paramsTuple: [ParamValue]; params: { key: ParamValue } }
    'pages.profile.settings': { paramsTuple: [ParamValue]; params: { key: ParamValue } }
    'pages.profile.assignments': { paramsTuple: [ParamValue]; params: { key: ParamValue } }
    'pages.profile.route': { paramsTuple: [ParamValue]; params: { key: ParamValue } }
    'pages.profile.versions': { paramsTuple: [ParamValue]; params: { key: ParamValue } }
    'pages.profile.version': {
      paramsTuple: [ParamValue, ParamValue]
      params: { key: ParamValue; version: ParamValue }
    }
    'pages.profile.version.route': {
      paramsTuple: [ParamValue, ParamValue]
      params: { key: ParamValue; version: ParamValue }
    }
    'pages.profile.traffic': { paramsTuple: [ParamValue]; params: { key: ParamValue } }
    'pages.profile.live': { paramsTuple: [ParamValue]; params: { key: ParamValue } }
    'pages.profile.published': { paramsTuple: [ParamValue]; params: { key: ParamValue } }
    'pages.draft.changes': { paramsTuple: [ParamValue]; params: { key: ParamValue } }
    'pages.version.changes': {
      paramsTuple: [ParamValue, ParamValue]
      params: { key: ParamValue; version: ParamValue }
    }
    'pages.backtests': { paramsTuple: [ParamValue]; params: { key: ParamValue } }
    'pages.backtest': {
      paramsTuple: [ParamValue, ParamValue]
      params: { key: ParamValue; id: ParamValue }
    }
    'pages.backtest.look': {
      paramsTuple: [ParamValue, ParamValue]
      params: { key: ParamValue; id: ParamValue }
    }
    'pages.backtest.changes': {
      paramsTuple: [ParamValue, ParamValue]
      params: { key: ParamValue; id: ParamValue }
    }
    'pages.backtest.change': {
      paramsTuple: [ParamValue, ParamValue, ParamValue]
      params: { key: ParamValue; id: ParamValue; lead: ParamValue }
    }
    'pages.backtest.download': {
      paramsTuple: [ParamValue, ParamValue]
      params: { key: ParamValue; id: ParamValue }
    }
    'pages.partners': { paramsTuple?: []; params?: {} }
    'pages.partner.show': { paramsTuple: [ParamValue]; params: { key: ParamValue } }
    'pages.partner.details': { paramsTuple: [ParamValue]; params: { key: ParamValue } }
    'pages.partner.caps': { paramsTuple: [ParamValue]; params: { key: ParamValue } }
    'pages.partner.deliveries': { paramsTuple: [ParamValue]; params: { key: ParamValue } }
    'pages.partner.statistics': { paramsTuple: [ParamValue]; params: { key: ParamValue } }
    'pages.partner.access': { paramsTuple: [ParamValue]; params: { key: ParamValue } }
    'pages.partner.pause_effect': { paramsTuple: [ParamValue]; params: { key: ParamValue } }
    'pages.returns': { paramsTuple?: []; params?: {} }
    'pages.returns.search': { paramsTuple?: []; params?: {} }
    'pages.returns.statistics': { paramsTuple?: []; params?: {} }
    'pages.returns.evidence': {
      paramsTuple: [ParamValue, ParamValue]
      params: { id: ParamValue; file: ParamValue }
    }
    'pages.returns.policy': { paramsTuple: [ParamValue]; params: { id: ParamValue } }
    'pages.invoices': { paramsTuple?: []; params?: {} }
    'pages.invoices.search': { paramsTuple?: []; params?: {} }
    'pages.invoices.run': { paramsTuple?: []; params?: {} }
    'pages.invoices.export': { paramsTuple?: []; params?: {} }
    'pages.partner.statement': { paramsTuple: [ParamValue]; params: { key: ParamValue } }
    'pages.partner.statement.export': { paramsTuple: [ParamValue]; params: { key: ParamValue } }
    'pages.invoice': { paramsTuple: [ParamValue]; params: { id: ParamValue } }
    'pages.invoice.sales': { paramsTuple: [ParamValue]; params: { id: ParamValue } }
    'pages.entities': { paramsTuple?: []; params?: {} }
    'pages.entity': { paramsTuple: [ParamValue]; params: { key: ParamValue } }
    'event_log.index': { paramsTuple?: []; params?: {} }
    'event_log.search': { paramsTuple?: []; params?: {} }
    'event_log.export': { paramsTuple?: []; params?: {} }
    'event_log.stream': { paramsTuple?: []; params?: {} }
    'event_log.show': { paramsTuple: [ParamValue]; params: { id: ParamValue } }
    'pages.blueprint': { paramsTuple?: []; params?: {} }
    'pages.blueprint.download': { paramsTuple: [ParamValue]; params: { format: ParamValue } }
    'plugins_page.index': { paramsTuple?: []; params?: {} }
    'api.reference': { paramsTuple?: []; params?: {} }
    'api.tokens': { paramsTuple?: []; params?: {} }
    'outbox.index': { paramsTuple?: []; params?: {} }
    'outbox.search': { paramsTuple?: []; params?: {} }
    'outbox.show': { paramsTuple: [ParamValue]; params: { id: ParamValue } }
    'profile.show': { paramsTuple?: []; params?: {} }
    'security.show': { paramsTuple?: []; params?: {} }
    'account.show': { paramsTuple?: []; params?: {} }
    'tax.show': { paramsTuple?: []; params?: {} }
    'invoicing.show': { paramsTuple?: []; params?: {} }
    'pages.partner.tax': { paramsTuple: [ParamValue]; params: { key: ParamValue } }
    'rules.show': { paramsTuple?: []; params?: {} }
    'search.index': { paramsTuple?: []; params?: {} }
  }
  POST: {
    'sandbox.partner': { paramsTuple: [ParamValue]; params: { name: ParamValue } }
    'reset.store': { paramsTuple?: []; params?: {} }
    'reset.update': { paramsTuple: [ParamValue]; params: { token: ParamValue } }
    'session.store': { paramsTuple?: []; params?: {} }
    'code.store': { paramsTuple?: []; params?: {} }
    'session.destroy': { paramsTuple?: []; params?: {} }
    'overview.enable_endpoint': { paramsTuple: [ParamValue]; params: { id: ParamValue } }
    'leads.jobs.store': { paramsTuple?: []; params?: {} }
    'leads.views.store': { paramsTuple?: []; params?: {} }
    'lead_page.reveal': { paramsTuple: [ParamValue]; params: { id: ParamValue } }
    'lead_page.preview': { paramsTuple: [ParamValue]; params: { id: ParamValue } }
    'lead_page.distribute': { paramsTuple: [ParamValue]; params: { id: ParamValue } }
    'lead_page.delivery_cancel': { paramsTuple: [ParamValue]; params: { id: ParamValue } }
    'lead_page.delivery_retry': { paramsTuple: [ParamValue]; params: { id: ParamValue } }
    'lead_page.delivery_settle': { paramsTuple: [ParamValue]; params: { id: ParamValue } }
    'pages.profile.compare': { paramsTuple: [ParamValue]; params: { key: ParamValue } }
    'pages.backtest.store': { paramsTuple: [ParamValue]; params: { key: ParamValue } }
    'pages.profile.store': { paramsTuple?: []; params?: {} }
    'pages.profile.pause': { paramsTuple: [ParamValue]; params: { key: ParamValue } }
    'pages.assignment.pause': {
      paramsTuple: [ParamValue, ParamValue]
      params: { key: ParamValue; assignment: ParamValue }
    }
    'pages.draft.check': { paramsTuple: [ParamValue]; params: { key: ParamValue } }
    'pages.profile.simulate': { paramsTuple: [ParamValue]; params: { key: ParamValue } }
    'pages.profile.publish': { paramsTuple: [ParamValue]; params: { key: ParamValue } }
    'pages.profile.revert': { paramsTuple: [ParamValue]; params: { key: ParamValue } }
    'pages.partner.store': { paramsTuple?: []; params?: {} }
    'pages.partner.pause': { paramsTuple: [ParamValue]; params: { key: ParamValue } }
    'pages.signing.show': { paramsTuple: [ParamValue]; params: { key: ParamValue } }
    'pages.signing.rotate': { paramsTuple: [ParamValue]; params: { key: ParamValue } }
    'pages.signing.retire': { paramsTuple: [ParamValue]; params: { key: ParamValue } }
    'pages.returns.store': { paramsTuple: [ParamValue]; params: { id: ParamValue } }
    'pages.returns.decide': { paramsTuple?: []; params?: {} }
    'pages.returns.withdraw': { paramsTuple: [ParamValue]; params: { id: ParamValue } }
    'pages.invoice.credit_returns': { paramsTuple: [ParamValue]; params: { id: ParamValue } }
    'pages.invoices.preview': { paramsTuple?: []; params?: {} }
    'pages.invoices.generate': { paramsTuple?: []; params?: {} }
    'pages.invoices.finalize': { paramsTuple?: []; params?: {} }
    'pages.invoice.try': { paramsTuple: [ParamValue]; params: { id: ParamValue } }
    'pages.invoice.payment.reverse': {
      paramsTuple: [ParamValue, ParamValue]
      params: { id: ParamValue; payment: ParamValue }
    }
    'pages.invoice.remind': { paramsTuple: [ParamValue]; params: { id: ParamValue } }
    'pages.invoice.reminders.pause': { paramsTuple: [ParamValue]; params: { id: ParamValue } }
    'pages.invoice.finalize': { paramsTuple: [ParamValue]; params: { id: ParamValue } }
    'pages.invoice.discard': { paramsTuple: [ParamValue]; params: { id: ParamValue } }
    'pages.invoice.pay': { paramsTuple: [ParamValue]; params: { id: ParamValue } }
    'pages.invoice.credit': { paramsTuple: [ParamValue]; params: { id: ParamValue } }
    'pages.entity.store': { paramsTuple?: []; params?: {} }
    'pages.entity.check': { paramsTuple: [ParamValue]; params: { key: ParamValue } }
    'pages.blueprint.check': { paramsTuple?: []; params?: {} }
    'pages.blueprint.apply': { paramsTuple?: []; params?: {} }
    'api.tokens_store': { paramsTuple?: []; params?: {} }
    'security.password': { paramsTuple?: []; params?: {} }
    'second_factor.begin': { paramsTuple?: []; params?: {} }
    'second_factor.confirm': { paramsTuple?: []; params?: {} }
    'second_factor.codes': { paramsTuple?: []; params?: {} }
    'second_factor.off': { paramsTuple?: []; params?: {} }
    'tax.explain': { paramsTuple?: []; params?: {} }
    'tax.rates.add': { paramsTuple?: []; params?: {} }
    'tax.check': { paramsTuple: [ParamValue]; params: { key: ParamValue } }
    'tax.override': { paramsTuple: [ParamValue]; params: { key: ParamValue } }
    'rules.try': { paramsTuple?: []; params?: {} }
    'api.leads.store': { paramsTuple?: []; params?: {} }
    'api.leads.bulk': { paramsTuple?: []; params?: {} }
    'api.intake.store': { paramsTuple?: []; params?: {} }
    'api.leads.distribute': { paramsTuple: [ParamValue]; params: { id: ParamValue } }
    'api.deliveries.cancel': { paramsTuple: [ParamValue]; params: { id: ParamValue } }
    'api.deliveries.retry': { paramsTuple: [ParamValue]; params: { id: ParamValue } }
    'api.deliveries.settle': { paramsTuple: [ParamValue]; params: { id: ParamValue } }
    'api.callbacks.store': { paramsTuple: [ParamValue]; params: { token: ParamValue } }
    'api.returns.store': { paramsTuple?: []; params?: {} }
    'api.returns.approve': { paramsTuple: [ParamValue]; params: { id: ParamValue } }
    'api.returns.refuse': { paramsTuple: [ParamValue]; params: { id: ParamValue } }
    'api.returns.withdraw': { paramsTuple: [ParamValue]; params: { id: ParamValue } }
    'api.invoices.credit_returns': { paramsTuple: [ParamValue]; params: { id: ParamValue } }
    'api.entities.store': { paramsTuple?: []; params?: {} }
    'api.partners.store': { paramsTuple?: []; params?: {} }
    'api.suppliers.store': { paramsTuple?: []; params?: {} }
    'api.profiles.store': { paramsTuple?: []; params?: {} }
    'api.profiles.publish': { paramsTuple: [ParamValue]; params: { key: ParamValue } }
    'api.profiles.revert': { paramsTuple: [ParamValue]; params: { key: ParamValue } }
    'api.profiles.simulate': { paramsTuple: [ParamValue]; params: { key: ParamValue } }
    'api.profiles.backtest': { paramsTuple: [ParamValue]; params: { key: ParamValue } }
    'api.invoices.generate': { paramsTuple?: []; params?: {} }
    'api.invoices.reminders.store': { paramsTuple: [ParamValue]; params: { id: ParamValue } }
    'api.invoices.reminders.pause': { paramsTuple: [ParamValue]; params: { id: ParamValue } }
    'api.invoices.finalize': { paramsTuple: [ParamValue]; params: { id: ParamValue } }
    'api.invoices.void': { paramsTuple: [ParamValue]; params: { id: ParamValue } }
    'api.invoices.payments.reverse': {
      paramsTuple: [ParamValue, ParamValue]
      params: { id: ParamValue; payment: ParamValue }
    }
    'api.partners.adjustments.store': { paramsTuple: [ParamValue]; params: { key: ParamValue } }
    'api.invoices.pay': { paramsTuple: [ParamValue]; params: { id: ParamValue } }
    'api.invoices.credit': { paramsTuple: [ParamValue]; params: { id: ParamValue } }
    'api.tax.preview': { paramsTuple?: []; params?: {} }
    'api.transforms.test': { paramsTuple?: []; params?: {} }
    'answers.try': { paramsTuple?: []; params?: {} }
    'templates.preview': { paramsTuple?: []; params?: {} }
    'transforms.try': { paramsTuple?: []; params?: {} }
    'profiles.assignments.test': {
      paramsTuple: [ParamValue, ParamValue]
      params: { key: ParamValue; assignment: ParamValue }
    }
  }
  PUT: {
    'session.language': { paramsTuple?: []; params?: {} }
    'profile.update': { paramsTuple?: []; params?: {} }
    'account.update': { paramsTuple?: []; params?: {} }
    'tax.update': { paramsTuple?: []; params?: {} }
    'invoicing.update': { paramsTuple?: []; params?: {} }
    'api.blueprint.update': { paramsTuple?: []; params?: {} }
  }
  DELETE: {
    'leads.jobs.destroy': { paramsTuple: [ParamValue]; params: { id: ParamValue } }
    'leads.views.destroy': { paramsTuple: [ParamValue]; params: { id: ParamValue } }
    'lead_page.destroy': { paramsTuple: [ParamValue]; params: { id: ParamValue } }
    'pages.backtest.stop': {
      paramsTuple: [ParamValue, ParamValue]
      params: { key: ParamValue; id: ParamValue }
    }
    'pages.profile.destroy': { paramsTuple: [ParamValue]; params: { key: ParamValue } }
    'pages.draft.destroy': { paramsTuple: [ParamValue]; params: { key: ParamValue } }
    'pages.partner.destroy': { paramsTuple: [ParamValue]; params: { key: ParamValue } }
    'pages.entity.destroy': { paramsTuple: [ParamValue]; params: { key: ParamValue } }
    'api.tokens_destroy': { paramsTuple: [ParamValue]; params: { id: ParamValue } }
    'security.sessions.others': { paramsTuple?: []; params?: {} }
    'security.sessions.destroy': { paramsTuple: [ParamValue]; params: { id: ParamValue } }
    'tax.rates.remove': { paramsTuple: [ParamValue]; params: { id: ParamValue } }
    'api.leads.destroy': { paramsTuple: [ParamValue]; params: { id: ParamValue } }
    'api.entities.destroy': { paramsTuple: [ParamValue]; params: { key: ParamValue } }
    'api.partners.destroy': { paramsTuple: [ParamValue]; params: { key: ParamValue } }
    'api.suppliers.destroy': { paramsTuple: [ParamValue]; params: { key: ParamValue } }
    'api.profiles.destroy': { paramsTuple: [ParamValue]; params: { key: ParamValue } }
    'api.backtests.destroy': { paramsTuple: [ParamValue]; params: { id: ParamValue } }
    'api.partners.adjustments.destroy': {
      paramsTuple: [ParamValue, ParamValue]
      params: { key: ParamValue; id: ParamValue }
    }
  }
  PATCH: {
    'leads.views.update': { paramsTuple: [ParamValue]; params: { id: ParamValue } }
    'lead_page.update': { paramsTuple: [ParamValue]; params: { id: ParamValue } }
    'pages.draft.update': { paramsTuple: [ParamValue]; params: { key: ParamValue } }
    'pages.partner.update': { paramsTuple: [ParamValue]; params: { key: ParamValue } }
    'pages.invoice.update': { paramsTuple: [ParamValue]; params: { id: ParamValue } }
    'pages.entity.update': { paramsTuple: [ParamValue]; params: { key: ParamValue } }
    'api.leads.update': { paramsTuple: [ParamValue]; params: { id: ParamValue } }
    'api.entities.update': { paramsTuple: [ParamValue]; params: { key: ParamValue } }
    'api.partners.update': { paramsTuple: [ParamValue]; params: { key: ParamValue } }
    'api.suppliers.update': { paramsTuple: [ParamValue]; params: { key: ParamValue } }
    'api.profiles.update': { paramsTuple: [ParamValue]; params: { key: ParamValue } }
    'api.invoices.update': { paramsTuple: [ParamValue]; params: { id: ParamValue } }
  }
}
declare module '@adonisjs/core/types/http' {
  export interface RoutesList extends ScannedRoutes {}
}
