import { fakeAutomation, fakeLead, testAction } from '#sdk/testing'
import assign from '#plugins/actions/assign'
import changeStage from '#plugins/actions/change_stage'
import delay from '#plugins/actions/delay'
import distribute from '#plugins/actions/distribute'
import email from '#plugins/actions/email'
import erase from '#plugins/actions/erase'
import pausePartner from '#plugins/actions/pause_partner'
import updateFields from '#plugins/actions/update_fields'
import webhook from '#plugins/actions/webhook'

testAction(distribute, [
  {
    title: 'runs a profile',
    config: { profile: 'solar-us' },
    task: { do: 'distribute', profile: 'solar-us' },
  },
])
testAction(changeStage, [
  { title: 'moves the lead', config: { stage: 'won' }, task: { do: 'stage', stage: 'won' } },
])
testAction(assign, [
  { title: 'to somebody', config: { assignee: 'Ann' }, task: { do: 'assign', assignee: 'Ann' } },
  { title: 'to nobody', config: {}, task: { do: 'assign', assignee: null } },
])
testAction(delay, [
  { title: 'waits', config: { minutes: 60 }, task: { do: 'wait', seconds: 3600 } },
])
testAction(erase, [{ title: 'erases', config: {}, task: { do: 'erase' } }])
testAction(pausePartner, [
  { title: 'the one it is about', config: {}, task: { do: 'pause_partner', partner: null } },
  { title: 'or another', config: { partner: 'a' }, task: { do: 'pause_partner', partner: 'a' } },
])
testAction(updateFields, [
  {
    title: 'writes values, of templates and as they are',
    config: {
      values: {
        state: 'NV',
        bill: '{{ lead.monthly_bill }}',
        note: 'From {{ lead.source }}',
        a: '',
      },
    },
    task: {
      do: 'update',
      values: { state: 'NV', bill: 240, note: 'From google-ads', a: null },
    },
  },
  {
    title: 'names the value that asks for what is not there',
    config: { values: { state: '{{ lead.nothing }}' } },
    refused: 'values.state',
  },
])

const words = { subject: 'Hello\n{{ lead.email }}', text: '{{ account.name }}: {{ event.type }}' }
testAction(email, [
  {
    title: 'writes to an address',
    config: { to: 'address', address: 'a@b.example', ...words },
    task: {
      to: ['a@b.example'],
      to_lead: false,
      subject: 'Hello ann@example.com',
      text: 'Bright Leads: lead.received',
    },
  },
  {
    title: 'writes to the assignee',
    config: { to: 'assignee', ...words },
    task: { to: ['boss@bright.example'], to_lead: false },
  },
  {
    title: 'writes to the lead, and says so of a test',
    config: { to: 'lead', ...words },
    view: fakeAutomation({ lead: fakeLead({ email: 'ann@example.com' }, { test: true }) }),
    task: { to: ['ann@example.com'], to_lead: true, subject: '[Test] Hello ann@example.com' },
  },
  {
    title: 'says that there is nobody to write to',
    config: { to: 'assignee', ...words },
    view: fakeAutomation({ contact: { lead: null, assignee: null } }),
    refused: 'to',
  },
])

testAction(webhook, [
  {
    title: 'calls with what it is about',
    config: { url: 'https://hooks.example/in' },
    view: fakeAutomation({ lead: null }),
    task: {
      method: 'POST',
      url: 'https://hooks.example/in',
      headers: { 'Content-Type': 'application/json' },
      timeout_seconds: 10,
      body: JSON.stringify({
        automation: { key: 'welcome', name: 'Welcome' },
        event: { type: 'lead.received', at: '2026-11-02T10:00:00.000Z' },
        ...{ lead: null, partner: null, profile: null, invoice: null },
      }),
    },
  },
  {
    title: 'or as it is written',
    config: {
      url: 'https://hooks.example/{{ lead.id }}',
      method: 'PUT',
      headers: { 'X-Source': '{{ lead.source }}' },
      body: { bill: '{{ lead.monthly_bill }}' },
      timeout_seconds: '3',
    },
    task: {
      method: 'PUT',
      url: 'https://hooks.example/lead_1',
      headers: { 'Content-Type': 'application/json', 'X-Source': 'google-ads' },
      timeout_seconds: 3,
      body: '{"bill":240}',
    },
  },
  {
    title: 'a GET has no body',
    config: { url: 'https://hooks.example/', method: 'GET' },
    task: { method: 'GET', body: null, headers: {} },
  },
  {
    title: 'names the place of what is not there',
    config: { url: 'https://hooks.example/{{ lead.nothing }}' },
    refused: 'url',
  },
])
