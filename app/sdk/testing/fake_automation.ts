import type { AutomationView, Happened } from '#sdk'
import { fakeLead } from '#sdk/testing/fakes'

/** A line of the trail about a lead of `google-ads` at the stage `new`. */
export const fakeHappened = (over: Partial<Happened> = {}): Happened => ({
  type: 'lead.received',
  at: '2026-11-02T10:00:00.000Z',
  actor: null,
  data: {},
  lead: { id: 'lead_1', stage: 'new', source: 'google-ads', test: false },
  partner: null,
  profile: null,
  ...over,
})

/** What an action sees of a run on a lead. */
export const fakeAutomation = (over: Partial<AutomationView> = {}): AutomationView => ({
  automation: { key: 'welcome', name: 'Welcome' },
  account: { key: 'bright', name: 'Bright Leads' },
  event: { type: 'lead.received', at: '2026-11-02T10:00:00.000Z' },
  lead: fakeLead(),
  partner: null,
  profile: null,
  invoice: null,
  contact: { lead: 'ann@example.com', assignee: 'boss@bright.example' },
  ...over,
})
