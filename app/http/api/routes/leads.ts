import { answer, page } from '#http/api/answers'
import { type ApiRoute, BODY_LIMIT, BULK_LIMIT, handledBy } from '#http/api/route'
import { leadChangePlanSchema, leadChangeSchema } from '#http/openapi/lead_change_schemas'
import { whyNotQuery } from '#distribution/validators/lead_page'
import { leadChangesSchema } from '#distribution/validators/lead_changes'
import { changeLeadSchema } from '#intake/validators/change_lead'
import { distributeSchema } from '#intake/validators/distribute'
import { intakeQuery, leadFilters } from '#intake/validators/lead_queries'
import { bulkSchema, intakeSchema, leadSchema } from '#intake/validators/lead_schemas'

const LeadsController = () => import('#distribution/controllers/leads_controller')
const LeadChangesController = () => import('#distribution/controllers/lead_changes_controller')
const WhyNotController = () => import('#distribution/controllers/why_not_controller')
const ArrivalsController = () => import('#distribution/controllers/arrivals_controller')

const preferWait = {
  name: 'Prefer',
  description: '`wait=N` (1 to 30 seconds): answer when the distributions have ended or N is over.',
  schema: { type: 'string', examples: ['wait=10'] },
}
const tag = 'Leads'
const write = ['leads:write'] as const
const read = ['leads:read'] as const

export const leadRoutes: ApiRoute[] = [
  {
    method: 'POST',
    path: '/leads',
    id: 'leads.store',
    tag,
    summary: 'Hand in a lead',
    description:
      'Answers 201 as soon as the lead is stored durably. Keys of `values` that are no field of the entity are kept under `extra`. Without `profile`, the profiles of the entity that run on arrival are run.',
    abilities: write,
    ofSources: true,
    ...handledBy(ArrivalsController, 'store'),
    body: { types: ['json'], limit: BODY_LIMIT, schema: leadSchema },
    headers: [preferWait],
    answers: {
      201: answer('The lead, stored.', 'Lead'),
      200: answer(
        'A duplicate: the lead that was first, `duplicate_of` is its id. Under `update` it has the new values. A token without `leads:read` does not see what it holds.',
        'Lead'
      ),
    },
    problems: [402, 409],
    idempotency: 'stored',
  },
  {
    method: 'POST',
    path: '/leads/bulk',
    id: 'leads.bulk',
    tag,
    summary: 'Hand in up to 1,000 leads',
    description:
      'Every row stands for itself: good rows are stored even where others are bad. What is beside `leads` counts for every row. The whole body may have 8 MB, each row what a single lead may have.',
    abilities: write,
    ofSources: true,
    ...handledBy(ArrivalsController, 'bulk'),
    body: { types: ['json'], limit: BULK_LIMIT, schema: bulkSchema },
    answers: { 200: answer('One result per row, in their order.', 'BulkAnswer') },
  },
  {
    method: 'POST',
    path: '/intake',
    id: 'intake.store',
    tag,
    summary: 'Hand in a lead as a flat form',
    description:
      'JSON or form-encoded. Keys are matched to fields by key or label, without regard to case, spaces, dashes and underscores; unknown keys are kept under `extra`, ambiguous ones refused by name.',
    abilities: write,
    ofSources: true,
    ...handledBy(ArrivalsController, 'intake'),
    query: intakeQuery,
    body: { types: ['json', 'form'], limit: BODY_LIMIT, schema: intakeSchema },
    answers: {
      201: answer(
        'Stored. `outcome`, `price` and `reason` come with `?wait=N` only.',
        'IntakeAnswer'
      ),
      200: answer('A duplicate: `lead_id` is the lead that was first.', 'IntakeAnswer'),
    },
    problems: [402, 409],
    idempotency: 'stored',
  },
  {
    method: 'GET',
    path: '/leads',
    id: 'leads.index',
    tag,
    summary: 'List leads, newest first',
    description:
      '`tag` (keys) and `assignee` (e-mails, or `nobody`) take several with commas: a lead with any of them is found.',
    abilities: read,
    ...handledBy(LeadsController, 'index'),
    query: leadFilters,
    answers: { 200: page('A page of leads.', 'Lead') },
  },
  {
    method: 'POST',
    path: '/leads/changes',
    id: 'leads.changes.store',
    tag,
    summary: 'Change many leads',
    description:
      'One change of stage, assignee, tags or values, or an erasure, of up to 1,000 leads by id or of everything a filter finds. It is done in the background, lead by lead, as `PATCH /leads/{id}` does it: a new stage runs the profiles whose trigger it is. `dry_run` only counts. An erasure names in `confirm` how many leads it is of.',
    abilities: write,
    ...handledBy(LeadChangesController, 'store'),
    body: { types: ['json'], limit: BODY_LIMIT, schema: leadChangesSchema },
    answers: {
      202: answer('The change, begun.', leadChangeSchema),
      200: answer('What it would mean (`dry_run`).', leadChangePlanSchema),
    },
  },
  {
    method: 'GET',
    path: '/leads/changes/:id',
    id: 'leads.changes.show',
    tag,
    summary: 'Read how far a change of many leads is',
    abilities: read,
    ...handledBy(LeadChangesController, 'show'),
    answers: { 200: answer('The change.', leadChangeSchema) },
  },
  {
    method: 'DELETE',
    path: '/leads/changes/:id',
    id: 'leads.changes.destroy',
    tag,
    summary: 'Stop a change of many leads',
    description: 'Leads that were changed stay so. 409 where it has ended.',
    abilities: write,
    ...handledBy(LeadChangesController, 'destroy'),
    answers: { 204: { description: 'Stopped.' } },
    problems: [409],
  },
  {
    method: 'GET',
    path: '/leads/:id',
    id: 'leads.show',
    tag,
    summary: 'Read a lead with its story',
    abilities: read,
    ...handledBy(LeadsController, 'show'),
    answers: { 200: answer('The lead.', 'Lead') },
  },
  {
    method: 'GET',
    path: '/leads/:id/why-not',
    id: 'leads.whyNot',
    tag,
    summary: 'Why a partner did not get a lead, and the smallest change that would have won it',
    description:
      'Ask about an assignment, or about a partner: also one that was never reached or has no place in the profile. What decided stands in `decided`; each of `alternatives`, fewest changes first, was judged again by the version the run was pinned to, with its changes and without each of them. Partners who were not asked are taken to buy.',
    abilities: read,
    ...handledBy(WhyNotController, 'show'),
    query: whyNotQuery,
    answers: { 200: answer('The answer.', 'WhyNot') },
  },
  {
    method: 'PATCH',
    path: '/leads/:id',
    id: 'leads.update',
    tag,
    summary: 'Change values, stage, assignee or tags of a lead',
    description:
      'Only what is sent changes; a blank value clears the field. `tags` (keys) is the whole new list. A new stage runs the profiles whose trigger it is. With `expected_stage` a lead that was moved to another stage meanwhile is left as it is, and the answer is 409 with `stage`, `moved_by` and `moved_at`.',
    abilities: write,
    ...handledBy(LeadsController, 'update'),
    body: { types: ['json'], limit: BODY_LIMIT, schema: changeLeadSchema },
    answers: { 200: answer('The lead as it is now.', 'Lead') },
    problems: [409],
  },
  {
    method: 'DELETE',
    path: '/leads/:id',
    id: 'leads.destroy',
    tag,
    summary: 'Erase the person behind a lead',
    description:
      'Personal values go for good, also from stored requests; ledger and invoices stay.',
    abilities: write,
    ...handledBy(LeadsController, 'destroy'),
    answers: { 204: { description: 'Erased.' } },
    problems: [409],
  },
  {
    method: 'POST',
    path: '/leads/:id/distributions',
    id: 'leads.distribute',
    tag,
    summary: 'Run a profile on a lead',
    abilities: write,
    ...handledBy(LeadsController, 'distribute'),
    body: { types: ['json'], limit: BODY_LIMIT, schema: distributeSchema },
    headers: [preferWait],
    answers: { 201: answer('The distribution, as far as it is.', 'Distribution') },
    problems: [409],
  },
]
