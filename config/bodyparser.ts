import { defineConfig } from '@adonisjs/core/bodyparser'

/** Largest form in bytes that pages read. The API has limits of its own (app/http/api/route.ts). */
const FORM_LIMIT = 256 * 1024
/** A profile with thousands of assignments, or a blueprint of 2 MB written as a JSON string. */
const JSON_LIMIT = 4 * 1024 * 1024

const bodyParserConfig = defineConfig({
  allowedMethods: ['POST', 'PUT', 'PATCH', 'DELETE'],
  form: {
    convertEmptyStringsToNull: false,
    limit: FORM_LIMIT,
    types: ['application/x-www-form-urlencoded'],
  },
  json: {
    convertEmptyStringsToNull: false,
    limit: JSON_LIMIT,
    types: ['application/json', 'application/*+json'],
  },
  raw: {
    limit: 2 * 1024 * 1024,
    types: ['application/yaml', 'application/x-yaml', 'text/yaml'],
  },
  multipart: {
    autoProcess: false,
    limit: '20mb',
    types: ['multipart/form-data'],
  },
})

export default bodyParserConfig
