import { answer } from '#http/api/answers'
import { type ApiRoute, BODY_LIMIT, handledBy } from '#http/api/route'
import { pageOf } from '#http/openapi/components'
import { importSchema } from '#http/openapi/import_schemas'
import {
  correctedQuery,
  importsQuery,
  settingsInput,
  uploadQuery,
} from '#capture/validators/imports'

const ApiImportsController = () => import('#capture/controllers/api_imports_controller')

const tag = 'Imports'
const write = ['leads:write'] as const
const read = ['leads:read'] as const
const FILE =
  'The file itself: CSV, TSV, XLSX or JSON lines, in any encoding and with any separator.'

const order = (
  action: 'check' | 'run' | 'pause' | 'resume' | 'cancel' | 'undo',
  summary: string,
  description?: string
): ApiRoute => ({
  method: 'POST',
  path: `/imports/:id/${action}`,
  id: `imports.${action}`,
  ...{ tag, summary, ...(description && { description }) },
  abilities: write,
  ...handledBy(ApiImportsController, action),
  answers: {
    200: answer('The import as it is now; `status` says when it has ended.', importSchema),
  },
  problems: [409],
})

export const importRoutes: ApiRoute[] = [
  {
    method: 'POST',
    path: '/imports',
    id: 'imports.store',
    ...{ tag, summary: 'Upload a file of leads' },
    description:
      'Columns are mapped to fields by their names and contents; `settings.mapping` says how. Nothing is stored as a lead before `run`, and nobody is sold one unless `settings.distribute` says so.',
    abilities: write,
    ...handledBy(ApiImportsController, 'store'),
    ...{ query: uploadQuery, upload: FILE },
    answers: { 201: answer('The import, ready for its settings.', importSchema) },
  },
  {
    method: 'GET',
    path: '/imports',
    id: 'imports.index',
    ...{ tag, summary: 'List imports, newest first' },
    abilities: read,
    ...handledBy(ApiImportsController, 'index'),
    query: importsQuery,
    answers: { 200: answer('A page of imports.', pageOf(importSchema)) },
  },
  {
    method: 'GET',
    path: '/imports/:id',
    id: 'imports.show',
    ...{ tag, summary: 'Read an import: how far it is, and what its rows came to' },
    abilities: read,
    ...handledBy(ApiImportsController, 'show'),
    answers: { 200: answer('The import.', importSchema) },
  },
  {
    method: 'PUT',
    path: '/imports/:id/settings',
    id: 'imports.settings',
    ...{ tag, summary: 'Say how a file is read' },
    description: 'What is not named stays. Until the import has been run.',
    abilities: write,
    ...handledBy(ApiImportsController, 'settings'),
    body: { types: ['json'], limit: BODY_LIMIT, schema: { ...settingsInput.toJSONSchema() } },
    answers: { 200: answer('The import.', importSchema) },
    problems: [409],
  },
  order('check', 'Try every row of a file', 'Counts what a run would do, and stores nothing.'),
  order('run', 'Store the rows of a file as leads'),
  order('pause', 'Pause an import that runs'),
  order('resume', 'Go on with a paused import'),
  order('cancel', 'Stop a check or an import; what is stored stays'),
  order(
    'undo',
    'Take an import back',
    'Erases the leads it made and gives back the values it changed. What was sold, or changed since, stays and is counted under `undo.kept`.'
  ),
  {
    method: 'GET',
    path: '/imports/:id/errors',
    id: 'imports.errors',
    ...{ tag, summary: 'The rows that did not become leads, as CSV' },
    description: 'As they came, with `row`, `field` and `problem` behind.',
    abilities: read,
    ...handledBy(ApiImportsController, 'errors'),
    answers: {
      200: { description: 'The file.', schema: { type: 'string' }, contentTypes: ['text/csv'] },
    },
    problems: [409],
  },
  {
    method: 'POST',
    path: '/imports/:id/corrected',
    id: 'imports.corrected',
    ...{ tag, summary: 'Send the corrected rows of an import' },
    description: 'A new import under the settings of the first.',
    abilities: write,
    ...handledBy(ApiImportsController, 'corrected'),
    ...{ query: correctedQuery, upload: FILE },
    answers: { 201: answer('The new import.', importSchema) },
    problems: [409],
  },
  {
    method: 'DELETE',
    path: '/imports/:id',
    id: 'imports.destroy',
    ...{ tag, summary: 'Delete an import and its file; its leads stay' },
    abilities: write,
    ...handledBy(ApiImportsController, 'destroy'),
    answers: { 204: { description: 'Deleted.' } },
    problems: [409],
  },
]
