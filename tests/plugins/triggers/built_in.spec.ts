import { fakeHappened, testTrigger } from '#sdk/testing'
import capReached from '#plugins/triggers/cap_reached'
import deliveryAccepted from '#plugins/triggers/delivery_accepted'
import deliveryRejected from '#plugins/triggers/delivery_rejected'
import deliveryReturned from '#plugins/triggers/delivery_returned'
import invoiceOverdue from '#plugins/triggers/invoice_overdue'
import leadCreated from '#plugins/triggers/lead_created'
import stageChanged from '#plugins/triggers/stage_changed'
import timeInStage from '#plugins/triggers/time_in_stage'
import unsold from '#plugins/triggers/unsold'

testTrigger(leadCreated, [
  { title: 'is set off by every lead', config: {}, occurs: {} },
  { title: 'or those of a source', config: { source: 'google-ads' }, occurs: {} },
  { title: 'and passes over those of others', config: { source: 'fairs' }, occurs: null },
  { title: 'needs a lead', config: {}, happened: fakeHappened({ lead: null }), occurs: null },
])

const moved = (from: string, to: string) =>
  fakeHappened({ type: 'lead.stage_changed', data: { from, to } })

testTrigger(stageChanged, [
  { title: 'is set off by every move', config: {}, happened: moved('a', 'b'), occurs: {} },
  { title: 'by moves to a stage', config: { to: 'b' }, happened: moved('a', 'b'), occurs: {} },
  { title: 'not by moves to others', config: { to: 'c' }, happened: moved('a', 'b'), occurs: null },
  { title: 'by moves from a stage', config: { from: 'a' }, happened: moved('a', 'b'), occurs: {} },
  {
    title: 'not by moves from others',
    config: { from: 'c', to: 'b' },
    happened: moved('a', 'b'),
    occurs: null,
  },
])

const whose = [
  { config: {}, occurs: {} },
  { config: { partner: 'sunco' }, occurs: {} },
  { config: { partner: 'other' }, occurs: null },
  { config: { profile: 'solar-us', partner: 'sunco' }, occurs: {} },
  { config: { profile: 'other' }, occurs: null },
]
for (const plugin of [deliveryAccepted, deliveryRejected, deliveryReturned, capReached])
  testTrigger(
    plugin,
    whose.map(({ config, occurs }) => ({
      title: `by ${JSON.stringify(config)}: ${occurs ? 'is' : 'is not'} set off`,
      config,
      happened: fakeHappened({ type: plugin.events[0], partner: 'sunco', profile: 'solar-us' }),
      occurs,
    }))
  )

testTrigger(invoiceOverdue, [
  { title: 'of every partner', config: {}, happened: fakeHappened({ lead: null }), occurs: {} },
  {
    title: 'not of others than the one',
    config: { partner: 'sunco' },
    happened: fakeHappened({ lead: null, partner: 'other' }),
    occurs: null,
  },
])

const finished = (status: string, profile: string) =>
  fakeHappened({ type: 'distribution.finished', data: { status }, profile })

testTrigger(unsold, [
  { title: 'is set off', config: {}, happened: finished('unsold', 'a'), occurs: {} },
  { title: 'not by a sale', config: {}, happened: finished('sold', 'a'), occurs: null },
  { title: 'not by one held', config: {}, happened: finished('held', 'a'), occurs: null },
  {
    title: 'not by that of another profile',
    config: { profile: 'b' },
    happened: finished('unsold', 'a'),
    occurs: null,
  },
])

const waits = { after_seconds: 7200, while: { stage: 'new' } }
testTrigger(timeInStage, [
  { title: 'counts from its arrival', config: { stage: 'new', minutes: 120 }, occurs: waits },
  {
    title: 'counts from its move',
    config: { stage: 'new', minutes: 120 },
    happened: moved('qualified', 'new'),
    occurs: waits,
  },
  {
    title: 'passes over other stages',
    config: { stage: 'new', minutes: 120 },
    happened: moved('new', 'qualified'),
    occurs: null,
  },
])
